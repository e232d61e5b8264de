#include "client/office/conflict.hpp"

#include <algorithm>
#include <set>

#include "client/office/access.hpp"
#include "client/office/conflict_before.hpp"
#include "client/office/move.hpp"
#include "client/office/suggestion.hpp"
#include "sync/ledger/error_report.hpp"
#include "sync/record/conflict_policy.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Cell;
using ledger::Claim;

std::string short_id(const ledger::RecordState& state, const Cell& cell, std::string_view field) {
    const Bytes name = ledger::encoded(cell);
    return hex(crypto::sha256({state.id.view(), name, bytes_of(field)}).view().first(6));
}

/// The operation behind a claim, as far as it is here.
Dispute::Side side_of(const Office& office, const Claim& claim) {
    Dispute::Side side;
    side.by = claim.by;
    const auto stored = office.store().operation(claim.by);
    if (stored && *stored) {
        const ledger::Header& header = (*stored)->operation.header;
        side.at = header.at;
        side.author = author_of(office, header.chain);
        const ledger::ChainState* chain = office.store().directory().chain(header.chain);
        side.ours = chain != nullptr && chain->open.device == office.store().home().device;
    }
    return side;
}

Json member(const Cell& cell, const record::Field& field, const Bytes& value) {
    const auto values = record::decode_cell(cell.tag, value);
    const auto found = values.find(field.tag);
    return found == values.end() ? Json() : json_of(field, found->second);
}

/// What an edit says in a section: field by field.
Json section_values(const Office& office, const ledger::Sight& sight,
                    const ledger::OperationId& by, record::Tag section) {
    Json values = Json::object();
    const auto stored = office.store().operation(by);
    if (!stored || !*stored) return values;
    const ledger::Operation& operation = (*stored)->operation;
    const auto payload = ledger::edit_payload(operation);
    if (!payload) return values;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        const Cell cell = operation.cell(i);
        if (cell.is_guard() || record::section_of_cell(cell.tag) != section) continue;
        for (const record::Field* field : record::fields_of_cell(cell.tag)) {
            if (!sight.shows(*field)) continue;
            const std::string name =
                field->group.empty() ? std::string(field->id)
                                     : std::string(field->group) + "." + std::string(field->id);
            const Json value = member(cell, *field, payload->values[i]);
            if (!value.is_null()) values[name] = value;
        }
    }
    return values;
}

Dispute of_field(const Office& office, const ledger::RecordState& state,
                 const ledger::Conflict& conflict, const record::Field& field) {
    Dispute dispute;
    dispute.cell = conflict.cell;
    dispute.field = std::string(field.id);
    if (conflict.cell.row) {
        dispute.field = std::string(field.group) + "." + dispute.field;
        dispute.row_uid = ledger::row_uid(*state.seed, *conflict.cell.row);
    }
    dispute.id = short_id(state, conflict.cell, dispute.field);
    dispute.conflict = short_id(state, conflict.cell, "");
    for (const Claim& claim : conflict.claims) {
        dispute.sides.push_back(side_of(office, claim));
        dispute.sides.back().value = member(conflict.cell, field, claim.value);
    }
    return dispute;
}

void add_fields(const Office& office, const ledger::RecordState& state,
                const ledger::Conflict& conflict, std::vector<Dispute>& disputes) {
    const auto fields = record::fields_of_cell(conflict.cell.tag);
    const std::size_t before = disputes.size();
    for (const record::Field* field : fields) {
        Dispute dispute = of_field(office, state, conflict, *field);
        const bool differ = std::ranges::any_of(dispute.sides, [&](const Dispute::Side& side) {
            return side.value != dispute.sides.front().value;
        });
        if (differ) disputes.push_back(std::move(dispute));
    }
    // They differ in something that this program does not show: still a question, as a whole.
    const bool none = disputes.size() == before;
    if (none && !fields.empty()) {
        disputes.push_back(of_field(office, state, conflict, *fields.front()));
    }
}

std::string section_id(record::Tag tag) {
    for (const record::Section& section : record::sections()) {
        if (section.tag == tag) return std::string(section.id);
    }
    return std::to_string(tag);
}

void add_whole(const Office& office, const ledger::RecordState& state,
               const ledger::Conflict& conflict, const ledger::Sight& sight,
               std::vector<Dispute>& disputes) {
    Dispute dispute;
    dispute.cell = conflict.cell;
    if (conflict.cell.is_guard()) {
        dispute.field = "section:" + section_id(conflict.section);
    } else if (const record::Group* group = record::find_group(conflict.cell.tag)) {
        dispute.field = std::string(group->id);
        dispute.row_uid = ledger::row_uid(*state.seed, *conflict.cell.row);
    }
    dispute.id = short_id(state, conflict.cell, dispute.field);
    dispute.conflict = short_id(state, conflict.cell, "");
    for (const Claim& claim : conflict.claims) {
        dispute.sides.push_back(side_of(office, claim));
        dispute.sides.back().value =
            conflict.cell.is_guard() ? section_values(office, sight, claim.by, conflict.section)
                                     : Json(!record::is_withdrawn(claim.value));
    }
    disputes.push_back(std::move(dispute));
}

Result<std::size_t> chosen(const Dispute& dispute, const Resolution& resolution) {
    if (resolution.take == Resolution::Take::number) {
        if (resolution.number == 0 || resolution.number > dispute.sides.size()) {
            return fail(Errc::invalid_input, "conflict.ambiguous", {dispute.field});
        }
        return resolution.number - 1;
    }
    if (resolution.take == Resolution::Take::suggested) {
        const auto suggestion = suggestion_for(dispute);
        if (suggestion) return suggestion->side;
        return fail(Errc::invalid_input, "conflict.no_suggestion", {dispute.field});
    }
    const bool ours = resolution.take == Resolution::Take::ours;
    const auto wanted = [&](const Dispute::Side& side) { return side.ours == ours; };
    if (std::ranges::count_if(dispute.sides, wanted) != 1) {
        return fail(Errc::invalid_input, "conflict.ambiguous", {dispute.field});
    }
    return static_cast<std::size_t>(std::ranges::find_if(dispute.sides, wanted) -
                                    dispute.sides.begin());
}

Result<void> check_decider(const Office& office, const Dispute& dispute) {
    const auto merge =
        dispute.cell.legal ? record::MergeClass::legal : record::MergeClass::ordinary;
    const bool open = record::conflict_policy(merge).decider == record::Decider::who_enters ||
                      office.role() != ledger::Role::person;
    if (open) return {};
    return fail(Errc::not_allowed, "conflict.not_yours", {dispute.field});
}

const ledger::Reading& reading_of(const ledger::RecordState& state, const Cell& cell) {
    return state.draft.cells.at(cell);
}

/// A typed value for one member of the cell; its other members are those of our side, or of the
/// first where none is ours.
Result<Bytes> typed_value(const ledger::RecordState& state, const Dispute& dispute,
                          const std::string& typed, const record::Lists& lists) {
    const auto fields = record::fields_of_cell(dispute.cell.tag);
    const std::string name = dispute.field.substr(dispute.field.rfind('.') + 1);
    const auto field = std::ranges::find(fields, name, &record::Field::id);
    if (field == fields.end()) {
        return fail(Errc::invalid_input, "conflict.ambiguous", {dispute.field});
    }
    std::size_t base = 0;
    for (std::size_t i = 0; i < dispute.sides.size(); ++i) {
        if (dispute.sides[i].ours) base = i;
    }
    auto values = record::decode_cell(dispute.cell.tag,
                                      reading_of(state, dispute.cell).live[base].value);
    if (typed.empty()) {
        values.erase((*field)->tag);
    } else {
        auto value = record::parse(**field, typed, lists);
        if (!value) return refuse({value.error()});
        values.insert_or_assign((*field)->tag, std::move(*value));
    }
    return values.empty() ? record::withdrawn()
                          : record::encode_cell(dispute.cell.tag, values);
}

/// What the edits that lost said in the section goes back to what they replaced.
Result<ledger::Edit> revert_others(const Office& office, const ledger::RecordState& state,
                                   const Dispute& dispute, std::size_t kept) {
    ledger::Change back;
    std::vector<Cell> restored;
    for (std::size_t i = 0; i < dispute.sides.size(); ++i) {
        if (i == kept) continue;
        TRY_LET(const auto stored, office.store().operation(dispute.sides[i].by));
        if (!stored) continue;
        for (std::size_t c = 0; c < stored->operation.header.cells.size(); ++c) {
            const Cell cell = stored->operation.cell(c);
            if (cell.is_guard() || !cell.legal) continue;
            const ledger::Reading& reading = reading_of(state, cell);
            if (reading.live.size() != 1 || reading.live.front().by != stored->operation.id) {
                continue;
            }
            Bytes before = record::withdrawn();
            for (const ledger::OperationId& replaced :
                 replaced_by(office, stored->operation.id, cell)) {
                TRY_LET(const auto old, office.store().operation(replaced));
                const auto payload = old ? ledger::edit_payload(old->operation) : std::nullopt;
                for (std::size_t k = 0; payload && k < payload->values.size(); ++k) {
                    if (old->operation.cell(k) == cell) before = payload->values[k];
                }
            }
            if (record::find_group(cell.tag) != nullptr) {
                // A row that the other side added goes; one that it removed comes back below.
                if (record::is_withdrawn(before) && reading.value() != nullptr) {
                    back.removed.push_back(*cell.row);
                } else if (!record::is_withdrawn(before) && reading.value() == nullptr) {
                    restored.push_back(cell);
                }
                continue;
            }
            const auto values = record::decode_cell(cell.tag, before);
            ledger::Setting& setting = cell.row ? back.rows[*cell.row] : back.fields;
            for (const record::Field* field : record::fields_of_cell(cell.tag)) {
                const auto value = values.find(field->tag);
                setting.insert_or_assign(field->tag, value == values.end()
                                                         ? std::nullopt
                                                         : std::optional(value->second));
            }
        }
    }
    // Columns of a row that goes anyway need no going back.
    for (const record::RowId& row : back.removed) back.rows.erase(row);
    TRY_LET(ledger::Edit edit, ledger::build_edit(&state, back));
    for (const Cell& cell : restored) {
        const ledger::Edit one = ledger::resolve_cell(state, cell, ledger::present());
        for (std::size_t i = 0; i < one.cells.size(); ++i) {
            const bool there = std::ranges::any_of(edit.cells, [&](const auto& assignment) {
                return assignment.cell == one.cells[i].cell;
            });
            if (there) continue;
            edit.cells.push_back(one.cells[i]);
            edit.values.push_back(one.values[i]);
        }
    }
    if (edit.cells.empty()) return ledger::confirm_guard(state, dispute.cell);
    return edit;
}

Result<ledger::Edit> edit_of(const Office& office, const ledger::RecordState& state,
                             const Dispute& dispute, const Resolution& resolution) {
    if (resolution.take == Resolution::Take::both) {
        if (dispute.cell.is_guard()) return ledger::confirm_guard(state, dispute.cell);
        return fail(Errc::invalid_input, "conflict.single", {dispute.field});
    }
    if (resolution.take == Resolution::Take::value) {
        TRY_LET(const Bytes value, typed_value(state, dispute, resolution.value, office.lists()));
        return ledger::resolve_cell(state, dispute.cell, value);
    }
    TRY_LET(const std::size_t side, chosen(dispute, resolution));
    if (dispute.cell.is_guard()) return revert_others(office, state, dispute, side);
    return ledger::resolve_cell(state, dispute.cell,
                                reading_of(state, dispute.cell).live[side].value);
}

}  // namespace

std::vector<Dispute> disputes(const Office& office, const ledger::RecordState& state) {
    std::vector<Dispute> found;
    const ledger::Sight sight = sight_of(office, state);
    for (const ledger::Conflict& conflict : state.conflicts) {
        if (!sight.shows(conflict.cell)) continue;
        const bool whole = conflict.cell.is_guard() ||
                           record::find_group(conflict.cell.tag) != nullptr;
        if (whole) {
            add_whole(office, state, conflict, sight, found);
        } else {
            add_fields(office, state, conflict, found);
        }
    }
    return found;
}

Result<std::uint64_t> conflicts_open(const Office& office) {
    std::uint64_t count = 0;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.conflicts == 0) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;
        std::set<std::string> conflicts;
        for (const Dispute& one : disputes(office, *state)) conflicts.insert(one.conflict);
        count += conflicts.size();
    }
    return count;
}

Result<void> resolve(Office& office, const ledger::RecordState& state,
                     const Resolution& resolution) {
    TRY(office.may(ledger::Act::enter, office.whose(state)));
    TRY(check_open(office, state));
    const std::vector<Dispute> all = disputes(office, state);
    const Dispute* meant = nullptr;
    for (const Dispute& dispute : all) {
        const bool named = dispute.field == resolution.field || dispute.id == resolution.field ||
                           dispute.conflict == resolution.field;
        const bool row = resolution.row_uid.empty() || dispute.row_uid == resolution.row_uid;
        if (!named || !row) continue;
        // Two rows may dispute one column; the fields of one cell are decided together.
        if (meant != nullptr && meant->cell != dispute.cell) {
            return fail(Errc::invalid_input, "conflict.ambiguous", {resolution.field});
        }
        if (meant == nullptr) meant = &dispute;
    }
    if (meant == nullptr) return fail(Errc::invalid_input, "conflict.none", {resolution.field});
    TRY(check_decider(office, *meant));
    Draft draft;
    draft.record = state.id;
    TRY_LET(draft.edit, edit_of(office, state, *meant, resolution));
    std::vector<Draft> drafts;
    if (const std::string why = record::normalised(resolution.reason); !why.empty()) {
        // In one step with the decision, and before it: it names what is decided between.
        Draft reason;
        reason.kind = ledger::Kind::decision_reason;
        reason.record = state.id;
        for (const Dispute::Side& side : meant->sides) {
            if (std::ranges::find(reason.references, side.by) == reason.references.end()) {
                reason.references.push_back(side.by);
            }
        }
        reason.payload = ledger::encode_decision_reason(why);
        drafts.push_back(std::move(reason));
    }
    drafts.push_back(std::move(draft));
    TRY(office.write(std::move(drafts)));
    return {};
}

}  // namespace soxa::office
