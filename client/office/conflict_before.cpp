#include "client/office/conflict_before.hpp"

#include <algorithm>

namespace soxa::office {

namespace {

using Replaced = std::vector<ledger::OperationId>;

/// What a side's edit replaced in the cell.
Replaced replaced_by(const Office& office, const ledger::OperationId& by,
                     const ledger::Cell& cell) {
    const auto stored = office.store().operation(by);
    if (!stored || !*stored) return {};
    const ledger::Operation& operation = (*stored)->operation;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        if (operation.cell(i) == cell) return operation.header.cells[i].replaces;
    }
    return {};
}

}  // namespace

Json value_before(const Office& office, const Dispute& dispute) {
    const auto dot = dispute.field.find('.');
    const record::Field* field =
        dot == std::string::npos
            ? record::find_field("", dispute.field)
            : record::find_field(dispute.field.substr(0, dot), dispute.field.substr(dot + 1));
    if (field == nullptr || dispute.sides.empty()) return {};
    const Replaced first = replaced_by(office, dispute.sides.front().by, dispute.cell);
    const bool same = std::ranges::all_of(dispute.sides, [&](const Dispute::Side& side) {
        return replaced_by(office, side.by, dispute.cell) == first;
    });
    if (!same || first.empty()) return {};
    const auto old = office.store().operation(first.front());
    const auto payload = old && *old ? ledger::edit_payload((*old)->operation) : std::nullopt;
    for (std::size_t i = 0; payload && i < payload->values.size(); ++i) {
        if ((*old)->operation.cell(i) != dispute.cell) continue;
        const auto values = record::decode_cell(dispute.cell.tag, payload->values[i]);
        const auto value = values.find(field->tag);
        if (value != values.end()) return json_of(*field, value->second);
    }
    return {};
}

}  // namespace soxa::office
