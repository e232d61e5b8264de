// Who may begin a move between units, by the pack of its day (transfer.who_may_start, DOMAIN §5.1):
// a unit by itself, or only where the province has prepared it (MISA R55).
#pragma once

#include "sync/ledger/directory.hpp"
#include "sync/ledger/life.hpp"
#include "sync/record/policy.hpp"

namespace soxa::ledger {

/// Whether the unit's head may release the file on these terms, as things stand before it. Without
/// a pack he may. Asked on the laptop and again at the province [TB-9.3].
[[nodiscard]] bool may_be_released(const Life& life, const MoveTerms& terms,
                                   const record::Policy* pack, const Directory& directory);

}  // namespace soxa::ledger
