// What the province has said of a person goes with his file from one unit's stream into another's:
// restrictions, his status, claims on his number. No reference crosses streams, so it is said anew of
// the new record, in the transaction that makes it (TB-4.3a, F11, F4).
#pragma once

#include <set>

#include "sync/server/identity_claim.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

/// Where a file went from its stream.
struct Adopted {
    ledger::StreamId stream = 0;
    ledger::Operation operation;
};
[[nodiscard]] Result<std::optional<Adopted>> adopted_from(Records& records,
                                                          const ledger::RecordId& record);
/// Records that another unit has adopted.
[[nodiscard]] Result<std::set<ledger::RecordId>> given_away(Records& records);

/// Restrictions of a file that are not over today, as they were set.
[[nodiscard]] Result<std::vector<ledger::AccessLevel>> standing_levels(
    Office& office, UnitStream& stream, const ledger::RecordId& record);

/// All that stands of the old file, on the new record, behind what `province` has to say already.
void restate(ProvinceAuthor& province, const ledger::RecordId& record,
             std::vector<ledger::AccessLevel> levels, const ledger::RecordState& old,
             const std::string& basis);

/// A restriction that is let in only when the file has gone over holds where the file is.
[[nodiscard]] Result<void> restrict_after(Office& office, Records& records,
                                          const ledger::AccessLevel& level);

/// What restricts one file restricts from now on the other too, whose it will be told.
[[nodiscard]] Result<void> restrict_alike(Office& office, Records& records, const FileName& from,
                                          const FileName& to);

}  // namespace soxa::server
