#include <nlohmann/json.hpp>
#include "sync/record/typed_day.hpp"

#include "sync/server/commands/console.hpp"
#include "sync/server/transfer.hpp"
#include "sync/server/transfer_start.hpp"

namespace soxa::server {

namespace {

nlohmann::json json_of(const TransferLine& line) {
    return {{"operation", hex(line.operation.view())},
            {"case", static_cast<unsigned>(line.move)},
            {"from", line.from},
            {"to", line.to},
            {"personal_id", line.personal_id},
            {"full_name", line.full_name},
            {"effective_date", line.effective},
            {"basis", line.basis},
            {"state", ledger::name_of(line.state)},
            {"held", line.held},
            {"reason", line.reason},
            {"received", rfc3339(line.received)}};
}

Result<void> list(const Console& console, bool all) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<TransferLine> lines, list_transfers(office, all));
    nlohmann::json document = nlohmann::json::array();
    for (const TransferLine& line : lines) {
        document.push_back(json_of(line));
        console.line({hex(line.operation.view().first(8)), line.from, line.to, line.full_name,
                      console.state(ledger::name_of(line.state)), day_text(line.effective),
                      time_text(line.received)});
    }
    console.result(document);
    return {};
}

struct Options {
    TransferDecision decision;
    bool send = false;
    bool refuse = false;
    bool expire = false;
};

Result<void> decide(const Console& console, const Options& options) {
    if (int{options.send} + int{options.refuse} + int{options.expire} != 1) {
        return fail(Errc::usage, "transfer.how");
    }
    TransferDecision decision = options.decision;
    if (options.refuse) decision.what = TransferDecision::What::refuse;
    if (options.expire) decision.what = TransferDecision::What::expire;
    TRY_LET(Office office, console.office());
    auto decided = decide_transfer(office, decision);
    if (!decided) {
        Error error = std::move(decided).error();
        // The state as `transfer list` says it.
        if (error.text == "transfer.not_now") error.args[0] = console.state(error.args[0]);
        return tl::make_unexpected(std::move(error));
    }
    const TransferLine& line = *decided;
    console.result(json_of(line));
    const bool asked = line.move == ledger::MoveCase::from_outside;
    console.tell(options.send     ? (asked ? "transfer.come" : "transfer.sent")
                 : options.refuse ? (asked ? "transfer.not_come" : "transfer.refused")
                                  : "transfer.expired",
                 {line.full_name, line.from, line.to});
    return {};
}

Result<void> start(const Console& console, const TransferStart& asked) {
    TRY_LET(Office office, console.office());
    TRY(start_transfer(office, asked));
    console.result({{"from", asked.unit},
                    {"to", asked.terms.to},
                    {"personal_id", asked.personal_id},
                    {"state", ledger::name_of(ledger::TransferState::proposed)}});
    console.tell("transfer.started", {asked.personal_id, asked.unit, asked.terms.to});
    return {};
}

}  // namespace

void add_transfer_commands(CLI::App& app, Console& console) {
    CLI::App& transfer = console.command(app, "transfer", "help.transfer",
                                         "transfer list --data /var/lib/soxad");
    transfer.require_subcommand(1);
    auto all = std::make_shared<bool>(false);
    CLI::App& listing = console.command(transfer, "list", "help.transfer.list",
                                        "transfer list --json --data /var/lib/soxad");
    listing.add_flag("--all", *all, console.words("help.transfer.all"));
    listing.callback(
        [&console, all] { console.chosen = [&console, all] { return list(console, *all); }; });

    auto asked = std::make_shared<TransferStart>();
    CLI::App& starting =
        console.command(transfer, "start", "help.transfer.start",
                        "transfer start H31.55 --id 034190001234 --to H31.56 --date 01/12/2026"
                        " --basis \"12/QĐ\" --data /var/lib/soxad");
    starting.add_option("UNIT", asked->unit, console.words("help.unit.code"))->required();
    starting.add_option("--id", asked->personal_id, console.words("help.person.id"))->required();
    starting.add_option("--to", asked->terms.to, console.words("help.unit.into"))->required();
    starting.add_option("--date", asked->terms.effective, console.words("help.effective"))
        ->transform(record::typed_day)
        ->required();
    starting.add_option("--basis", asked->terms.basis, console.words("help.basis"))->required();
    starting.callback([&console, asked] {
        console.chosen = [&console, asked] { return start(console, *asked); };
    });

    auto options = std::make_shared<Options>();
    CLI::App& deciding =
        console.command(transfer, "decide", "help.transfer.decide",
                        "transfer decide 3f2a90c1 --send --data /var/lib/soxad");
    deciding.add_option("OPERATION", options->decision.operation,
                        console.words("help.transfer.operation"))
        ->required();
    deciding.add_flag("--send", options->send, console.words("help.transfer.send"));
    deciding.add_flag("--refuse", options->refuse, console.words("help.transfer.refuse"));
    deciding.add_flag("--expire", options->expire, console.words("help.transfer.expire"));
    deciding.add_option("--reason", options->decision.reason, console.words("help.reason"));
    deciding.callback([&console, options] {
        console.chosen = [&console, options] { return decide(console, *options); };
    });
}

}  // namespace soxa::server
