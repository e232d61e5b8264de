// The file beside the store that holds its key, wrapped once for every account of this laptop.
//
// Two copies, `keystore.a` and `keystore.b`, each with a generation and a checksum. A change is
// written to the older one and synced before the other is touched, so a torn write leaves the
// state before it or after it and never nothing. Without a password nothing in it is a key, a
// name or a personal number: an account is found by one byte of a salted hash of its login, so
// that the file narrows 10^12 numbers no further than to one in 256 (RELIABILITY I-16).
//
//   password ─Argon2id─► KEK ─opens─► slot: account, its signing key, its opening key
//   opening key ─RFC 9180─► this laptop's database key, sealed to the account's public key
//
// A slot is the same bytes on every laptop that the account may use, so it can travel; the
// database key never does (LEDGER §3, 15).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"
#include "crypto/password.hpp"
#include "crypto/software_signer.hpp"

namespace soxa::crypto {

struct AccountTag;
/// The id of the operation that created the account (sync/ledger), as the keystore knows it.
using AccountId = Id<AccountTag, 32>;

/// What an account's password protects.
struct AccountKeys {
    AccountId account;
    /// Nothing until the owner's first login: an invitation opens the store and no more.
    std::optional<SoftwareSigner> signing;
    /// Opens what is sealed to the account: the database keys of its laptops.
    SoftwareSigner opening;
    /// With an invitation: the key that vouches for the account's first signing key.
    std::optional<SoftwareSigner> invitation;
};

/// An account's keys under its password, as it is stored and as it travels.
struct Slot {
    AccountId account;
    std::uint64_t generation = 1;  ///< raised by each change of the password
    PasswordCost cost;
    Bytes salt;                         ///< password_salt_bytes
    Bytes wrapped;                      ///< AccountKeys, AEAD under the password's key
    PublicKey opening_key;              ///< of `opening`, so that a laptop can seal its key to it
    std::vector<std::uint8_t> handles;  ///< one byte for the login, one for the personal number
    /// By the account's signing key over everything above, so that who carries a slot cannot make
    /// one; all zero for an invitation, whose account has no key yet.
    Signature signature;

    [[nodiscard]] Bytes encoded() const;  ///< canonical CBOR
    [[nodiscard]] bool signed_by(const PublicKey& key) const;
    /// Errc::integrity ("keystore.slot"); cost is checked against floor and ceiling here.
    [[nodiscard]] static Result<Slot> decode(ByteView bytes);
};

[[nodiscard]] Result<Slot> make_slot(const AccountKeys& keys, std::uint64_t generation,
                                     const Secret& password, PasswordCost cost,
                                     const std::vector<std::string>& logins, RandomSource& random);
/// Errc::not_allowed ("login.wrong") if the password does not open it.
[[nodiscard]] Result<AccountKeys> open_slot(const Slot& slot, const Secret& password);

class Keystore {
public:
    /// A new pair of files in an existing folder. Errc::storage ("keystore.exists") rather than
    /// replace any.
    [[nodiscard]] static Result<Keystore> create(const std::filesystem::path& folder);
    /// The newer good copy; the other is made like it if it is older, damaged or gone (and if that
    /// cannot be done, the next change will). The caller holds the folder's lock. Errc::storage
    /// ("keystore.missing") if there is none at all, Errc::integrity ("keystore.damaged") if
    /// neither is whole.
    [[nodiscard]] static Result<Keystore> open(const std::filesystem::path& folder);

    /// The slots whose handle fits `login`; most often one, rarely two. Logins are compared
    /// lower-cased and in NFC.
    [[nodiscard]] std::vector<Slot> candidates(std::string_view login) const;
    [[nodiscard]] const Slot* find(const AccountId& account) const;
    [[nodiscard]] std::vector<Slot> slots() const;

    /// Adds the slot or replaces the account's older one, with the database key sealed to it.
    /// Errc::integrity ("keystore.older_slot") if the one that is there is newer: an old password
    /// must not come back by a slot that was long on its way. After an error nothing has changed.
    [[nodiscard]] Result<void> put(const Slot& slot, const Secret& database_key,
                                   RandomSource& random);
    [[nodiscard]] Result<void> remove(const AccountId& account);
    /// This laptop's database key. Errc::not_allowed ("login.no_store") if it was never sealed
    /// to this account.
    [[nodiscard]] Result<Secret> database_key(const AccountKeys& keys) const;

private:
    struct Entry {
        Slot slot;
        Bytes sealed_database_key;
    };
    Keystore(std::filesystem::path folder, std::uint64_t generation)
        : folder_(std::move(folder)), generation_(generation) {}
    [[nodiscard]] static Result<Keystore> decode(const std::filesystem::path& folder,
                                                 ByteView content);
    [[nodiscard]] static Result<Keystore> read(const std::filesystem::path& folder,
                                               std::size_t copy);
    [[nodiscard]] Bytes encoded() const;
    /// Makes the entries these, on the disk and then here.
    [[nodiscard]] Result<void> change(std::map<AccountId, Entry> entries);
    [[nodiscard]] Result<void> save();

    std::filesystem::path folder_;
    std::uint64_t generation_;
    std::map<AccountId, Entry> entries_;
    std::size_t older_copy_ = 0;  ///< the one that the next change writes first
};

}  // namespace soxa::crypto
