#include "sync/server/commands/console.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "sync/record/day.hpp"

namespace soxa::server {

CLI::App& Console::command(CLI::App& parent, const std::string& name, std::string_view help,
                           const std::string& example) const {
    CLI::App* const made = parent.add_subcommand(name, words(help));
    made->fallthrough();
    made->footer(words("help.example", {"soxad " + example}));
    return *made;
}

Result<DataFolder> Console::folder() const {
    if (data.empty()) return fail(Errc::usage, "usage.no_data");
    return DataFolder{path_of(data)};
}

Result<Office> Console::office() const {
    TRY_LET(const DataFolder where, folder());
    return open_province(where, *clock_, *random_);
}

std::string Console::state(std::string_view name) const {
    return words("state." + std::string(name));
}

std::string Console::reason(std::string_view name) const {
    return words("reason." + std::string(name));
}

std::string Console::role(std::string_view name) const {
    return words("role." + std::string(name));
}

void Console::result(const nlohmann::json& document) const {
    if (!json) return;
    constexpr auto replace = nlohmann::json::error_handler_t::replace;  // a path may be no UTF-8
    std::cout << document.dump(-1, ' ', false, replace) << '\n' << std::flush;
}

void Console::line(const Cells& cells) const {
    if (json) return;
    std::string text;
    for (const std::string& cell : cells) {
        if (!text.empty()) text += '\t';
        // Laptops choose their labels: nothing of them may speak to the terminal.
        std::ranges::transform(cell, std::back_inserter(text), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte == 0x7F ? ' ' : c;
        });
    }
    std::cout << text << '\n' << std::flush;
}

void Console::tell(std::string_view key, const std::vector<std::string>& args) const {
    std::cerr << words(key, args) << '\n' << std::flush;
}

void Console::tell(const Error& error) const {
    std::cerr << say(language, error) << '\n' << std::flush;
}

std::string time_text(Timestamp time) {
    constexpr std::chrono::hours vietnam{7};
    const std::string local = rfc3339(time + vietnam);
    return day_text(std::string_view(local).substr(0, 10)) + " " + local.substr(11, 5);
}

std::string day_text(std::string_view day) {
    const auto read = record::read_day(day);
    if (read) return record::shown(*read);
    return day.empty() ? "-" : std::string(day);
}

Error with_lines(const Console& console, Error error) {
    for (Fault& fault : error.faults) {
        const bool number = !fault.field.empty() &&
                            fault.field.find_first_not_of("0123456789") == std::string::npos;
        if (!number) continue;
        fault.field = fault.field == "0" ? console.words("publish.file")
                                         : console.words("publish.line", {fault.field});
    }
    return error;
}

}  // namespace soxa::server
