// soxad: reads the command line, runs one command, and turns its error into an exit code.
#include <iostream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"
#include "sync/server/commands/command_line.hpp"
#include "sync/server/commands/console.hpp"

namespace soxa::server {

namespace {

constexpr int wrong_usage = static_cast<int>(Errc::usage);
constexpr int defect = static_cast<int>(Errc::defect);

/// The words of --help are chosen before anything is parsed.
Language language_in(int count, char** arguments) {
    for (int i = 1; i < count; ++i) {
        const std::string_view one = arguments[i];
        const bool split = one == "--lang" && i + 1 < count;
        const std::string_view value = split ? std::string_view(arguments[i + 1]) : one;
        if ((split && value == "en") || value == "--lang=en") return Language::en;
    }
    return Language::vi;
}

int run(int count, char** arguments) {
    const crypto::SystemClock clock;
    crypto::SystemRandom random;
    Console console(clock, random);
    console.language = language_in(count, arguments);

    CLI::App app(console.words("help.program"), "soxad");
    app.set_version_flag("--version", "soxad " SOXA_VERSION);
    app.footer(console.words("help.example", {"soxad health --data /var/lib/soxad"}));
    app.require_subcommand(1);
    app.fallthrough();
    std::string language;
    app.add_option("--data", console.data, console.words("help.data"));
    app.add_flag("--json", console.json, console.words("help.json"));
    app.add_option("--lang", language, console.words("help.lang"))
        ->check(CLI::IsMember({"vi", "en"}));
    add_init_command(app, console);
    add_serve_command(app, console);
    add_unit_commands(app, console);
    add_ticket_command(app, console);
    add_device_commands(app, console);
    add_account_commands(app, console);
    add_access_commands(app, console);
    add_held_commands(app, console);
    add_publish_commands(app, console);
    add_backup_commands(app, console);
    add_bundle_commands(app, console);
    add_transfer_commands(app, console);
    add_claim_commands(app, console);
    add_error_commands(app, console);
    add_person_commands(app, console);
    add_attachment_commands(app, console);
    add_log_commands(app, console);
    add_month_command(app, console);
    add_later_commands(app, console);
    put_in_language(app, console);

    try {
        app.parse(count, arguments);
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& error) {
        console.tell(usage_error(app, error));
        return wrong_usage;
    }
    const auto done = console.chosen();
    if (done) return 0;
    console.tell(done.error());
    return static_cast<int>(done.error().code);
}

}  // namespace

}  // namespace soxa::server

int main(int count, char** arguments) {
    // The keys of the province are in this process's memory: no core file, no debugger.
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    (void)::prctl(PR_SET_DUMPABLE, 0);
    ::umask(S_IRWXG | S_IRWXO);  // whatever is written here is the province's alone
    try {
        return soxa::server::run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return soxa::server::defect;
    }
}
