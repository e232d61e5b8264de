// What folding a record and reading a cut's name have in common (record_fold.cpp, cut_names.cpp).
#pragma once

#include <map>
#include <span>
#include <vector>

#include "sync/ledger/directory.hpp"
#include "sync/ledger/reading.hpp"

namespace soxa::ledger {

struct RecordState;

[[nodiscard]] inline bool is_edit(const Entry& entry) {
    return carries_cells(entry.operation->header.kind);
}
/// What a version is made of and comes after: a base stands for these and no others.
[[nodiscard]] inline bool makes_version(Kind kind) {
    return carries_cells(kind) || kind == Kind::submit || kind == Kind::check ||
           kind == Kind::give_back;
}
/// By cell, everything that these edits assign.
[[nodiscard]] std::map<Cell, std::vector<Written>> written_of(std::span<const Entry> edits);
/// The operations that a cut's heads stand for: of each head's chain, everything up to it.
[[nodiscard]] std::vector<Entry> below(std::span<const OperationId> heads,
                                       std::span<const Entry> entries);
/// Since when each cut is approved and confirmed, by the first approval that was.
[[nodiscard]] std::map<OperationId, std::uint64_t> confirmed_cuts(std::span<const Entry> entries);
/// What was confirmed stays as it was then: an operation that is let in or put out later makes a
/// draft and does not unmake the version (rules 16 and 18). True if that changed anything.
bool go_back_to(std::uint64_t position, std::vector<Entry>& covered);

/// Of the approvals that are there: which version is in force, which are overtaken, and which
/// signatures came too late to put theirs in force (version_order.cpp).
void decide_versions(RecordState& state, std::span<const Entry> entries);

}  // namespace soxa::ledger
