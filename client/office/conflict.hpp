// Open conflicts, and how a person closes them (FEATURES §4.3, LEDGER rules 5 and 13).
//
// A conflict of a cluster is shown field by field, where the fields differ, and closed as a whole.
// Where two legal edits of one section met without sharing a cell, the question is whether both
// may stand: it is shown as "section:ID" with what each edit says.
#pragma once

#include <string>
#include <vector>

#include "client/office/claimed_time.hpp"
#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "client/office/record_view.hpp"

namespace soxa::office {

struct Dispute {
    struct Side {
        ledger::OperationId by;
        Json value;  ///< null: taken away
        Bytes claim;  ///< the whole cell's, as it was entered
        Author author;
        Timestamp at{};
        ClaimedTime clock = ClaimedTime::fits;  ///< whether that time can be believed
        bool ours = false;  ///< written on this laptop
    };
    std::string id;       ///< short, the same on every laptop
    std::string conflict;  ///< of the whole cell: the fields of one cluster are one conflict
    std::string field;    ///< field id, "group.column", "group" for a row's presence, "section:ID"
    std::string row_uid;  ///< of a row's cell
    ledger::Cell cell;
    std::vector<Side> sides;
};

/// In the order of the cells.
[[nodiscard]] std::vector<Dispute> disputes(const Office& office,
                                            const ledger::RecordState& state);

/// The open conflicts of all files, as far as this account may see them: the fields of one cluster
/// are one. What `status`, `sync` and `conflict list` count.
[[nodiscard]] Result<std::uint64_t> conflicts_open(const Office& office);

struct Resolution {
    enum class Take { ours, theirs, both, value, number, suggested };
    std::string field;  ///< as Dispute::field, Dispute::id or Dispute::conflict
    std::string row_uid;
    Take take = Take::ours;
    std::string value;       ///< with value
    std::size_t number = 0;  ///< with number: from 1, as they are listed
    std::string reason{};    ///< why; kept beside the decision, shown in the history
};

/// A decision as it was written, with the question as it stood before.
struct Decided {
    std::string record_uid;
    Dispute dispute;
    ledger::OperationId by;
};

/// By whom the field's class lets decide (record::conflict_policy): Errc::not_allowed
/// ("conflict.not_yours"). Errc::invalid_input: "conflict.none", "conflict.ambiguous" (say which row, and which side by
/// number or value), "conflict.single" where only one value can stand, "conflict.no_suggestion".
[[nodiscard]] Result<Decided> resolve(Office& office, const ledger::RecordState& state,
                                      const Resolution& resolution);

/// Nothing has followed from it: the province has not got it, nobody has written over it, and the
/// file is open. After that a change of mind is an edit of the field like any other.
[[nodiscard]] bool may_decide_anew(const Office& office, const Decided& decided);
/// Another answer over the first, by a new edit (FEATURES §4.3, "undo until synced"): a ledger takes
/// nothing back, so the first stands until this is written, and in the history afterwards.
/// `resolution.field` is not read. Errc::invalid_input ("conflict.decided_for_good") where it may not be;
/// else as resolve().
[[nodiscard]] Result<Decided> decide_anew(Office& office, const ledger::RecordState& state,
                                          const Decided& decided, const Resolution& resolution);

}  // namespace soxa::office
