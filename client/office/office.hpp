// An official at work: one account, logged in on one laptop, with its store open.
//
// The composition root of the client. The acts stand beside it, one a file (enter, submit,
// approve, resolve, accounts, exchange_now …); each asks here for the right to it, builds its
// operation and hands it to write(), the only way from a person to the ledger.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "client/store/store.hpp"
#include "crypto/durable_file.hpp"
#include "crypto/keystore.hpp"
#include "sync/ledger/role.hpp"

namespace soxa::office {

/// What the outside world gives; owned by main, outlives the office.
struct Surroundings {
    std::filesystem::path home;
    const Clock& clock;
    RandomSource& random;
};

/// An operation as an act asks for it; the office adds chain, time and signature.
struct Draft {
    ledger::Kind kind = ledger::Kind::edit;
    std::optional<ledger::RecordId> record;
    ledger::Edit edit;  ///< cells, with kind edit; the payload then comes from its values
    std::vector<ledger::OperationId> references;
    Bytes payload;  ///< of the other kinds
};

class Office {
public:
    /// With the laptop's own folder locked. The wrong password and the unknown login are one
    /// answer: Errc::not_allowed ("login.wrong"). A one-time code is good only to set a password:
    /// "login.code" unless `new_password` is given.
    [[nodiscard]] static Result<Office> log_in(const Surroundings& around, std::string_view login,
                                               const Secret& password,
                                               const Secret* new_password = nullptr);
    /// For enrol(), which has just made keystore and store; the keys have a signing key. Binds it
    /// to the account where the ledger does not say so yet.
    [[nodiscard]] static Result<Office> begin(const Surroundings& around,
                                              crypto::FolderLock lock, crypto::Keystore keystore,
                                              Secret database_key,
                                              std::unique_ptr<store::Store> store,
                                              crypto::AccountKeys keys);

    [[nodiscard]] const ledger::AccountState& account() const;
    [[nodiscard]] ledger::Role role() const { return account().made.role; }
    [[nodiscard]] store::Store& store() const { return *store_; }
    [[nodiscard]] const Surroundings& around() const { return around_; }
    [[nodiscard]] crypto::Keystore& keystore() { return keystore_; }
    [[nodiscard]] const Secret& database_key() const { return database_key_; }
    [[nodiscard]] const crypto::SoftwareSigner& signing_key() const { return *keys_.signing; }
    [[nodiscard]] const crypto::AccountKeys& keys() const { return keys_; }
    /// This account's slot on this laptop.
    [[nodiscard]] const crypto::Slot* keys_slot() const { return keystore_.find(keys_.account); }
    [[nodiscard]] std::string today() const;
    /// The later of this clock and of what the province last said: a clock of 2009 makes no day
    /// (DOMAIN §3.4, the day that the server knows).
    [[nodiscard]] Timestamp known_now() const;  ///< YYYY-MM-DD in Việt Nam
    /// The lists that entry takes codes from, as the province has published them.
    [[nodiscard]] record::Lists lists() const;
    /// The days by which restrictions and grants are shown: reached is what the province has
    /// vouched for, and it may be as late as the laptop's clock says (RELIABILITY §3.7).
    [[nodiscard]] ledger::Days access_days() const;

    /// Errc::not_allowed ("act.not_entitled") unless the role may; ("laptop.revoked").
    [[nodiscard]] Result<void> may(ledger::Act act, ledger::Whose whose) const;
    /// The province has said that this laptop sends and enters no more; what is here can be read.
    [[nodiscard]] bool laptop_revoked() const;
    /// Own: of the person that the account is made for, as far as that is established.
    [[nodiscard]] ledger::Whose whose(const ledger::RecordState& state) const;
    /// The record that a uid names, if this account may see it; one outside its reach is answered
    /// like one that is not there: Errc::invalid_input ("record.unknown").
    [[nodiscard]] Result<ledger::RecordState> record(std::string_view uid, ledger::Act act) const;

    /// All of them in one transaction, in order; their names. Nothing was saved if it fails.
    /// `home` is saved with them; `before` hears their names before they are, for what must be on
    /// the disk first. Errc::invalid_input ("edit.too_large") for what no operation holds,
    /// ("text.too_long") for a line that nobody could read.
    using BeforeSaving = std::function<Result<void>(const std::vector<ledger::OperationId>&)>;
    [[nodiscard]] Result<std::vector<ledger::OperationId>> write(
        std::vector<Draft> drafts, const store::Home* home = nullptr,
        const BeforeSaving& before = {});

    /// The slot of this account under another password; other laptops get it with the next sync.
    [[nodiscard]] Result<void> set_password(const Secret& password);

private:
    Office(const Surroundings& around, crypto::FolderLock lock, crypto::Keystore keystore,
           Secret database_key, std::unique_ptr<store::Store> store, crypto::AccountKeys keys)
        : around_(around),
          lock_(std::move(lock)),
          keystore_(std::move(keystore)),
          database_key_(std::move(database_key)),
          store_(std::move(store)),
          keys_(std::move(keys)) {}
    /// A new signing key's first word: that it is this account's, by the invitation.
    [[nodiscard]] Result<void> introduce_key();
    /// From what waits for the province.
    [[nodiscard]] Result<void> remember_latest();
    [[nodiscard]] Result<store::OwnChain> chain(std::vector<store::Written>& written,
                                                ledger::Seed& seed);
    [[nodiscard]] Result<store::Written> seal(ledger::ChainTail& tail, ledger::Header header,
                                              Bytes payload);

    Surroundings around_;
    crypto::FolderLock lock_;
    crypto::Keystore keystore_;
    Secret database_key_;
    std::unique_ptr<store::Store> store_;
    crypto::AccountKeys keys_;
    /// The latest that this laptop has said since the province was last heard of (access_days()).
    Timestamp latest_said_{};
    Timestamp heard_then_{};
};

/// Stands in the home's folder from the province's word that the laptop is revoked.
inline constexpr const char* revoked_mark = "revoked";

/// What an administrator reads out or prints, "7KM2Q-XW4RT": opens an invitation once, to set a
/// password with.
[[nodiscard]] std::string new_one_time_code(RandomSource& random);
[[nodiscard]] bool is_one_time_code(const Secret& password);

/// At least this many characters: with fewer, a stolen laptop is opened by guessing (RELIABILITY
/// §3.2). A generated phrase is always longer (passphrase.hpp).
inline constexpr std::size_t password_characters_min = 15;
/// Of them at least so many different ones.
inline constexpr std::size_t password_distinct_min = 6;
/// Errc::invalid_input ("password.short", "password.is_code", "password.digits" for a number,
/// "password.repeats").
[[nodiscard]] Result<void> check_password(const Secret& password);

}  // namespace soxa::office
