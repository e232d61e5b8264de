#include "ui/views/transfer_rows.hpp"

#include <algorithm>

#include "sync/record/text.hpp"
#include "ui/views/spelling.hpp"
#include "ui/views/value_said.hpp"

namespace soxa::ui {

namespace {

using office::Json;

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

MoveRow row_of(const Json& json, const Words& words) {
    MoveRow row;
    row.operation = text_of(json, "operation");
    row.uid = text_of(json, "record_uid");
    row.full_name = text_of(json, "full_name");
    row.masked_id = masked(text_of(json, "personal_id"));
    row.effective = day_read(text_of(json, "effective_date"));
    row.basis = text_of(json, "basis");
    row.note = text_of(json, "note");
    row.reason = text_of(json, "reason");
    row.at = time_read(text_of(json, "at"));
    const std::string state = text_of(json, "state");
    row.state = words.say("move_state." + state);
    row.to_sign = state == "proposed";
    row.to_answer = state == "in_transit";
    row.over = state == "closed" || state == "refused" || state == "expired";
    return row;
}

LateRow late_of(const office::Office& office, const Json& json, const Words& words) {
    LateRow row;
    row.operation = text_of(json, "operation");
    row.uid = text_of(json, "record_uid");
    row.who = words.say("transfers.late_by", {text_of(json, "author"), text_of(json, "from"),
                                              time_read(text_of(json, "time"))});
    if (const auto state = office.record(row.uid, ledger::Act::read_list)) {
        row.full_name = ledger::document_of(state->draft).text("full_name");
    }
    for (const Json& change : json["changes"]) {
        if (!change.contains("value")) continue;
        const record::Field* field = field_named(text_of(change, "field"));
        row.changes.push_back((field == nullptr ? text_of(change, "field")
                                                : label_said(*field, words)) +
                              ": " + value_said(field, change["value"], words, office.lists()));
    }
    return row;
}

Result<std::vector<ClaimRow>> claims_of(const office::Office& office, const Words& words) {
    std::vector<ClaimRow> rows;
    std::vector<ledger::RecordId> seen;
    TRY_LET(const auto said, office.store().operations_of(ledger::Kind::claim));
    for (const ledger::Stored& one : said) {
        if (!one.operation.header.record) continue;
        const ledger::RecordId id = *one.operation.header.record;
        if (std::ranges::find(seen, id) != seen.end()) continue;
        seen.push_back(id);
        TRY_LET(const auto state, office.store().record(id));
        if (!state) continue;
        for (const ledger::ClaimState& claim : state->life.claims) {
            ClaimRow row;
            row.uid = ledger::record_uid(*state);
            row.full_name = ledger::document_of(state->draft).text("full_name");
            row.masked_id = masked(claim.claim.personal_id);
            row.open = !claim.verdict;
            const char* key = claim.claim.first ? "transfers.claim_first" : "transfers.claim_later";
            row.said = words.say(key);
            if (claim.verdict) {
                const std::string outcome =
                    std::to_string(static_cast<unsigned>(claim.verdict->outcome));
                row.said += " " + words.say("transfers.claim_outcome." + outcome,
                                            {claim.verdict->basis});
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

}  // namespace

Result<TransferRows> transfer_rows(const office::Office& office, bool all, const Words& words) {
    TransferRows rows;
    rows.may_prepare = office.role() == ledger::Role::clerk;
    rows.may_sign = office.role() == ledger::Role::head;
    TRY_LET(const Json moves, office::moves_json(office, all));
    for (const Json& one : moves["out"]) {
        rows.out.push_back(row_of(one, words));
        rows.out.back().other = text_of(one, "to");
    }
    for (const Json& one : moves["in"]) {
        rows.in.push_back(row_of(one, words));
        const std::string name = text_of(one, "from_name");
        rows.in.back().other = name.empty() ? text_of(one, "from") : name;
        rows.in.back().to_sign = false;
    }
    for (const Json& one : moves["late"]) {
        if (one.value("open", true)) rows.late.push_back(late_of(office, one, words));
    }
    TRY_LET(rows.claims, claims_of(office, words));
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        MovableRow row{line.uid, line.full_name + "  ·  " + masked(line.personal_id),
                       record::search_key(line.full_name) + " " + line.personal_id};
        (line.archived ? rows.archived : rows.files).push_back(std::move(row));
    }
    return rows;
}

}  // namespace soxa::ui
