// What another unit says of a file and nobody here has taken: late work of the unit that it came from,
// or the content of a file that gave way to this one (F4, F5). Told as it differs from the file, taken
// by field, never unseen (LEDGER rule 19).
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "sync/ledger/transfer.hpp"

namespace soxa::office {

struct LateWork {
    /// Why it is offered.
    enum class Why {
        after_release,  ///< entered by the old unit after its head had signed the file away
        merger,         ///< of a unit that this one has taken over, or split from
        claim,          ///< another file of the same person, which does not count
    };
    ledger::OperationId operation;
    ledger::LateNote note;
    ledger::RecordState state;
    Why why = Why::after_release;
    /// {"field", "row_uid", "from", "value"} of what it says otherwise than the file, rows by their
    /// columns; {"removed", "row_uid"} of rows that it takes away.
    Json changes = Json::array();
    /// Fields and groups that may not be seen here: another account has to look at them.
    std::vector<std::string> left_out;
    bool open = true;
    bool asks_purpose = false;  ///< the file is restricted: what changes is not told here
};
[[nodiscard]] std::string_view name_of(LateWork::Why why);
[[nodiscard]] Result<std::vector<LateWork>> late_work(const Office& office);

struct LateAnswered {
    std::size_t values = 0;             ///< taken, or left
    std::vector<std::string> left_out;  ///< not seen here, and still offered
};
/// Takes what it says, or keeps what the file says. `fields` are fields, groups, or "group.column" of
/// a row that the file has; without any, all that may be seen. The using unit and the status are never
/// taken: they are this unit's. A new row that the file has already makes no second one (F7). Errc::
/// invalid_input ("move.unknown", "move.late_field" for a field that is not offered).
[[nodiscard]] Result<LateAnswered> answer_late_work(Office& office, const std::string& operation,
                                                    bool take,
                                                    const std::vector<std::string>& fields);
/// All of it that may be seen.
[[nodiscard]] Result<void> answer_late(Office& office, const std::string& operation, bool take);

}  // namespace soxa::office
