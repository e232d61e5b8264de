// Open conflicts, and how a person closes them (FEATURES §4.3, LEDGER rules 5 and 13).
//
// A conflict of a cluster is shown field by field, where the fields differ, and closed as a whole.
// Where two legal edits of one section met without sharing a cell, the question is whether both
// may stand: it is shown as "section:ID" with what each edit says.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "client/office/record_view.hpp"

namespace soxa::office {

struct Dispute {
    struct Side {
        ledger::OperationId by;
        Json value;  ///< null: taken away
        Author author;
        Timestamp at{};
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

/// By whom the field's class lets decide (record::conflict_policy): Errc::not_allowed
/// ("conflict.not_yours"). Errc::invalid_input: "conflict.none", "conflict.ambiguous" (say which row, and which side by
/// number or value), "conflict.single" where only one value can stand, "conflict.no_suggestion".
[[nodiscard]] Result<void> resolve(Office& office, const ledger::RecordState& state,
                                   const Resolution& resolution);

}  // namespace soxa::office
