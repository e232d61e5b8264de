// An assignment that stands in a confirmed version may be named by the version: (cut, cell), one
// name for a whole file instead of one for each cell (LEDGER rules 4 and 20).
//
// Where an edit says that it replaces a submission, it means what that cut says of the edit's cell:
// every value that is live in it or proposed, as the cut stood when it was first confirmed. Who
// has the operations below the cut reads the name as theirs; who began from a snapshot has the
// cut's value under this very name. What the name stands for follows from the operations below the
// cut and their verdicts, so that all replicas read it alike.
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "sync/ledger/directory.hpp"
#include "sync/ledger/reading.hpp"

namespace soxa::ledger {

/// The operations on one record with each name of a cut put for what it stands for. The operations'
/// own names and bytes stay.
class CutNames {
public:
    /// `entries` are all on the record, approvals of its cuts among them; they outlive it.
    explicit CutNames(std::span<const Entry> entries);
    CutNames(const CutNames&) = delete;
    CutNames& operator=(const CutNames&) = delete;

    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }

private:
    std::vector<Entry> entries_;
    std::deque<Operation> read_;
};

/// What an edit names of a cell that says `draft` now: the cut for what `approved`, the cut's own
/// reading, says already, and the rest by itself. At most replaced_max names, live values first.
[[nodiscard]] std::vector<OperationId> names_for(const Reading* draft, const OperationId& cut,
                                                 const Reading* approved);

}  // namespace soxa::ledger
