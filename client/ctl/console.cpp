#include "client/ctl/console.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>

#include "client/ctl/terminal.hpp"
#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/enter.hpp"
#include "client/office/join.hpp"
#include "client/office/machine.hpp"
#include "client/office/person_number.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ctl {

office::Language Console::language() const {
    return options_->language == "en" ? office::Language::english : office::Language::vietnamese;
}

office::Surroundings Console::surroundings() const {
    return {options_->home.empty() ? office::default_home() : path_of(options_->home), clock_, random_};
}

void Console::out(const std::string& line) const { std::cout << line << '\n'; }

void Console::tell_line(const std::string& line) const { std::cerr << line << '\n'; }

void Console::tell(std::string_view key, const std::vector<std::string>& arguments) const {
    std::cerr << word(key, arguments) << '\n';
}

void Console::tell(const Error& error) const {
    std::cerr << office::say(language(), error) << '\n';
}

void Console::tell_failure(const Error& error) const {
    tell(error);
    if (!json()) return;
    out(Json{{"error",
              {{"code", static_cast<int>(error.code)},
               {"key", error.text},
               {"message", word(error.text, error.args)},
               {"faults", faults_json(*this, error.faults)}}}});
}

void Console::progress(std::string_view key, std::size_t done, std::size_t all) const {
    if (!stderr_is_terminal()) return;
    std::cerr << '\r' << word(key, {std::to_string(done), std::to_string(all)}) << std::flush;
    if (done == all) std::cerr << '\n';
}

Result<Secret> Console::password_of(const std::string& login) const {
    if (options_->password_fd >= 0) return read_line(options_->password_fd);
    return ask(word("ask.password", {login}));
}

Result<Secret> Console::first_password() const {
    if (options_->password_fd >= 0) return read_line(options_->password_fd);
    return new_password();
}

Result<Secret> Console::new_password() const {
    if (options_->new_password_fd >= 0) return read_line(options_->new_password_fd);
    TRY_LET(Secret first, ask(word("ask.new_password")));
    TRY_LET(const Secret again, ask(word("ask.again")));
    if (!std::ranges::equal(first.reveal(), again.reveal())) {
        return fail(Errc::usage, "password.differs");
    }
    return first;
}

Result<office::Office> Console::office() const {
    if (options_->login.empty()) return fail(Errc::usage, "login.who");
    TRY_LET(const Secret own, password());
    TRY_LET(office::Office office,
            office::Office::log_in(surroundings(), options_->login, own));
    // What could not be carried over waits for the next login; this command goes on.
    const auto carried =
        office::carry_over(office, [this](std::size_t done, std::size_t all) {
            progress("join.progress", done, all);
        });
    if (!carried) tell(carried.error());
    if (carried && *carried > 0) tell("join.carried", {std::to_string(*carried)});
    return office;
}

CLI::App* Commands::add(CLI::App& parent, const std::string& name, const std::string& help,
                        const std::string& example) const {
    CLI::App* command = parent.add_subcommand(name, help);
    command->footer("Ví dụ / example:\n  " + example);
    command->fallthrough();
    return command;
}

Result<void> Console::office_with(const Secret& password, const Secret& fresh) const {
    if (options_->login.empty()) return fail(Errc::usage, "login.who");
    TRY(office::Office::log_in(surroundings(), options_->login, password, &fresh));
    return {};
}

void Commands::act(CLI::App* command, Action action) const {
    Action& chosen_action = chosen;
    command->callback([&chosen_action, action = std::move(action)] { chosen_action = action; });
}

void RecordName::add_to(CLI::App* command) {
    command->add_option("UID", uid, "record_uid");
    command->add_option("--id", personal_id, "số định danh 12 chữ số / 12-digit personal ID");
}

Result<std::string> RecordName::find(const office::Office& office) const {
    if (!uid.empty()) return uid;
    if (personal_id.empty()) return fail(Errc::usage, "record.which");
    TRY_LET(const auto found, office::records_of_number(office, personal_id));
    if (found.empty()) return fail(Errc::invalid_input, "record.unknown");
    std::vector<std::string> uids;
    for (const ledger::RecordId& id : found) {
        TRY_LET(const auto state, office.store().record(id));
        if (!state) continue;
        const bool hidden = office.role() == ledger::Role::person &&
                            office::sight_of(office, *state).reach ==
                                ledger::Sight::Reach::nothing;
        if (!hidden) uids.push_back(ledger::record_uid(*state));
    }
    if (uids.empty()) return fail(Errc::invalid_input, "record.unknown");
    if (uids.size() == 1) return uids.front();
    std::string all;
    for (const std::string& one : uids) all += (all.empty() ? "" : ", ") + one;
    return fail(Errc::invalid_input, "record.several", {all});
}

Result<std::string> read_text(const std::string& path, std::size_t bytes_max) {
    std::ifstream file;
    if (path != "-") {
        std::error_code ignored;
        if (std::filesystem::is_directory(path_of(path), ignored)) {
            return fail(Errc::invalid_input, "file.folder_given", {path});
        }
        if (!std::filesystem::exists(path_of(path), ignored)) {
            return fail(Errc::invalid_input, "file.not_there", {path});
        }
        file.open(path_of(path), std::ios::binary);
        if (!file.is_open()) return fail(Errc::storage, "file.cannot_read", {path});
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string content;
    std::vector<char> piece(64 * 1024);
    while (in) {
        in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        content.append(piece.data(), static_cast<std::size_t>(in.gcount()));
        if (content.size() > bytes_max) {
            return fail(Errc::invalid_input, "file.beyond", {path, std::to_string(bytes_max)});
        }
    }
    if (in.bad()) return fail(Errc::storage, "file.cannot_read", {path});
    return content;
}

}  // namespace soxa::ctl
