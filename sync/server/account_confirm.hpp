// The province's yes to a key: it gets a certificate, and what it has approved counts.
//
// Whoever had the invitation could make the key; so an officer compares its fingerprint with its
// owner by another way first (LEDGER §3, 4). Each approval that waited is judged again as if it
// came now: one whose author was revoked meanwhile goes on waiting.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct AccountAsked {
    std::string unit;
    std::string login;  ///< or 12-digit number
    /// The beginning of a key's fingerprint; needed where several keys wait.
    std::optional<std::string> key;
};

struct Confirmed {
    crypto::PublicKey key;
    bool before = false;        ///< it was confirmed already
    std::size_t approvals = 0;  ///< that waited and count now
};

/// Errc::invalid_input as list_accounts() and key_to_judge(), and "account.revoked".
[[nodiscard]] Result<Confirmed> confirm_account(Office& office, const AccountAsked& asked);

}  // namespace soxa::server
