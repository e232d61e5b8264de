#include "client/office/access.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Sight;

constexpr std::array<std::string_view, 3> stub_fields{"full_name", "using_unit_id",
                                                      "personnel_status"};

bool in_stub(const ledger::Cell& cell) {
    const auto fields = record::fields_of_cell(cell.tag);
    return !cell.is_guard() && std::ranges::any_of(fields, [](const record::Field* field) {
        return field->group.empty() &&
               std::ranges::find(stub_fields, field->id) != stub_fields.end();
    });
}

/// The name is shown wherever the file is listed, so it is shown inside as well.
bool shown_in(const Sight& sight, const ledger::Cell& cell) {
    return sight.shows(cell) || (sight.reach != Sight::Reach::nothing && in_stub(cell));
}

void leave_out(const Sight& sight, ledger::Content& content) {
    std::erase_if(content.cells, [&](const auto& one) { return !shown_in(sight, one.first); });
}

/// Of "field", "group" or "group/ROW.column".
const record::Field* field_named(const std::string& place) {
    const auto slash = place.find('/');
    if (slash == std::string::npos) return record::find_field("", place);
    const auto dot = place.rfind('.');
    if (dot == std::string::npos || dot < slash) return nullptr;
    return record::find_field(place.substr(0, slash), place.substr(dot + 1));
}

Sight sight_as(const Office& office, const ledger::RecordState& state, ledger::Whose whose) {
    return ledger::sight_of(office.store().directory(), office.account(), state.id, whose,
                            office.access_day());
}

}  // namespace

Sight sight_of(const Office& office, const ledger::RecordState& state) {
    return sight_as(office, state, office.whose(state));
}

Sight working_sight_of(const Office& office, const ledger::RecordState& state) {
    const bool person = office.role() == ledger::Role::person;
    return sight_as(office, state, person ? office.whose(state) : ledger::Whose::others);
}

ledger::RecordState seen(const Sight& sight, ledger::RecordState state) {
    const bool all = sight.reach == Sight::Reach::fields &&
                     sight.sensitivity == ledger::sensitivity_max;
    if (all) return state;
    leave_out(sight, state.draft);
    for (ledger::Cut& cut : state.cuts) leave_out(sight, cut.content);
    std::erase_if(state.conflicts, [&](const ledger::Conflict& conflict) {
        return !shown_in(sight, conflict.cell);
    });
    return state;
}

std::vector<std::string> withheld(const Sight& sight, const ledger::RecordState& state) {
    std::set<record::Tag> tags;
    for (const auto& [cell, reading] : state.draft.cells) {
        const bool says = !reading.live.empty() && !cell.is_guard();
        if (says && !shown_in(sight, cell)) {
            for (const record::Field* field : record::fields_of_cell(cell.tag)) {
                tags.insert(field->tag);
            }
        }
    }
    std::vector<std::string> names;
    for (const record::Field& field : record::fields()) {
        if (!tags.contains(field.tag)) continue;
        std::string name(field.group.empty() ? field.id : field.group);
        if (sight.shows(field) && !field.group.empty()) continue;
        if (names.empty() || names.back() != name) names.push_back(std::move(name));
    }
    return names;
}

void conceal(const Sight& sight, std::vector<record::Finding>& findings) {
    for (record::Finding& finding : findings) {
        const record::Field* field = field_named(finding.fault.field);
        const bool shown = field == nullptr ? sight.works() : sight.shows(*field);
        if (shown) continue;
        // That a field is empty is no secret to who works with the file and may fill it.
        const bool missing = finding.fault.text == "finding.missing" && sight.works();
        finding.fault.text = missing ? "access.missing" : "access.finding";
        finding.fault.args.clear();
    }
}

Result<void> log_use(Office& office, const ledger::RecordState& state, ledger::Use use,
                     const std::string& given) {
    const Sight sight = sight_of(office, state);
    if (!sight.asks_purpose) return {};
    std::string purpose = record::normalised(given);
    if (purpose.empty() && sight.grant != nullptr) purpose = sight.grant->grant.purpose;
    if (purpose.empty()) return refuse({{"purpose", "TB-4.4", "access.purpose", {}}});
    ledger::AccessUse said{state.id, use, std::nullopt, std::move(purpose)};
    if (sight.grant != nullptr) said.grant = sight.grant->id;
    Draft draft;
    draft.kind = ledger::Kind::access_use;
    draft.references.push_back(state.id);
    if (said.grant) draft.references.push_back(*said.grant);
    draft.payload = ledger::encode(said);
    TRY(office.write({std::move(draft)}));
    return {};
}

Result<ledger::RecordState> look(Office& office, std::string_view uid, ledger::Use use,
                                 const std::string& purpose) {
    TRY_LET(ledger::RecordState state, office.record(uid, ledger::Act::read_file));
    TRY(log_use(office, state, use, purpose));
    return state;
}

Result<void> check_seen(const Office& office, const ledger::RecordState& state,
                        const ledger::Edit& edit) {
    const Sight sight = working_sight_of(office, state);
    for (const ledger::Assignment& one : edit.cells) {
        if (one.replaces.empty() || sight.shows(one.cell)) continue;
        const auto fields = record::fields_of_cell(one.cell.tag);
        const record::Group* group = record::find_group(one.cell.tag);
        std::string name = group != nullptr ? std::string(group->id) : std::string();
        if (!fields.empty()) {
            const record::Field& field = *fields.front();
            name = std::string(field.group.empty() ? field.id : field.group);
        }
        return fail(Errc::not_allowed, "access.unseen", {name});
    }
    return {};
}

}  // namespace soxa::office
