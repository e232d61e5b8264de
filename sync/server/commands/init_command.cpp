#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"

namespace soxa::server {

namespace {

struct Options {
    ProvinceName province;
    std::string database;
};

Result<void> init(const Console& console, const Options& options) {
    if (options.database.starts_with("postgresql://") ||
        options.database.starts_with("postgres://")) {
        return fail(Errc::usage, "database.later");
    }
    if (!options.database.empty()) return fail(Errc::usage, "database.unknown");
    TRY_LET(const DataFolder folder, console.folder());
    TRY(make_province(folder, options.province, console.clock(), console.random()));
    console.result({{"province", options.province.code}, {"name", options.province.name}});
    console.tell("data.made", {options.province.name, options.province.code});
    return {};
}

}  // namespace

void add_init_command(CLI::App& app, Console& console) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        console.command(app, "init", "help.init",
                        "init --data /var/lib/soxad --province 82 --name \"Tỉnh Đồng Tháp\"");
    command.add_option("--province", options->province.code, console.words("help.init.province"))
        ->required();
    command.add_option("--name", options->province.name, console.words("help.init.name"))
        ->required();
    command.add_option("--database", options->database, console.words("help.init.database"));
    command.callback([&console, options] {
        console.chosen = [&console, options] { return init(console, *options); };
    });
}

}  // namespace soxa::server
