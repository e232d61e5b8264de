#include "client/ctl/command_line.hpp"

#include <array>
#include <string_view>

namespace soxa::ctl {

namespace {

constexpr std::string_view between_languages = " / ";

std::string side_of(const std::string& text, office::Language language) {
    const std::size_t at = text.find(between_languages);
    if (at == std::string::npos) return text;
    return language == office::Language::english ? text.substr(at + between_languages.size())
                                                 : text.substr(0, at);
}

/// The first line names the languages; what follows is an example and stays.
std::string footer_in(const std::string& footer, office::Language language) {
    const std::size_t end = footer.find('\n');
    if (end == std::string::npos) return footer;
    const std::string head = footer.substr(0, end);
    const std::size_t colon = head.find(':');
    return side_of(head.substr(0, colon), language) + ":" + footer.substr(end);
}

/// The innermost command that was understood.
const CLI::App* deepest(const CLI::App& app) {
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return at;
}

std::string path_of(const CLI::App* command) {
    std::string path = command->get_name();
    for (const CLI::App* up = command->get_parent(); up != nullptr; up = up->get_parent()) {
        path = up->get_name() + " " + path;
    }
    return path;
}

std::string commands_of(const CLI::App* command) {
    std::string names;
    for (const CLI::App* one : command->get_subcommands([](const CLI::App*) { return true; })) {
        names += (names.empty() ? "" : ", ") + one->get_name();
    }
    return names;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
    return all;
}

/// The option or argument that CLI11's sentence is about.
std::string named_in(const CLI::App* command, const std::string& sentence) {
    std::string longest;
    for (const CLI::App* at = command; at != nullptr; at = at->get_parent()) {
        for (const CLI::Option* option :
             at->get_options([](const CLI::Option*) { return true; })) {
            const std::string name = option->get_name();
            const bool said = !name.empty() && sentence.find(name) != std::string::npos;
            if (said && name.size() > longest.size()) longest = name;
        }
    }
    return longest;
}

void label_in_vietnamese(CLI::App& app) {
    constexpr std::array<std::pair<const char*, const char*>, 8> labels{
        {{"Usage", "Cách dùng"},
         {"OPTIONS", "TUỲ CHỌN"},
         {"Positionals", "Tham số"},
         {"SUBCOMMAND", "LỆNH"},
         {"REQUIRED", "(bắt buộc)"},
         {"TEXT", "CHỮ"},
         {"INT", "SỐ"},
         {"UINT", "SỐ"}}};
    for (const auto& [english, vietnamese] : labels) {
        app.get_formatter()->label(english, vietnamese);
    }
}

}  // namespace

void read_ahead(int count, char** words, Options& options) {
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--json") options.json = true;
        const std::string_view next = i + 1 < count ? words[i + 1] : "";
        if (word == "--lang=en" || (word == "--lang" && next == "en")) options.language = "en";
    }
}

void put_in_language(CLI::App& app, office::Language language) {
    const bool vietnamese = language == office::Language::vietnamese;
    if (vietnamese && app.get_parent() == nullptr) label_in_vietnamese(app);
    app.description(side_of(app.get_description(), language));
    app.footer(footer_in(app.get_footer(), language));
    if (vietnamese && app.get_help_ptr() != nullptr) {
        app.get_help_ptr()->description(office::say(language, "help.help"));
    }
    for (CLI::Option* option : app.get_options([](CLI::Option*) { return true; })) {
        option->description(side_of(option->get_description(), language));
        if (vietnamese && option->get_group() == "Options") option->group("Tuỳ chọn");
    }
    for (CLI::App* command : app.get_subcommands([](CLI::App*) { return true; })) {
        if (vietnamese) command->group("Các lệnh");
        put_in_language(*command, language);
    }
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* command = deepest(app);
    const std::string path = path_of(command);
    const std::vector<std::string> left = app.remaining(true);
    const std::string sentence = error.what();
    const bool wants_command = sentence.starts_with("A subcommand");
    if (wants_command && left.empty()) {
        return {Errc::usage, "usage.no_command", {path, commands_of(command)}, {}};
    }
    if (wants_command) {
        return {Errc::usage, "usage.unknown_command", {left.front(), path, commands_of(command)},
                {}};
    }
    if (error.get_name() == "ExtrasError") {
        return {Errc::usage, "usage.unknown_words", {joined(left), path}, {}};
    }
    const std::string name = named_in(command, sentence);
    if (name.empty()) return {Errc::usage, "usage.wrong", {path}, {}};
    if (error.get_name() == "RequiredError") return {Errc::usage, "usage.missing", {name, path}, {}};
    return {Errc::usage, "usage.value", {name, path}, {}};
}

void add_later(const Commands& commands) {
    struct Later {
        const char* parent;
        const char* name;
    };
    constexpr std::array<Later, 1> table{{{"", "report"}}};
    for (const Later& later : table) {
        CLI::App* parent = &commands.app;
        if (*later.parent != '\0') parent = commands.app.get_subcommand(later.parent);
        const std::string name = later.name;
        CLI::App* command =
            parent->add_subcommand(name, "có trong phiên bản sau / comes with a later version");
        command->prefix_command();
        commands.act(command, [name](Console&) -> Result<int> {
            return fail(Errc::usage, "command.later", {name});
        });
    }
}

}  // namespace soxa::ctl
