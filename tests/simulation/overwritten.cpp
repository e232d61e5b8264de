// I-7, from the operations of one file: no value goes unseen.
#include <algorithm>

#include "sync/ledger/cut_names.hpp"
#include "tests/simulation/oracle.hpp"

namespace soxa::simulation {

namespace {

using ledger::Cell;

struct Said {
    OperationId by;
    std::vector<OperationId> replaces;
    Bytes value;
    bool ghost = false;
};
using CellHistory = std::map<OperationId, Said>;

std::map<Cell, CellHistory> histories(std::span<const ledger::Entry> entries) {
    std::map<Cell, CellHistory> all;
    const ledger::CutNames read(entries);
    for (const ledger::Entry& entry : read.entries()) {
        const ledger::Operation& operation = *entry.operation;
        if (!ledger::carries_cells(operation.header.kind)) continue;
        const auto payload = ledger::edit_payload(operation);
        for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
            // What the old unit entered late never counts by itself.
            const bool ghost = entry.standing.ghost() ||
                               operation.header.kind == ledger::Kind::late_edit;
            Said said{operation.id, operation.header.cells[i].replaces, {}, ghost};
            if (payload) said.value = payload->values[i];
            said.ghost = said.ghost || !payload;
            all[operation.cell(i)].emplace(operation.id, std::move(said));
        }
    }
    return all;
}

/// What somebody who is no ghost has replaced, by name or through ghosts that he replaced.
std::set<OperationId> replaced_in(const CellHistory& history) {
    std::set<OperationId> replaced;
    std::vector<OperationId> open;
    for (const auto& [id, said] : history) {
        if (!said.ghost) open.insert(open.end(), said.replaces.begin(), said.replaces.end());
    }
    while (!open.empty()) {
        const OperationId id = open.back();
        open.pop_back();
        const auto found = history.find(id);
        if (found == history.end() || !replaced.insert(id).second) continue;
        if (!found->second.ghost) continue;
        open.insert(open.end(), found->second.replaces.begin(), found->second.replaces.end());
    }
    return replaced;
}

}  // namespace

void check_nothing_overwritten(std::span<const ledger::Entry> entries,
                               const ledger::RecordState& state) {
    for (const auto& [cell, history] : histories(entries)) {
        const auto found = state.draft.cells.find(cell);
        require(found != state.draft.cells.end(), "I-7", "a cell is gone from its file");
        const ledger::Reading& reading = found->second;
        const std::set<OperationId> replaced = replaced_in(history);
        for (const auto& [id, said] : history) {
            const auto& shown = said.ghost ? reading.proposals : reading.live;
            const bool there = std::ranges::find(shown, id, &ledger::Claim::by) != shown.end();
            require(!(there && replaced.contains(id)), "I-7", "what was replaced is shown again");
            if (there || replaced.contains(id)) continue;
            // Somebody entered the same and another has replaced that one.
            const bool twin = !said.ghost && !cell.legal &&
                              std::ranges::any_of(history, [&](const auto& other) {
                                  return other.first != id && other.second.value == said.value &&
                                         replaced.contains(other.first);
                              });
            require(twin, "I-7", "a value went without anybody having seen it: " +
                                     hex(id.view().first(4)));
        }
        const bool anybody = std::ranges::any_of(
            history, [](const auto& one) { return !one.second.ghost; });
        require(!anybody || !reading.live.empty(), "I-7", "a cell lost all its values");
        const bool differ = std::ranges::any_of(reading.live, [&](const ledger::Claim& one) {
            return one.value != reading.live.front().value;
        });
        // Of a guard, also by the cells of its section in which the same edits meet.
        const bool asked = std::ranges::any_of(state.conflicts, [&](const auto& conflict) {
            return conflict.cell == cell ||
                   (cell.is_guard() && conflict.section == cell.tag - ledger::guard_base);
        });
        const bool in_absent_row = cell.row.has_value();
        require(!differ || asked || in_absent_row, "I-7", "a conflict that is not shown");
    }
}

}  // namespace soxa::simulation
