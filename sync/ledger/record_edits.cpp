// Which edits a version adds, and what they say of one cell.
#include <algorithm>
#include <set>

#include "sync/ledger/cut_names.hpp"
#include "sync/ledger/fold_parts.hpp"
#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

std::vector<Entry> new_edits(const RecordState& state, const Cut& cut,
                             std::span<const Entry> entries) {
    const Cut* before = state.effective ? &state.cuts[*state.effective] : nullptr;
    std::set<OperationId> seen;
    if (before != nullptr && before->submit != cut.submit) {
        for (const Entry& entry : below(before->heads, entries)) seen.insert(entry.operation->id);
    }
    std::vector<Entry> edits;
    std::ranges::copy_if(below(cut.heads, entries), std::back_inserter(edits),
                         [&](const Entry& entry) {
                             return is_edit(entry) && !entry.standing.ghost() &&
                                    !seen.contains(entry.operation->id);
                         });
    return edits;
}

std::map<record::Tag, record::Value> fold_cell(std::span<const Entry> entries,
                                                const Cell& cell) {
    const CutNames read_names(entries);
    std::vector<Entry> touching;
    std::ranges::copy_if(read_names.entries(), std::back_inserter(touching), [&](const Entry& entry) {
        return is_edit(entry) && std::ranges::any_of(entry.operation->header.cells,
                                                     [&](const Assignment& one) {
                                                         return one.cell == cell;
                                                     });
    });
    const auto written = written_of(touching);
    const auto found = written.find(cell);
    if (found == written.end()) return {};
    const Reading reading = read(found->second, cell.legal);
    if (reading.value() == nullptr) return {};
    return record::decode_cell(cell.tag, *reading.value());
}

}  // namespace soxa::ledger
