// From what a person wants changed to the cells an edit assigns.
//
// An edit names every assignment that is shown of the cells it touches, proposals too: those its
// author saw. It writes a
// cluster whole; it asserts a row's presence with each change of the row, so that a concurrent
// removal meets it; and it puts the section's guard before its legal cells.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// Nothing takes the value away.
using Setting = std::map<record::Tag, std::optional<record::Value>>;

struct Change {
    Setting fields;
    struct Added {
        record::Tag group = 0;
        std::map<record::Tag, record::Value> columns;
    };
    std::vector<Added> added;
    std::map<RowId, Setting> rows;
    std::vector<RowId> removed;

    [[nodiscard]] bool empty() const {
        return fields.empty() && added.empty() && rows.empty() && removed.empty();
    }
};

/// The cells and values of an edit; what the operation is then made of.
struct Edit {
    std::vector<Assignment> cells;
    std::vector<Bytes> values;
};

/// On the record as its author sees it; nothing for a new one. What changes nothing is left out.
/// Errc::decision_needed ("edit.in_conflict", {field id}) where one member of a cluster in
/// conflict is set and not all of them; Errc::invalid_input ("edit.no_row") for a row that is not
/// there. `again`: cells that say once more what they say, where they are not changed and not in
/// conflict; in the same operation, since two that both see the state before them are a question
/// to each other.
[[nodiscard]] Result<Edit> build_edit(const RecordState* seen, const Change& change,
                                      const std::set<Cell>& again = {});

/// Whether one operation holds it, with room for the largest chain position.
[[nodiscard]] bool fits(const Edit& edit);

/// Closes the conflict of a cell by one of its claims or by a value of one's own, and with it the
/// section's guard; or turns its proposals down by the value that stands. `values` are the cell's, as encode_cell() takes them.
[[nodiscard]] Edit resolve_cell(const RecordState& seen, const Cell& cell, const Bytes& value);
/// Lets the concurrent legal edits of a section stand together, after a person has looked.
[[nodiscard]] Edit confirm_guard(const RecordState& seen, const Cell& guard);

/// Where a chain ends, and what continues it.
struct ChainTail {
    StreamId stream = 0;
    ChainId chain;
    std::uint64_t seq = 0;  ///< of the last operation; 0 before the first
    std::optional<OperationId> last;
    Seed seed;  ///< of the payloads' salts
};

/// The chain's next operation; moves the tail on.
[[nodiscard]] Operation extend(ChainTail& tail, Header header, Bytes payload);

}  // namespace soxa::ledger
