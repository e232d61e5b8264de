#include "client/office/access.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "client/office/person_number.hpp"
#include "sync/record/line_text.hpp"
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
                            office.access_days());
}

/// Some of what is shown is the head's and theirs who are named only (DOMAIN §2.3).
bool shows_most_sensitive(const Sight& sight, const ledger::RecordState& state) {
    const auto in = [&](const ledger::Content& content) {
        return std::ranges::any_of(content.cells, [&](const auto& one) {
            const auto& [cell, reading] = one;
            const bool said = !cell.is_guard() && !(reading.live.empty() && reading.proposals.empty());
            return said && sight.shows(cell) &&
                   ledger::sensitivity_of(cell) == ledger::sensitivity_max;
        });
    };
    return in(state.draft) || std::ranges::any_of(state.cuts, [&](const ledger::Cut& cut) {
        return in(cut.content);
    });
}

}  // namespace

bool is_own(const Office& office, const store::RecordLine& line) {
    if (line.personal_id != office.account().made.personal_id) return false;
    const auto state = office.store().record(line.id);
    return state && *state && office.whose(**state) == ledger::Whose::own;
}

bool shows_number(const Office& office, const store::RecordLine& line) {
    if (office.role() == ledger::Role::admin) return true;
    const auto whose = is_own(office, line) ? ledger::Whose::own : ledger::Whose::others;
    return ledger::sight_of(office.store().directory(), office.account(), line.id, whose,
                            office.access_days())
        .works();
}

Result<std::vector<store::RecordLine>> found(const Office& office, std::string_view text) {
    TRY_LET(auto lines, office.store().find(text));
    const std::string normal = record::normalised(text);
    const std::string_view typed = record::trimmed_line(normal);
    const bool number = !typed.empty() && std::ranges::all_of(typed, [](char c) {
        return c >= '0' && c <= '9';
    });
    if (number && ledger::is_personal_number(typed)) {
        TRY_LET(const auto records, records_of_number(office, typed));
        TRY_LET(const auto all, office.store().list());
        for (const store::RecordLine& line : all) {
            const bool of_it = std::ranges::find(records, line.id) != records.end();
            const bool there =
                std::ranges::find(lines, line.id, &store::RecordLine::id) != lines.end();
            if (of_it && !there) lines.push_back(line);
        }
    }
    if (number) {
        std::erase_if(lines, [&](const auto& line) { return !shows_number(office, line); });
    }
    return lines;
}

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

void conceal(const Sight& sight, Fault& fault) {
    const record::Field* field = field_named(fault.field);
    const bool shown = field == nullptr ? sight.works() : sight.shows(*field);
    if (shown) return;
    // That a field is empty is no secret to who works with the file and may fill it.
    const bool missing = fault.text == "finding.missing" && sight.works();
    fault.text = missing ? "access.missing" : "access.finding";
    fault.args.clear();
}

void conceal(const Sight& sight, std::vector<record::Finding>& findings) {
    for (record::Finding& finding : findings) conceal(sight, finding.fault);
}

void conceal_values(std::vector<record::Finding>& findings) {
    for (record::Finding& finding : findings) {
        const bool missing = finding.fault.text == "finding.missing";
        finding.fault.text = missing ? "access.missing" : "access.unsaid";
        finding.fault.args.clear();
    }
}

Result<std::optional<Draft>> use_of(const Office& office, const ledger::RecordState& state,
                                    ledger::Use use, const std::string& given) {
    const Sight sight = sight_of(office, state);
    const bool own_account = office.role() == ledger::Role::person &&
                             office.whose(state) == ledger::Whose::own;
    const bool sensitive = !own_account && shows_most_sensitive(sight, state);
    if (!sight.asks_purpose && !sensitive) return std::optional<Draft>();
    std::string purpose = record::normalised(given);
    if (purpose.empty() && sight.grant != nullptr) purpose = sight.grant->grant.purpose;
    if (purpose.empty() && sight.asks_purpose) {
        return refuse({{"purpose", "TB-4.4", "access.purpose", {}}});
    }
    ledger::AccessUse said{state.id, use, std::nullopt, std::move(purpose)};
    if (sight.grant != nullptr) said.grant = sight.grant->id;
    Draft draft;
    draft.kind = ledger::Kind::access_use;
    draft.references.push_back(state.id);
    if (said.grant) draft.references.push_back(*said.grant);
    draft.payload = ledger::encode(said);
    return std::optional(std::move(draft));
}

Result<void> log_use(Office& office, const ledger::RecordState& state, ledger::Use use,
                     const std::string& purpose) {
    TRY_LET(auto draft, use_of(office, state, use, purpose));
    if (draft) TRY(office.write({*std::move(draft)}));
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
