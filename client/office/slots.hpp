// Accounts that roam: an account made on one laptop of the unit logs in on the others.
//
// A slot travels sealed to each laptop that an account of the unit has put on the unit's list, so
// that neither the province nor who finds a stick can try passwords on it; the laptop that gets it
// seals its own database key to the account. No database key travels (LEDGER §3, 13 to 15).
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// Writes what the unit's other laptops lack of this one's slots; how many slots went out.
[[nodiscard]] Result<std::size_t> share_slots(Office& office);
/// Takes slots that were sealed to this laptop into its keystore, newer ones over older, and lets
/// go of those of revoked accounts; how many changed.
[[nodiscard]] Result<std::size_t> take_slots(Office& office);

}  // namespace soxa::office
