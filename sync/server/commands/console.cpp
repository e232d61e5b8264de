#include "sync/server/commands/console.hpp"

#include <algorithm>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"

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

}  // namespace soxa::server
