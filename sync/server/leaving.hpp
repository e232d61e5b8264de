// Who leaves on a day to come, at the province: told as the approval is let in, and closed by the
// province's word when the day has come (sync/ledger/leaving.hpp) [TB-9.5].
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// After an approval: of each of its files whose version says that somebody leaves later, told once.
[[nodiscard]] Result<void> tell_who_leaves(Office& office, UnitStream& stream, ledger::StreamId id,
                                           const exchange::Stored& approval);
/// Says of every day that was told and has come that it has. Before anything of the unit is judged.
[[nodiscard]] Result<void> tell_days_that_came(Office& office, UnitStream& stream,
                                               ledger::StreamId id);

}  // namespace soxa::server
