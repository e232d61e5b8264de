#include "client/office/proposal.hpp"

#include <algorithm>
#include <map>

#include "client/office/access.hpp"
#include "client/office/record_view.hpp"

namespace soxa::office {

namespace {

using ledger::Cell;
using ledger::Claim;

constexpr std::size_t name_digits_min = 8;

/// The cells that an operation set aside proposes something for, section by section: a section's
/// guard stands before its legal cells.
using Proposed = std::map<ledger::OperationId, std::vector<std::pair<Cell, Bytes>>>;

Proposed proposed_in(const ledger::RecordState& state) {
    Proposed found;
    for (const auto& [cell, reading] : state.draft.cells) {
        if (cell.is_guard()) continue;
        for (const Claim& claim : reading.proposals) {
            found[claim.by].emplace_back(cell, claim.value);
        }
    }
    for (auto& [id, cells] : found) {
        std::ranges::stable_sort(cells, {}, [](const auto& one) {
            return record::section_of_cell(one.first.tag);
        });
    }
    return found;
}

/// Field by field; of a row's presence, whether the row is there.
void add_changes(const ledger::RecordState& state, const Cell& cell, const Bytes& value,
                 Json& changes) {
    const std::string row =
        cell.row && state.seed ? ledger::row_uid(*state.seed, *cell.row) : std::string();
    const bool taken_away = record::is_withdrawn(value);
    if (const record::Group* group = record::find_group(cell.tag)) {
        changes.push_back({{"field", std::string(group->id)},
                           {"row_uid", row},
                           {"value", !taken_away}});
        return;
    }
    const auto values = record::decode_cell(cell.tag, value);
    for (const record::Field* field : record::fields_of_cell(cell.tag)) {
        const auto found = values.find(field->tag);
        if (found == values.end() && !taken_away) continue;
        Json change{{"field", field->group.empty()
                                  ? std::string(field->id)
                                  : std::string(field->group) + "." + std::string(field->id)}};
        if (cell.row) change["row_uid"] = row;
        change["value"] = found == values.end() ? Json() : json_of(*field, found->second);
        changes.push_back(std::move(change));
    }
}

Result<Json> proposal_json(const Office& office, const ledger::RecordState& state,
                           const ledger::OperationId& id,
                           const std::vector<std::pair<Cell, Bytes>>& cells) {
    Json json{{"operation", hex(id.view())}};
    TRY_LET(const auto stored, office.store().operation(id));
    if (stored) {
        const Author author = author_of(office, stored->operation.header.chain);
        json["author"] = author.name;
        json["role"] = author.role;
        json["time"] = rfc3339(stored->operation.header.at);
        json["verdict"] =
            stored->standing.judgement == ledger::Judgement::held ? "held" : "refused";
        json["reason"] = std::string(ledger::name_of(stored->standing.reason));
    }
    json["changes"] = Json::array();
    for (const auto& [cell, value] : cells) add_changes(state, cell, value, json["changes"]);
    return json;
}

void append(const ledger::Edit& more, ledger::Edit& edit) {
    for (std::size_t i = 0; i < more.cells.size(); ++i) {
        const bool there = std::ranges::any_of(edit.cells, [&](const auto& one) {
            return one.cell == more.cells[i].cell;
        });
        if (there) continue;
        edit.cells.push_back(more.cells[i]);
        edit.values.push_back(more.values[i]);
    }
}

}  // namespace

Result<Json> proposals_json(const Office& office, const ledger::RecordState& whole) {
    const ledger::RecordState state = seen(sight_of(office, whole), whole);
    std::map<std::pair<std::uint64_t, ledger::OperationId>, Json> by_arrival;
    for (const auto& [id, cells] : proposed_in(state)) {
        TRY_LET(const auto stored, office.store().operation(id));
        const std::uint64_t position = stored ? stored->standing.position.value_or(0) : 0;
        TRY_LET(by_arrival[std::pair(position, id)], proposal_json(office, state, id, cells));
    }
    Json list = Json::array();
    for (auto& [place, one] : by_arrival) list.push_back(std::move(one));
    return list;
}

Result<void> answer_proposal(Office& office, const ledger::RecordState& state,
                             const std::string& operation, Answer answer) {
    TRY(office.may(ledger::Act::enter, office.whose(state)));
    const Proposed all = proposed_in(state);
    const auto fits = [&](const auto& one) {
        return operation.size() >= name_digits_min &&
               hex(one.first.view()).starts_with(operation);
    };
    if (std::ranges::count_if(all, fits) != 1) {
        return fail(Errc::invalid_input, "proposal.none", {operation});
    }
    ledger::Edit edit;
    for (const auto& [cell, proposed] : std::ranges::find_if(all, fits)->second) {
        const ledger::Reading& reading = state.draft.cells.at(cell);
        if (reading.in_conflict()) return fail(Errc::decision_needed, "proposal.in_conflict");
        const Bytes stands = reading.value() == nullptr ? record::withdrawn() : *reading.value();
        append(ledger::resolve_cell(state, cell, answer == Answer::take ? proposed : stands),
               edit);
    }
    TRY(check_seen(office, state, edit));
    Draft draft;
    draft.record = state.id;
    draft.edit = std::move(edit);
    TRY(office.write({std::move(draft)}));
    return {};
}

}  // namespace soxa::office
