// soxactl's face: options that every command takes, results on stdout, words on stderr, secrets
// from a terminal or a file descriptor and from nowhere else (CLI contract).
#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "client/office/words.hpp"
#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"

namespace soxa::ctl {

using office::Json;

/// What stands before or after any command.
struct Options {
    std::string home;
    std::string login;
    bool json = false;
    int password_fd = -1;
    int new_password_fd = -1;
    std::string language = "vi";
};

class Console {
public:
    explicit Console(const Options& options) : options_(&options) {}

    [[nodiscard]] bool json() const { return options_->json; }
    [[nodiscard]] const std::string& login() const { return options_->login; }
    [[nodiscard]] office::Language language() const;
    [[nodiscard]] office::Surroundings surroundings() const;

    /// A result: one line on stdout.
    void out(const std::string& line) const;
    void out(const Json& document) const { out(document.dump()); }
    /// For people, on stderr.
    void tell_line(const std::string& line) const;
    void tell(std::string_view key, const std::vector<std::string>& arguments = {}) const;
    void tell(const Error& error) const;
    /// Why a command did not do what it should: for people, and with --json as its one document.
    void tell_failure(const Error& error) const;
    /// Items done of all, while stderr is a terminal.
    void progress(std::string_view key, std::size_t done, std::size_t all) const;
    [[nodiscard]] std::string word(std::string_view key,
                                   const std::vector<std::string>& arguments = {}) const {
        return office::say(language(), key, arguments);
    }

    /// The acting account's, asked for at the terminal where no descriptor was named.
    [[nodiscard]] Result<Secret> password() const { return password_of(options_->login); }
    [[nodiscard]] Result<Secret> password_of(const std::string& login) const;
    /// The one being set; at the terminal it is typed twice.
    [[nodiscard]] Result<Secret> new_password() const;
    /// Of an account that is just being made: from --password-fd, or typed twice.
    [[nodiscard]] Result<Secret> first_password() const;
    [[nodiscard]] bool has_new_password() const { return options_->new_password_fd >= 0; }

    /// Logs `--as` in.
    [[nodiscard]] Result<office::Office> office() const;
    /// With a password or one-time code, setting another.
    [[nodiscard]] Result<void> office_with(const Secret& password, const Secret& fresh) const;

private:
    const Options* options_;
    crypto::SystemClock clock_;
    mutable crypto::SystemRandom random_;
};

/// A command's body; its exit code, or what went wrong.
using Action = std::function<Result<int>(Console&)>;

/// Where a command line leads: each group of commands puts its own here.
struct Commands {
    CLI::App& app;
    Action& chosen;

    /// A command with its help, an example among it.
    [[nodiscard]] CLI::App* add(CLI::App& parent, const std::string& name,
                                const std::string& help, const std::string& example) const;
    void act(CLI::App* command, Action action) const;
};

void add_enrol(const Commands& commands);
void add_accounts(const Commands& commands);
void add_records(const Commands& commands);
void add_record_looks(const Commands& commands, CLI::App& record);
void add_approvals(const Commands& commands);
void add_exchange(const Commands& commands);
void add_backups(const Commands& commands);
void add_bundles(const Commands& commands);
void add_conflicts(const Commands& commands);
void add_errors(const Commands& commands);
void add_links(const Commands& commands);
void add_lists(const Commands& commands);
void add_month(const Commands& commands);
void add_catalogues(const Commands& commands);
void add_packs(const Commands& commands);
void add_transfers(const Commands& commands);
void add_upkeep(const Commands& commands);
void add_access(const Commands& commands);
void add_audit_show(const Commands& commands, CLI::App& parent);
void add_attachments(const Commands& commands);

/// The record that `UID` or `--id` names.
struct RecordName {
    std::string uid;
    std::string personal_id;

    void add_to(CLI::App* command);
    /// The uid; Errc::invalid_input ("record.unknown", "record.several" with their uids),
    /// Errc::usage ("record.which").
    [[nodiscard]] Result<std::string> find(const office::Office& office) const;
};

/// A whole file that the caller named, or standard input for "-".
[[nodiscard]] Result<std::string> read_text(const std::string& path, std::size_t bytes_max);

}  // namespace soxa::ctl
