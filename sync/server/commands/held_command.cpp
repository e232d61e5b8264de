#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/second_look.hpp"

namespace soxa::server {

namespace {

std::string_view name_of(ledger::Kind kind) {
    switch (kind) {
        case ledger::Kind::edit: return "edit";
        case ledger::Kind::submit: return "submit";
        case ledger::Kind::check: return "check";
        case ledger::Kind::give_back: return "return";
        case ledger::Kind::approve: return "approve";
        case ledger::Kind::access_level: return "access";
        case ledger::Kind::access_grant:
        case ledger::Kind::grant_sign:
        case ledger::Kind::grant_end: return "authorisation";
        case ledger::Kind::transfer_propose:
        case ledger::Kind::release:
        case ledger::Kind::accept:
        case ledger::Kind::refuse: return "transfer";
        case ledger::Kind::adopt:
        case ledger::Kind::late_edit: return "handed_over";
        case ledger::Kind::alias: return "number";
        case ledger::Kind::request: return "request";
        case ledger::Kind::reopen: return "reopen";
        case ledger::Kind::error_report: return "report";
        default: return "authority";
    }
}

Result<void> list(const Console& console, const std::string& unit) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<HeldLine> held, list_held(office, unit));
    nlohmann::json document = nlohmann::json::array();
    for (const HeldLine& line : held) {
        const std::string why(ledger::name_of(line.reason));
        nlohmann::json rules = nlohmann::json::array();
        for (const Fault& fault : line.rules) {
            rules.push_back({{"field", fault.field},
                             {"rule", fault.rule},
                             {"message", console.words(fault.text, fault.args)}});
        }
        document.push_back({{"operation", hex(line.id.view())},
                            {"kind", name_of(line.kind)},
                            {"reason", why},
                            {"received", rfc3339(line.received)},
                            {"author", line.author},
                            {"login", line.login},
                            {"record", line.record ? hex(line.record->view()) : ""},
                            {"rules", std::move(rules)}});
        console.line({hex(line.id.view().first(8)), console.state(name_of(line.kind)),
                      console.reason(why), time_text(line.received),
                      line.author.empty() ? "-" : line.author});
        for (const Fault& fault : line.rules) {
            console.line({"", fault.rule, fault.field, console.words(fault.text, fault.args)});
        }
    }
    console.result(document);
    return {};
}

Result<void> look(const Console& console, const SecondLook& asked) {
    TRY_LET(Office office, console.office());
    TRY_LET(const Looked looked, look_again_at(office, asked));
    console.result({{"operations", looked.operations}, {"approvals", looked.approvals}});
    console.tell(asked.admit ? "held.admitted" : "held.refused",
                 {std::to_string(looked.operations), std::to_string(looked.approvals)});
    return {};
}

void add_look(CLI::App& parent, Console& console, const std::string& name, bool admit) {
    auto asked = std::make_shared<SecondLook>();
    asked->admit = admit;
    CLI::App& command =
        console.command(parent, name, "help.held." + name,
                        "held " + name + " 30001 3f2a90c1 --data /var/lib/soxad");
    command.add_option("UNIT", asked->unit, console.words("help.unit.code"))->required();
    command.add_option("OPERATION", asked->operations, console.words("help.held.operation"));
    command.add_option("--author", asked->author, console.words("help.held.author"));
    command.add_option("--reason", asked->reason, console.words("help.held.reason"));
    command.callback([&console, asked] {
        console.chosen = [&console, asked] { return look(console, *asked); };
    });
}

}  // namespace

void add_held_commands(CLI::App& app, Console& console) {
    CLI::App& held =
        console.command(app, "held", "help.held", "held list 30001 --data /var/lib/soxad");
    held.require_subcommand(1);
    auto unit = std::make_shared<std::string>();
    CLI::App& listing = console.command(held, "list", "help.held.list",
                                        "held list 30001 --json --data /var/lib/soxad");
    listing.add_option("UNIT", *unit, console.words("help.unit.code"))->required();
    listing.callback(
        [&console, unit] { console.chosen = [&console, unit] { return list(console, *unit); }; });
    add_look(held, console, "admit", true);
    add_look(held, console, "refuse", false);
}

}  // namespace soxa::server
