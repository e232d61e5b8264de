#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/identity_claim.hpp"

namespace soxa::server {

namespace {

std::string_view name_of(ledger::ClaimOutcome outcome) {
    switch (outcome) {
        case ledger::ClaimOutcome::keeps: return "keeps";
        case ledger::ClaimOutcome::gives_way: return "gives_way";
        case ledger::ClaimOutcome::wrong_number: return "wrong_number";
    }
    return "";
}

nlohmann::json json_of(const ClaimLine& line) {
    nlohmann::json sides = nlohmann::json::array();
    for (const ClaimSide& side : line.sides) {
        sides.push_back({{"unit", side.unit},
                         {"record", hex(side.record.view())},
                         {"full_name", side.full_name},
                         {"first", side.first},
                         {"archived", side.archived},
                         {"outcome", side.verdict ? name_of(side.verdict->outcome) : ""}});
    }
    return {{"claim", hex(line.id.view())},
            {"kind", "duplicate"},
            {"personal_id", line.personal_id},
            {"at", rfc3339(line.at)},
            {"files", sides}};
}

nlohmann::json json_of(const NumberChangeLine& line) {
    const auto& verdict = line.change.verdict;
    return {{"claim", hex(line.change.operation.view())},
            {"kind", "corrected"},
            {"unit", line.unit},
            {"record", hex(line.record.view())},
            {"full_name", line.full_name},
            {"from", line.change.alias.from},
            {"to", line.change.alias.to},
            {"basis", line.change.alias.basis},
            {"outcome", !verdict ? "" : verdict->confirmed ? "confirmed" : "refused"}};
}

/// "H31.55 Lò Thị Mai (có trước) / H31.56 Lò Thị May (lưu trữ)": who has the number, and what was
/// decided.
std::string sides_text(const Console& console, const ClaimLine& line) {
    std::string text;
    for (const ClaimSide& side : line.sides) {
        std::string told;
        const auto tell = [&](const std::string& what) {
            told += (told.empty() ? "" : ", ") + what;
        };
        if (side.first) tell(console.words("claim.first"));
        if (side.archived) tell(console.words("claim.archived"));
        if (side.verdict) {
            tell(console.words("claim.outcome." + std::string(name_of(side.verdict->outcome))));
        }
        text += (text.empty() ? "" : " / ") + side.unit + " " + side.full_name;
        if (!told.empty()) text += " (" + told + ")";
    }
    return text;
}

std::string change_outcome(const Console& console, const NumberChangeLine& line) {
    const auto& verdict = line.change.verdict;
    if (!verdict) return console.words("claim.outcome.waits");
    return console.words(verdict->confirmed ? "claim.outcome.confirmed" : "claim.outcome.refused");
}

Result<void> list(const Console& console, bool all) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<ClaimLine> claims, list_claims(office, all));
    TRY_LET(const std::vector<NumberChangeLine> changes, list_number_changes(office, all));
    nlohmann::json document = nlohmann::json::array();
    for (const ClaimLine& line : claims) {
        document.push_back(json_of(line));
        console.line({hex(line.id.view().first(8)), console.state("duplicate"),
                      line.personal_id, time_text(line.at), sides_text(console, line)});
    }
    for (const NumberChangeLine& line : changes) {
        document.push_back(json_of(line));
        console.line({hex(line.change.operation.view().first(8)), console.state("corrected"),
                      line.change.alias.from + " > " + line.change.alias.to,
                      time_text(line.change.standing.received),
                      line.unit + " " + line.full_name, line.change.alias.basis,
                      change_outcome(console, line)});
    }
    console.result(document);
    return {};
}

Result<void> decide(const Console& console, const ClaimDecision& decision) {
    TRY_LET(Office office, console.office());
    TRY(decide_claim(office, decision));
    console.result({{"claim", decision.id}, {"decided", true}});
    console.tell("claim.decided_now");
    return {};
}

}  // namespace

void add_claim_commands(CLI::App& app, Console& console) {
    CLI::App& claim =
        console.command(app, "claim", "help.claim", "claim list --data /var/lib/soxad");
    claim.require_subcommand(1);
    auto all = std::make_shared<bool>(false);
    CLI::App& listing = console.command(claim, "list", "help.claim.list",
                                        "claim list --json --data /var/lib/soxad");
    listing.add_flag("--all", *all, console.words("help.claim.all"));
    listing.callback(
        [&console, all] { console.chosen = [&console, all] { return list(console, *all); }; });

    auto decision = std::make_shared<ClaimDecision>();
    CLI::App& deciding =
        console.command(claim, "decide", "help.claim.decide",
                        "claim decide 3f2a90c1 --keep H31.55 --data /var/lib/soxad");
    deciding.add_option("CLAIM", decision->id, console.words("help.claim.id"))->required();
    deciding.add_option("--keep", decision->keep, console.words("help.claim.keep"));
    deciding.add_option("--wrong", decision->wrong, console.words("help.claim.wrong"));
    deciding.add_flag("--confirm", decision->confirm, console.words("help.claim.confirm"));
    deciding.add_flag("--refuse", decision->refuse, console.words("help.claim.refuse"));
    deciding.add_option("--basis", decision->basis, console.words("help.basis"));
    deciding.callback([&console, decision] {
        console.chosen = [&console, decision] { return decide(console, *decision); };
    });
}

}  // namespace soxa::server
