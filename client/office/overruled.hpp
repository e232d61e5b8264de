// What a decision went against: whoever entered a value that was not taken is told by whom, when
// and for what, and can propose it again with one act. Nothing of it was lost (I-7); this is where
// its author sees it.
//
// Told until he answers: by proposing it again, or by any other edit of the same field after the
// decision; or until the value stands again.
#pragma once

#include "client/office/conflict.hpp"
#include "client/office/watch.hpp"

namespace soxa::office {

struct Overruled {
    std::string id;  ///< short, the same on every laptop
    std::string record_uid;
    std::string full_name;
    struct Member {
        std::string field;  ///< "group.column" in a row, "group" for a row's presence
        Json yours;         ///< null: taken away
        Json stands;        ///< what was decided
    };
    std::vector<Member> members;  ///< where they differ: one, or several of a cluster
    std::string row_uid;
    Author by;
    Timestamp at{};  ///< by the decider's clock
    ledger::OperationId decision;
    ledger::Cell cell;
    Bytes value;  ///< the cell's, as it was entered
};

/// Of the account that is at work, in the order of the list of files. Reads every file; may be given
/// up.
[[nodiscard]] Result<std::vector<Overruled>> overruled(const Office& office,
                                                       const Watch& watch = {});
/// One entry each: {"id", "record_uid", "full_name", "fields": [{"field", "yours", "stands"}],
/// "row_uid", "by", "role", "device", "time", "decision"}.
[[nodiscard]] Json overruled_json(const std::vector<Overruled>& all);

/// Enters the value once more, over what was decided, as a draft that the head has to sign.
/// `id` as above. Errc::invalid_input ("overruled.none"), Errc::decision_needed
/// ("proposal.in_conflict") while the field is disputed again; what an edit is refused for.
[[nodiscard]] Result<void> propose_again(Office& office, const std::string& id);

}  // namespace soxa::office
