// The accounts of a unit as its ledger tells them, with their keys and what the province said.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

enum class KeyStanding { awaiting, confirmed, refused, no_confirmation_needed };

struct AccountKeyLine {
    crypto::PublicKey key;
    KeyStanding standing = KeyStanding::awaiting;
};

struct AccountLine {
    ledger::AccountId id;
    ledger::AccountCreate made;
    Timestamp made_at{};
    bool restricted = false;
    bool revoked = false;
    std::vector<AccountKeyLine> keys;
};

/// By name. Errc::invalid_input ("unit.unknown").
[[nodiscard]] Result<std::vector<AccountLine>> list_accounts(Office& office, std::string_view unit);

/// By login or 12-digit number. Errc::invalid_input ("account.unknown").
[[nodiscard]] Result<const ledger::AccountState*> required_account(
    const ledger::Directory& directory, std::string_view login);

/// The key asked for by the beginning of its fingerprint, or the only one that waits. Nothing if
/// none waits and none was asked for. Errc::invalid_input: "account.no_key" (its owner has not
/// made one yet), "account.key_unknown", "account.several_keys" with their fingerprints.
[[nodiscard]] Result<const ledger::KeyState*> key_to_judge(
    const ledger::AccountState& account, const std::optional<std::string>& fingerprint);

}  // namespace soxa::server
