#include "sync/server/commands/command_line.hpp"

#include <array>
#include <utility>

namespace soxa::server {

namespace {

/// CLI11's own word, and the key of ours.
constexpr std::array<std::pair<const char*, const char*>, 9> labels{
    {{"Usage", "help.label.usage"},
     {"OPTIONS", "help.label.options"},
     {"Positionals", "help.label.arguments"},
     {"SUBCOMMAND", "help.label.command"},
     {"SUBCOMMANDS", "help.label.commands"},
     {"REQUIRED", "help.label.required"},
     {"TEXT", "help.label.text"},
     {"INT", "help.label.number"},
     {"UINT", "help.label.number"}}};

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

}  // namespace

void put_in_language(CLI::App& app, const Console& console) {
    if (app.get_parent() == nullptr) {
        for (const auto& [word, key] : labels) {
            app.get_formatter()->label(word, console.words(key));
        }
        app.get_formatter()->label("Options", console.words("help.label.options"));
    }
    for (CLI::Option* const own : {app.get_help_ptr(), app.get_version_ptr()}) {
        if (own == nullptr) continue;
        own->description(console.words(own == app.get_help_ptr() ? "help.help" : "help.version"));
    }
    for (CLI::Option* const option : app.get_options([](CLI::Option*) { return true; })) {
        if (option->get_group() == "Options") option->group(console.words("help.label.options"));
    }
    for (CLI::App* const command : app.get_subcommands([](CLI::App*) { return true; })) {
        if (command->get_group() == "Subcommands") {
            command->group(console.words("help.label.commands"));
        }
        put_in_language(*command, console);
    }
}

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* const command = deepest(app);
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

void add_later_commands(CLI::App& app, Console& console) {
    for (const char* const name : {"officer", "review", "national", "metrics"}) {
        CLI::App* const command = app.add_subcommand(name, console.words("help.later"));
        command->fallthrough(false);  // what follows is not looked at, here or above
        command->prefix_command();
        command->callback([&console, name] {
            console.chosen = [name]() -> Result<void> {
                return fail(Errc::usage, "command.later", {name});
            };
        });
    }
}

}  // namespace soxa::server
