// What the province held or refused stays in the file as a proposal: who wanted what, why it was
// set aside, and the two ways out of it (LEDGER rules 8 and 9, §3, 29).
#pragma once

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

/// One entry an operation that was set aside: {"operation", "author", "role", "time", "verdict",
/// "reason", "changes": [{"field", "row_uid", "value"}]}; what the account may not see is left
/// out. In the order of the log.
[[nodiscard]] Result<Json> proposals_json(const Office& office, const ledger::RecordState& state);

enum class Answer {
    take,  ///< enters what was proposed as one's own edit
    drop,  ///< lets what stands stand; the proposal is answered
};
/// `operation` is the beginning of its name, at least 8 digits. Errc::invalid_input
/// ("proposal.none"); what an edit is refused for.
[[nodiscard]] Result<void> answer_proposal(Office& office, const ledger::RecordState& state,
                                           const std::string& operation, Answer answer);

}  // namespace soxa::office
