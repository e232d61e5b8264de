// How a command is asked and how it answers: the program's options, results on stdout, words for
// people on stderr.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>

#include "sync/server/data_folder.hpp"
#include "sync/server/words.hpp"

namespace soxa::server {

/// A column of a list for people.
using Cells = std::vector<std::string>;

class Console {
public:
    Console(const Clock& clock, RandomSource& random) : clock_(&clock), random_(&random) {}

    std::string data;
    bool json = false;
    Language language = Language::vi;

    /// The command that was asked for; called once all options are read.
    std::function<Result<void>()> chosen;

    [[nodiscard]] std::string words(std::string_view key,
                                    const std::vector<std::string>& args = {}) const {
        return say(language, key, args);
    }
    /// A state as JSON names it, for a reader; times as they are in Việt Nam, dd/mm/yyyy hh:mm.
    [[nodiscard]] std::string state(std::string_view name) const;
    [[nodiscard]] std::string reason(std::string_view name) const;
    [[nodiscard]] std::string role(std::string_view name) const;

    /// A command's help, with an example.
    CLI::App& command(CLI::App& parent, const std::string& name, std::string_view help,
                      const std::string& example) const;

    /// Errc::usage ("usage.wrong") without --data.
    [[nodiscard]] Result<DataFolder> folder() const;
    [[nodiscard]] Result<Office> office() const;
    [[nodiscard]] const Clock& clock() const { return *clock_; }
    [[nodiscard]] RandomSource& random() const { return *random_; }

    /// On stdout with --json, and nothing otherwise.
    void result(const nlohmann::json& document) const;
    /// On stdout, tab-separated, without --json.
    void line(const Cells& cells) const;
    /// On stderr.
    void tell(std::string_view key, const std::vector<std::string>& args = {}) const;
    void tell(const Error& error) const;

private:
    const Clock* clock_;
    RandomSource* random_;
};

/// "22/11/2026 14:05", in Việt Nam (DOMAIN §3.4); scripts get RFC 3339.
[[nodiscard]] std::string time_text(Timestamp time);
/// Of YYYY-MM-DD; what is none stays as it is, and nothing is a dash.
[[nodiscard]] std::string day_text(std::string_view day);
/// Faults whose field is the number of a line say so; 0 is the file as a whole.
[[nodiscard]] Error with_lines(const Console& console, Error error);

void add_init_command(CLI::App& app, Console& console);
void add_serve_command(CLI::App& app, Console& console);
void add_unit_commands(CLI::App& app, Console& console);
void add_ticket_command(CLI::App& app, Console& console);
void add_device_commands(CLI::App& app, Console& console);
void add_account_commands(CLI::App& app, Console& console);
void add_access_commands(CLI::App& app, Console& console);
void add_held_commands(CLI::App& app, Console& console);
void add_publish_commands(CLI::App& app, Console& console);
void add_backup_commands(CLI::App& app, Console& console);
void add_bundle_commands(CLI::App& app, Console& console);
void add_transfer_commands(CLI::App& app, Console& console);
void add_claim_commands(CLI::App& app, Console& console);
void add_error_commands(CLI::App& app, Console& console);
void add_person_commands(CLI::App& app, Console& console);
void add_attachment_commands(CLI::App& app, Console& console);
void add_log_commands(CLI::App& app, Console& console);
void add_month_command(CLI::App& app, Console& console);

}  // namespace soxa::server
