#include "client/office/conflict_before.hpp"

#include <algorithm>

#include "sync/ledger/cut_names.hpp"

namespace soxa::office {

std::vector<ledger::OperationId> replaced_by(const Office& office, const ledger::OperationId& by,
                                             const ledger::Cell& cell) {
    const auto stored = office.store().operation(by);
    if (!stored || !*stored) return {};
    const auto operations = office.store().operations_on((*stored)->operation.record());
    if (!operations) return {};
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : *operations) {
        entries.push_back({&one.operation, one.standing});
    }
    const ledger::CutNames read(entries);
    for (const ledger::Entry& entry : read.entries()) {
        const ledger::Operation& operation = *entry.operation;
        for (std::size_t i = 0; operation.id == by && i < operation.header.cells.size(); ++i) {
            if (operation.cell(i) == cell) return operation.header.cells[i].replaces;
        }
    }
    return {};
}

Json value_before(const Office& office, const Dispute& dispute) {
    const auto dot = dispute.field.find('.');
    const record::Field* field =
        dot == std::string::npos
            ? record::find_field("", dispute.field)
            : record::find_field(dispute.field.substr(0, dot), dispute.field.substr(dot + 1));
    if (field == nullptr || dispute.sides.empty()) return {};
    const std::vector<ledger::OperationId> first = replaced_by(office, dispute.sides.front().by, dispute.cell);
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
