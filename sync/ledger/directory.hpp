// The accounts, keys, laptops and chains of one unit, as its ledger tells them.
//
// Folded from the authority operations alone. Authority is ordered (LEDGER rule 7): confirmed
// operations take effect in the order of their positions, provisional ones after them in the
// order of what they name, ties by id; so every replica that holds the same operations and
// verdicts has the same directory.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "sync/ledger/access.hpp"
#include "sync/ledger/account.hpp"
#include "sync/ledger/transfer.hpp"
#include "sync/ledger/verdict.hpp"

namespace soxa::ledger {

/// An operation and where it stands; the operation outlives the entry.
struct Entry {
    const Operation* operation;
    Standing standing;
};

struct KeyState {
    AccountKey key;
    OperationId made_by;
    bool provisional = true;  ///< the province has not seen it
    bool confirmed = false;   ///< by the province, for a key that may approve
    bool refused = false;
    std::string refusal;  ///< why, in the province's words
    bool superseded = false;  ///< the account was reset since
    Bytes certificate;  ///< issued by the province; empty until then
};

struct AccountState {
    AccountId id;
    AccountCreate made;
    Timestamp made_at{};
    bool provisional = true;
    bool restricted = false;
    std::string until;  ///< YYYY-MM-DD or empty
    /// Revoked: at which position, 0 while the revocation itself is provisional.
    std::optional<std::uint64_t> revoked;
    std::vector<KeyState> keys;
    std::set<crypto::PublicKey> invitations;  ///< not used yet

    [[nodiscard]] const KeyState* key(const crypto::PublicKey& signing) const;
    /// The province has confirmed a key of it, and no reset has come since.
    [[nodiscard]] bool confirmed() const;
};

struct DeviceState {
    DeviceOpen opened;
    AccountId listed_by;  ///< the unit's account that put it on the unit's list
    bool provisional = true;
    std::optional<std::uint64_t> revoked;
};

struct ChainState {
    ChainOpen open;
    /// Of the author's last context: what he can be taken to have known.
    std::uint64_t known_position = 0;
};

class Directory {
public:
    /// `province` is the intake key that the ticket pins: its account may do what the province
    /// may, and no operation can change that.
    explicit Directory(const crypto::PublicKey& province);

    /// In any order, with operations of any kind: the others are passed over.
    [[nodiscard]] static Directory fold(const crypto::PublicKey& province,
                                        std::span<const Entry> entries);
    /// One more, in the order of authority. Ghosts have no effect.
    void take(const Operation& operation, const Standing& standing);

    /// The account under which the province itself writes.
    [[nodiscard]] const AccountId& province() const { return province_; }
    [[nodiscard]] const std::optional<UnitOpen>& unit() const { return unit_; }
    /// What became of the unit, in the order of authority: renamed, merged, taken over (F10).
    [[nodiscard]] const std::vector<UnitChange>& unit_changes() const { return unit_changes_; }
    /// Another unit has taken this one over: its files are worked on there.
    [[nodiscard]] bool merged() const;
    [[nodiscard]] const std::map<AccountId, AccountState>& accounts() const { return accounts_; }
    [[nodiscard]] const std::map<DeviceId, DeviceState>& devices() const { return devices_; }
    /// At which position a laptop was revoked, 0 while that is provisional; also one that the unit
    /// never listed: its operations may still come by others.
    [[nodiscard]] std::optional<std::uint64_t> device_revoked(const DeviceId& id) const;
    [[nodiscard]] const AccountState* account(const AccountId& id) const;
    /// Restrictions of files, consents and authorisations.
    [[nodiscard]] const Access& access() const { return access_; }
    /// By login or personal number, as typed; revoked accounts only if nothing else fits.
    [[nodiscard]] const AccountState* account_named(std::string_view login) const;
    [[nodiscard]] const ChainState* chain(const ChainId& id) const;
    /// The account that writes a chain; nothing for the province's.
    [[nodiscard]] const AccountState* author(const ChainId& chain) const;
    /// Nothing unless the chain's key is one of its account's.
    [[nodiscard]] std::optional<Role> role_of(const ChainId& chain) const;
    /// Whether a chain may be opened so: the province's account is its key's alone, another's
    /// only while it is there and not revoked.
    [[nodiscard]] bool may_open(const ChainOpen& open) const;

private:
    void take_account(const Operation& operation, const Standing& standing);
    void take_device(const Operation& operation, const Standing& standing);

    crypto::PublicKey province_key_;
    AccountId province_;
    std::optional<UnitOpen> unit_;
    std::vector<UnitChange> unit_changes_;
    std::map<AccountId, AccountState> accounts_;
    std::map<DeviceId, DeviceState> devices_;
    std::map<DeviceId, std::uint64_t> revoked_devices_;
    std::map<ChainId, ChainState> chains_;
    Access access_;
};

/// True for the kinds a directory is folded from.
[[nodiscard]] bool is_authority(Kind kind);

}  // namespace soxa::ledger
