// How each unit stands in a month: what it has approved, what waits and with whom, and who missed the
// unit's day (TB-14.6). Told from what the province has received: what a laptop has not sent yet is
// not there, whatever it says itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/record/day.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct UnitMonth {
    enum class State {
        merged,     ///< went into another unit: owes nothing
        no_files,   ///< nothing has ever come, or all of it is archived
        done,       ///< all files are approved
        done_late,  ///< all are, and some of it came after the unit's day
        open,       ///< something is not approved, and the day is not over
        late,       ///< something that was due is not done
    };
    Unit unit;
    State state = State::no_files;
    std::string merged_into;              ///< a code
    std::optional<record::Day> deadline;  ///< whole; nothing where the pack has no such day
    std::size_t files = 0;                ///< in service
    std::size_t approved = 0;             ///< of them, just as they stand
    std::size_t held = 0;      ///< signed, and waiting for the province to confirm the key
    std::size_t to_sign = 0;   ///< submitted or checked
    std::size_t returned = 0;  ///< given back, not submitted again
    std::size_t drafts = 0;    ///< entered, not submitted
    std::size_t late = 0;      ///< files with something open in that month whose day is over
    std::size_t approvals_in_time = 0;  ///< received in the month, in time as record::judge says
    std::size_t approvals_late = 0;     ///< received in the month, late
    std::optional<Timestamp> received;  ///< the last of its work on files
};
[[nodiscard]] std::string_view name_of(UnitMonth::State state);

/// Every unit, by code. What waits is told as of now, also of a month that is over. Folds every file:
/// for a command, not for a request.
[[nodiscard]] Result<std::vector<UnitMonth>> unit_months(Office& office,
                                                         const record::Month& month);

}  // namespace soxa::server
