// What operations say about accounts, keys and laptops: the payloads of the kinds from chain_open
// to slot_share, apart from edits and approvals.
//
// An account is made by the unit's administrator or the province; its key pair is made by its
// owner at the first password, on the owner's side, and bound to the account by the invitation
// that stood in the account's operation: whoever has the ticket or the one-time code can make the
// key once. Therefore a key that may approve counts only when the province has confirmed it by
// another way (LEDGER §3, 4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/certificate.hpp"
#include "crypto/sealed_box.hpp"
#include "sync/ledger/operation.hpp"
#include "sync/ledger/role.hpp"

namespace soxa::ledger {

/// First in each chain: whose it is. The chain's name follows from it, so nobody can open a chain
/// under another's name.
struct ChainOpen {
    DeviceId device;
    AccountId account;
    crypto::PublicKey key;  ///< signs the chain
    std::uint32_t epoch = 1;

    friend bool operator==(const ChainOpen&, const ChainOpen&) = default;
};
[[nodiscard]] ChainId chain_id(StreamId stream, const ChainOpen& open);

/// What the author's laptop had of the province's log: written when that changed since the
/// chain's last operation. Rights are judged as of this position (LEDGER rule 7).
struct Context {
    std::uint64_t epoch = 0;
    std::uint64_t position = 0;
    crypto::Digest root;

    friend bool operator==(const Context&, const Context&) = default;
};

/// The province's first word in a stream.
struct UnitOpen {
    std::string code;
    std::string name;
    std::string parent;  ///< empty for a unit directly under the province
    std::string province;

    friend bool operator==(const UnitOpen&, const UnitOpen&) = default;
};

struct AccountCreate {
    std::string login;  ///< empty: only the personal number
    std::string name;
    std::string personal_id;
    Role role = Role::person;
    std::string basis;             ///< document number and date (TB-14.4)
    crypto::PublicKey invitation;  ///< vouches for the first key, once

    friend bool operator==(const AccountCreate&, const AccountCreate&) = default;
};

/// Twelve digits (DM-3.1).
[[nodiscard]] bool is_personal_number(std::string_view text);
/// Nothing, or small letters, digits and ". _ -", not of digits only: a login of digits could be
/// taken for somebody's number.
[[nodiscard]] bool may_be_login(std::string_view text);
inline constexpr std::size_t login_characters_max = 64;

/// A further invitation: another laptop's ticket from the province; from the unit's administrator
/// a reset, after which earlier keys approve nothing and earlier invitations are void.
struct AccountInvite {
    AccountId account;
    crypto::PublicKey invitation;
    std::string basis;

    friend bool operator==(const AccountInvite&, const AccountInvite&) = default;
};

struct AccountKey {
    AccountId account;
    crypto::PublicKey signing;
    crypto::PublicKey opening;  ///< seals to the account
    crypto::PublicKey invitation;
    crypto::Signature proof;  ///< by the invitation, context "account-key/1"

    friend bool operator==(const AccountKey&, const AccountKey&) = default;
};
/// What the proof is over.
[[nodiscard]] Bytes account_key_body(const AccountKey& key);
[[nodiscard]] bool proven(const AccountKey& key);

enum class AccountStep : std::uint8_t { restrict = 1, extend = 2, revoke = 3 };

struct AccountChange {
    AccountId account;
    AccountStep step = AccountStep::restrict;
    std::string until;  ///< YYYY-MM-DD, with extend
    std::string basis;

    friend bool operator==(const AccountChange&, const AccountChange&) = default;
};

/// The province's word on an account's key, with the certificate it issues for an approver.
struct AccountVerdict {
    AccountId account;
    crypto::PublicKey key;
    bool confirmed = false;
    std::string reason;
    Bytes certificate;  ///< DER, or empty

    friend bool operator==(const AccountVerdict&, const AccountVerdict&) = default;
};

struct DeviceOpen {
    DeviceId device;
    crypto::PublicKey signing;  ///< of its certificate and bundles
    crypto::PublicKey opening;  ///< seals to the laptop: slots
    std::string label;

    friend bool operator==(const DeviceOpen&, const DeviceOpen&) = default;
};

struct DeviceRevoke {
    DeviceId device;
    std::string reason;

    friend bool operator==(const DeviceRevoke&, const DeviceRevoke&) = default;
};

/// An account's slot on its way to laptops that the unit itself has listed; sealed to each, so
/// that neither the province nor who finds a stick can try passwords on it.
struct SlotShare {
    struct Copy {
        DeviceId device;
        Bytes box;  ///< crypto::box_seal with slot_info, associated: account | device

        friend bool operator==(const Copy&, const Copy&) = default;
    };
    AccountId account;
    std::uint64_t generation = 1;
    std::vector<Copy> copies;

    friend bool operator==(const SlotShare&, const SlotShare&) = default;
};
inline constexpr std::string_view slot_info = "soxa/1 slot";

[[nodiscard]] Bytes encode(const ChainOpen& payload);
[[nodiscard]] Bytes encode(const Context& payload);
[[nodiscard]] Bytes encode(const UnitOpen& payload);
[[nodiscard]] Bytes encode(const AccountCreate& payload);
[[nodiscard]] Bytes encode(const AccountInvite& payload);
[[nodiscard]] Bytes encode(const AccountKey& payload);
[[nodiscard]] Bytes encode(const AccountChange& payload);
[[nodiscard]] Bytes encode(const AccountVerdict& payload);
[[nodiscard]] Bytes encode(const DeviceOpen& payload);
[[nodiscard]] Bytes encode(const DeviceRevoke& payload);
[[nodiscard]] Bytes encode(const SlotShare& payload);
/// A text with a reason: of submit, check and give_back.
[[nodiscard]] Bytes encode_reason(std::string_view reason);

/// Nothing where the operation is of another kind, or its payload is erased or not understood.
[[nodiscard]] std::optional<ChainOpen> chain_open(const Operation& operation);
[[nodiscard]] std::optional<Context> context(const Operation& operation);
[[nodiscard]] std::optional<UnitOpen> unit_open(const Operation& operation);
[[nodiscard]] std::optional<AccountCreate> account_create(const Operation& operation);
[[nodiscard]] std::optional<AccountInvite> account_invite(const Operation& operation);
[[nodiscard]] std::optional<AccountKey> account_key(const Operation& operation);
[[nodiscard]] std::optional<AccountChange> account_change(const Operation& operation);
[[nodiscard]] std::optional<AccountVerdict> account_verdict(const Operation& operation);
[[nodiscard]] std::optional<DeviceOpen> device_open(const Operation& operation);
[[nodiscard]] std::optional<DeviceRevoke> device_revoke(const Operation& operation);
[[nodiscard]] std::optional<SlotShare> slot_share(const Operation& operation);
[[nodiscard]] std::optional<std::string> reason(const Operation& operation);

/// A key as two people compare it by phone: 5 groups of 4 hexadecimal digits of its SHA-256.
[[nodiscard]] std::string fingerprint(const crypto::PublicKey& key);

/// The province's own account, known by its key alone.
[[nodiscard]] AccountId province_account(const crypto::PublicKey& intake_key);

}  // namespace soxa::ledger
