// The unit's accounts: made, listed, restricted, extended, revoked, reset (TB-3.6, TB-6.2,
// DOMAIN §1.9). Each act is an operation with its basis document; the slot that lets a person in
// is in this laptop's keystore and goes to the unit's others with the next syncs.
#pragma once

#include <optional>

#include "client/office/office.hpp"

namespace soxa::office {

struct NewAccount {
    std::string login;  ///< may be empty: the personal number is always one
    std::string name;
    std::string personal_id;
    ledger::Role role = ledger::Role::person;
    std::string basis;
};

struct Invitation {
    ledger::AccountId account;
    /// Good once, to set a password with; empty where a first password was given.
    std::string code;
};

/// Can work at once; provisional until the province's verdict. Errc::invalid_input
/// ("account.exists", and faults of login, name, number, basis).
[[nodiscard]] Result<Invitation> add_account(Office& office, const NewAccount& wanted,
                                             const Secret* first_password);
/// A new invitation for one who lost the password; the owner makes a new key with it. An
/// approver's new key waits for the province again (LEDGER §3, 4).
[[nodiscard]] Result<Invitation> reset_account(Office& office, std::string_view login,
                                               const std::string& basis,
                                               const Secret* first_password);
/// `until` with extend only: YYYY-MM-DD.
[[nodiscard]] Result<void> change_account(Office& office, std::string_view login,
                                          ledger::AccountStep step, const std::string& basis,
                                          const std::string& until);

/// Of the whole unit for who administers, else one's own.
[[nodiscard]] Result<std::vector<ledger::AccountState>> accounts(const Office& office);
/// Errc::invalid_input ("account.unknown").
[[nodiscard]] Result<ledger::AccountState> account(const Office& office, std::string_view login);

/// requested … of DOMAIN §1.7: "provisional", "waiting_for_province", "refused", "active",
/// "restricted", "revoked", "invited".
[[nodiscard]] std::string_view state_of(const ledger::AccountState& account);

}  // namespace soxa::office
