#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/ticket_issue.hpp"

namespace soxa::server {

namespace {

constexpr int days_max = 366;

struct Options {
    TicketWanted wanted;
    std::string out;
    std::string url;
    int days = 30;
    bool force = false;
};

Result<void> issue(const Console& console, const Options& options) {
    TicketWanted wanted = options.wanted;
    if (!options.url.empty()) wanted.url = options.url;
    wanted.term = std::chrono::days(options.days);
    const std::filesystem::path file = path_of(options.out);
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    std::error_code ignored;  // either way it cannot be written there
    if (!std::filesystem::is_directory(folder, ignored) ||
        std::filesystem::is_directory(file, ignored)) {
        return fail(Errc::storage, "file.write", {utf8(file.filename())});
    }
    if (!options.force && std::filesystem::exists(file, ignored)) {
        return fail(Errc::usage, "ticket.file_there", {options.out});
    }
    TRY_LET(Office office, console.office());
    TRY_LET(const exchange::Ticket ticket, issue_ticket(office, wanted));
    // The register has it before it is handed out: the other way round, a laptop might begin with
    // a ticket that nobody knows.
    const Secret bytes(exchange::encode(ticket));
    TRY(crypto::write_durably(file, bytes.reveal()));
    console.result({{"file", options.out},
                    {"number", hex(ticket.number)},
                    {"unit", ticket.unit_code},
                    {"account", hex(ticket.account.view())},
                    {"expires", rfc3339(ticket.expires)},
                    {"url", ticket.url}});
    console.tell("ticket.made",
                 {options.out, ticket.unit_code, rfc3339(ticket.expires), ticket.url});
    return {};
}

}  // namespace

void add_ticket_command(CLI::App& app, Console& console) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        console.command(app, "ticket", "help.ticket",
                        "ticket 30001 --admin \"Nguyễn Văn An\" --id 082190000001 --out an.ticket"
                        " --data /var/lib/soxad");
    command.add_option("UNIT", options->wanted.unit, console.words("help.unit.code"))->required();
    command.add_option("--admin", options->wanted.admin_name, console.words("help.ticket.admin"))
        ->required();
    command.add_option("--id", options->wanted.personal_id, console.words("help.ticket.id"))
        ->required();
    command.add_option("--out", options->out, console.words("help.ticket.out"))->required();
    command.add_option("--url", options->url, console.words("help.ticket.url"));
    command.add_flag("--force", options->force, console.words("help.ticket.force"));
    command.add_option("--days", options->days, console.words("help.ticket.days"))
        ->check(CLI::Range(1, days_max))
        ->capture_default_str();
    command.callback([&console, options] {
        console.chosen = [&console, options] { return issue(console, *options); };
    });
}

}  // namespace soxa::server
