// Accounts that roam: an account made on one laptop of the unit logs in on the others.
//
// A slot travels sealed to each laptop that an account of the unit has put on the unit's list, so
// that neither the province nor who finds a stick can try passwords on it; the laptop that gets it
// seals its own database key to the account. No database key travels (LEDGER §3, 13 to 15).
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// Why an account may log in on a laptop.
enum class SlotReason {
    made_here,  ///< where the account was made
    by_role,    ///< a head has one further laptop, people with a file of their own none, others all
    assigned,   ///< somebody sent the slot there: assign_laptop()
};
struct SlotLaptop {
    ledger::DeviceId device;
    std::string label;
    SlotReason why = SlotReason::by_role;
};
/// The registered laptops of the unit that an account's slot goes to, in the order in which they
/// were registered. One stolen laptop is all the slots on it (LEDGER §3, 14).
[[nodiscard]] Result<std::vector<SlotLaptop>> laptops_of(const Office& office,
                                                         const ledger::AccountState& account);
/// Sends the account's slot to another laptop, by the beginning of its label or name; later
/// passwords follow. There is no way back but a reset: who has the slot can guess at its password.
/// Errc::not_allowed, Errc::invalid_input ("slot.no_laptop", "slot.not_here" where this laptop has
/// no slot of the account's to send).
[[nodiscard]] Result<SlotLaptop> assign_laptop(Office& office,
                                               const ledger::AccountState& account,
                                               std::string_view laptop);
/// The account's password was changed on two laptops that had not met: each takes its own until
/// the owner sets one again (LEDGER §3, 15).
[[nodiscard]] Result<bool> has_two_passwords(const Office& office);

/// Writes what the unit's other laptops lack of this one's slots; how many slots went out.
[[nodiscard]] Result<std::size_t> share_slots(Office& office);
/// Takes slots that were sealed to this laptop into its keystore, newer ones over older, and lets
/// go of those of revoked accounts; how many changed.
[[nodiscard]] Result<std::size_t> take_slots(Office& office);

}  // namespace soxa::office
