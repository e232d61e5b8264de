#include "client/office/resolution_edit.hpp"

#include <algorithm>

#include "client/office/conflict_before.hpp"
#include "client/office/suggestion.hpp"

namespace soxa::office {

namespace {

using ledger::Cell;

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

const ledger::Reading& reading_of(const ledger::RecordState& state, const Cell& cell) {
    return state.draft.cells.at(cell);
}

/// A typed value for one member of the cell; its other members are those of our side, or of the
/// first where none is ours.
Result<Bytes> typed_value(const Dispute& dispute, const std::string& typed,
                          const record::Lists& lists) {
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
    auto values = record::decode_cell(dispute.cell.tag, dispute.sides[base].claim);
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

/// What an operation wrote over in a cell; withdrawn where there was nothing.
Result<Bytes> value_replaced(const Office& office, const ledger::OperationId& by,
                             const Cell& cell) {
    Bytes before = record::withdrawn();
    for (const ledger::OperationId& replaced : replaced_by(office, by, cell)) {
        TRY_LET(const auto old, office.store().operation(replaced));
        const auto payload = old ? ledger::edit_payload(old->operation) : std::nullopt;
        for (std::size_t k = 0; payload && k < payload->values.size(); ++k) {
            if (old->operation.cell(k) == cell) before = payload->values[k];
        }
    }
    return before;
}

/// Cells that are not in it yet.
void add_cells(ledger::Edit& edit, const ledger::Edit& more) {
    for (std::size_t i = 0; i < more.cells.size(); ++i) {
        const bool there = std::ranges::any_of(edit.cells, [&](const auto& assignment) {
            return assignment.cell == more.cells[i].cell;
        });
        if (there) continue;
        edit.cells.push_back(more.cells[i]);
        edit.values.push_back(more.values[i]);
    }
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
            TRY_LET(const Bytes before, value_replaced(office, stored->operation.id, cell));
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
        add_cells(edit, ledger::resolve_cell(state, cell, ledger::present()));
    }
    if (edit.cells.empty()) return ledger::confirm_guard(state, dispute.cell);
    return edit;
}

/// What a decision took back in the section stands again, of this side's edit or of all.
Result<ledger::Edit> put_back(const Office& office, const ledger::RecordState& state,
                              const Decided& decided, std::optional<std::size_t> kept) {
    ledger::Edit edit = ledger::confirm_guard(state, decided.dispute.cell);
    TRY_LET(const auto stored, office.store().operation(decided.by));
    std::optional<ledger::Stored> side;
    if (kept) {
        TRY_LET(side, office.store().operation(decided.dispute.sides[*kept].by));
    }
    for (std::size_t i = 0; stored && i < stored->operation.header.cells.size(); ++i) {
        const Cell cell = stored->operation.cell(i);
        if (cell.is_guard()) continue;
        const bool of_side = side && std::ranges::any_of(side->operation.header.cells,
                                                         [&](const auto& written) {
                                                             return written.cell == cell;
                                                         });
        if (kept && !of_side) continue;
        TRY_LET(const Bytes before, value_replaced(office, decided.by, cell));
        add_cells(edit, ledger::resolve_cell(state, cell, before));
    }
    return edit;
}

}  // namespace

Result<ledger::Edit> edit_of(const Office& office, const ledger::RecordState& state,
                             const Dispute& dispute, const Resolution& resolution) {
    if (resolution.take == Resolution::Take::both) {
        if (dispute.cell.is_guard()) return ledger::confirm_guard(state, dispute.cell);
        return fail(Errc::invalid_input, "conflict.single", {dispute.field});
    }
    if (resolution.take == Resolution::Take::value) {
        TRY_LET(const Bytes value, typed_value(dispute, resolution.value, office.lists()));
        return ledger::resolve_cell(state, dispute.cell, value);
    }
    TRY_LET(const std::size_t side, chosen(dispute, resolution));
    if (dispute.cell.is_guard()) return revert_others(office, state, dispute, side);
    return ledger::resolve_cell(state, dispute.cell, dispute.sides[side].claim);
}

Result<ledger::Edit> edit_anew(const Office& office, const ledger::RecordState& state,
                               const Decided& decided, const Resolution& resolution) {
    if (!decided.dispute.cell.is_guard()) {
        return edit_of(office, state, decided.dispute, resolution);
    }
    if (resolution.take == Resolution::Take::both) return put_back(office, state, decided, {});
    TRY_LET(const std::size_t side, chosen(decided.dispute, resolution));
    TRY_LET(ledger::Edit edit, put_back(office, state, decided, side));
    TRY_LET(const ledger::Edit back, revert_others(office, state, decided.dispute, side));
    add_cells(edit, back);
    return edit;
}

}  // namespace soxa::office
