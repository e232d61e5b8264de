#include <iostream>
#include <mutex>

#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/serve.hpp"

namespace soxa::server {

namespace {

struct Options {
    std::string listen;
    std::string board;
    std::vector<std::string> names;
    bool verbose = false;
};

Result<void> run(const Console& console, const Options& options) {
    if (!options.board.empty()) return fail(Errc::usage, "listen.board_later");
    TRY_LET(const ListenAddress address, parse_listen_address(options.listen));
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(Office office, console.office());
    ServeSettings settings;
    settings.address = address;
    settings.names = options.names;
    settings.listening = [&](const std::string& url) {
        console.result({{"url", url}});
        if (is_any(address) && options.names.empty()) console.tell("listen.any");
        console.tell("serve.listening", {url});
    };
    std::mutex one_line;
    if (options.verbose) {
        settings.request_line = [&one_line](const std::string& line) {
            const std::lock_guard lock(one_line);
            std::cerr << line + "\n" << std::flush;
        };
    }
    TRY(serve(office, folder, settings));
    console.tell("serve.stopped");
    return {};
}

}  // namespace

void add_serve_command(CLI::App& app, Console& console) {
    auto options = std::make_shared<Options>();
    CLI::App& command = console.command(
        app, "serve", "help.serve",
        "serve --data /var/lib/soxad --listen 0.0.0.0:8443 --host snv.dongthap.example.vn");
    command.add_option("--listen", options->listen, console.words("help.serve.listen"))->required();
    command.add_option("--host", options->names, console.words("help.serve.host"))
        ->expected(1)
        ->take_all();
    command.add_option("--board", options->board)->group("");
    command.add_flag("--verbose", options->verbose, console.words("help.serve.verbose"));
    command.callback([&console, options] {
        console.chosen = [&console, options] { return run(console, *options); };
    });
}

}  // namespace soxa::server
