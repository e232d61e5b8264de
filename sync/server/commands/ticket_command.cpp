#include <map>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/ticket_issue.hpp"
#include "sync/server/ticket_revoke.hpp"

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
    // Asked here, since `ticket list` and `ticket revoke` stand beside the unit's code.
    const TicketWanted& given = options.wanted;
    if (given.unit.empty() || given.admin_name.empty() || given.personal_id.empty() ||
        options.out.empty()) {
        return fail(Errc::usage, "ticket.incomplete");
    }
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
                    {"fingerprint", exchange::province_fingerprint(ticket)},
                    {"url", ticket.url}});
    console.tell("ticket.made",
                 {options.out, ticket.unit_code, time_text(ticket.expires), ticket.url});
    console.tell("ticket.fingerprint", {exchange::province_fingerprint(ticket)});
    return {};
}

std::string state_of(const IssuedTicket& ticket, Timestamp now) {
    if (ticket.used_by) return "used";
    if (ticket.revoked_at) return "revoked";
    return ticket.expires < now ? "expired" : "open";
}

Result<void> list(const Console& console) {
    TRY_LET(Office office, console.office());
    std::vector<IssuedTicket> tickets;
    std::map<ledger::StreamId, std::string> units;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(tickets, records.tickets().all());
        TRY_LET(const std::vector<Unit> all, records.units().all());
        for (const Unit& unit : all) units.emplace(unit.stream, unit.code);
        return {};
    }));
    nlohmann::json document = nlohmann::json::array();
    for (const IssuedTicket& ticket : tickets) {
        const std::string state = state_of(ticket, office.clock->now());
        document.push_back({{"number", hex(ticket.number)},
                            {"unit", units[ticket.stream]},
                            {"person", ticket.person},
                            {"account", hex(ticket.account.view())},
                            {"expires", rfc3339(ticket.expires)},
                            {"state", state},
                            {"device", ticket.used_by ? hex(ticket.used_by->view()) : ""}});
        console.line({hex(ticket.number), units[ticket.stream], ticket.person,
                      time_text(ticket.expires), console.state(state)});
    }
    console.result(document);
    return {};
}

Result<void> revoke(const Console& console, const std::string& number) {
    TRY_LET(Office office, console.office());
    TRY_LET(const IssuedTicket ticket, revoke_ticket(office, number));
    console.result({{"number", hex(ticket.number)},
                    {"revoked_at", rfc3339(ticket.revoked_at.value_or(Timestamp{}))}});
    console.tell("ticket.revoked_now", {hex(ticket.number), ticket.person});
    return {};
}

}  // namespace

void add_ticket_command(CLI::App& app, Console& console) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        console.command(app, "ticket", "help.ticket",
                        "ticket 30001 --admin \"Nguyễn Văn An\" --id 082190000001 --out an.ticket"
                        " --data /var/lib/soxad");
    command.add_option("UNIT", options->wanted.unit, console.words("help.unit.code"));
    command.add_option("--admin", options->wanted.admin_name, console.words("help.ticket.admin"));
    command.add_option("--id", options->wanted.personal_id, console.words("help.ticket.id"));
    command.add_option("--out", options->out, console.words("help.ticket.out"));
    command.add_option("--url", options->url, console.words("help.ticket.url"));
    command.add_flag("--force", options->force, console.words("help.ticket.force"));
    command.add_option("--days", options->days, console.words("help.ticket.days"))
        ->check(CLI::Range(1, days_max))
        ->capture_default_str();
    command.callback([&console, options] {
        // A subcommand's own call has come before its parent's.
        if (console.chosen) return;
        console.chosen = [&console, options] { return issue(console, *options); };
    });
    command.require_subcommand(0, 1);
    CLI::App& listing = console.command(command, "list", "help.ticket.list",
                                        "ticket list --json --data /var/lib/soxad");
    listing.callback([&console] { console.chosen = [&console] { return list(console); }; });
    auto number = std::make_shared<std::string>();
    CLI::App& revoking = console.command(command, "revoke", "help.ticket.revoke",
                                         "ticket revoke 3f2a90c1 --data /var/lib/soxad");
    revoking.add_option("NUMBER", *number, console.words("help.ticket.number"))->required();
    revoking.callback([&console, number] {
        console.chosen = [&console, number] { return revoke(console, *number); };
    });
}

}  // namespace soxa::server
