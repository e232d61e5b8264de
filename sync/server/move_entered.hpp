// What a move itself changes in a file, entered for the new unit as a draft: which unit uses the
// person, since when, and by which decision (TB-9.3, R34). Its clerk looks at it with all the rest
// before it is submitted; what the old head signed stays in the adoption as he signed it.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// On a record that was just adopted. `terms` are the transfer's; nothing where a whole unit was taken
/// over: then only who was the old unit's is the new one's. What is in question there, and a file that
/// is closed, is left as it came.
[[nodiscard]] Result<void> enter_move(Office& office, UnitStream& stream, const Unit& from,
                                      const Unit& to, const ledger::RecordId& adopted,
                                      const std::optional<ledger::MoveTerms>& terms);

}  // namespace soxa::server
