// What the province keeps, as its acts see it: the units' streams and the registers beside them.
//
// Whatever is read and changed goes through one transaction, which is kept whole or not at all.
// The embedded file stands behind it now, PostgreSQL later; nothing here says which. Another
// process may have changed everything between two transactions, so nothing that was read in one
// is relied upon in the next. A storage may be used from several threads; what a transaction
// hands out dies with it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sync/exchange/province.hpp"
#include "sync/exchange/repair.hpp"
#include "sync/server/attachment_register.hpp"

namespace soxa::server {

struct Unit {
    ledger::StreamId stream = 0;
    std::string code;
    std::string name;
    std::string parent;  ///< a code; empty: directly under the province
    std::uint64_t epoch = 1;
    crypto::MerkleLog log;

    friend bool operator==(const Unit&, const Unit&) = default;
};

struct IssuedTicket {
    Bytes number;
    Secret secret;
    ledger::StreamId stream = 0;
    ledger::AccountId account;
    std::string person;
    Timestamp expires{};
    std::optional<ledger::DeviceId> used_by;
    std::optional<Timestamp> revoked_at{};
};

struct Device {
    ledger::DeviceId id;
    ledger::StreamId stream = 0;
    crypto::PublicKey key;
    Bytes certificate;  ///< DER
    std::string label;
    Timestamp enrolled_at{};
    std::optional<Timestamp> revoked_at;
    /// How much of the log it last said that it knows; 0, 0 before its first exchange.
    std::uint64_t stated_epoch = 0;
    std::uint64_t stated_size = 0;
    /// When it was last heard of, to the day.
    std::optional<Timestamp> seen_at{};

    friend bool operator==(const Device&, const Device&) = default;
};

/// An operation of the log just as it is kept, for whoever checks the log.
struct Kept {
    exchange::Logged logged;
    ledger::Standing standing;  ///< after second looks
    ledger::ChainId chain;      ///< these four as the store finds the operation by
    std::uint64_t seq = 0;
    std::uint64_t kind = 0;
    std::optional<ledger::RecordId> record;
    std::optional<std::vector<crypto::Digest>> peaks;
};

class UnitStream : public exchange::StreamStorage, public exchange::HeldLog {
public:
    /// A chain's operations in order, without forks.
    [[nodiscard]] virtual Result<std::vector<ledger::Operation>> chain(
        const ledger::ChainId& id) = 0;
    /// Every record, by name.
    [[nodiscard]] virtual Result<std::vector<ledger::RecordId>> records() = 0;
    /// What is held for this reason, in the order of the log.
    [[nodiscard]] virtual Result<std::vector<exchange::Stored>> held(ledger::Reason reason) = 0;
    /// The whole log in order. Errc::integrity where an operation is not the one it is named.
    [[nodiscard]] virtual Result<void> each(
        const std::function<Result<void>(const Kept&)>& look) = 0;
};

class UnitRegister {
public:
    virtual ~UnitRegister() = default;
    /// With a stream of its own, which it is given here.
    [[nodiscard]] virtual Result<ledger::StreamId> add(const std::string& code,
                                                       const std::string& name,
                                                       const std::string& parent) = 0;
    /// The code stays: it is what others know the unit by (F10).
    [[nodiscard]] virtual Result<void> rename(ledger::StreamId stream,
                                              const std::string& name) = 0;
    [[nodiscard]] virtual Result<std::optional<Unit>> find(std::string_view code) = 0;
    [[nodiscard]] virtual Result<std::optional<Unit>> of(ledger::StreamId stream) = 0;
    /// By code.
    [[nodiscard]] virtual Result<std::vector<Unit>> all() = 0;
};

class TicketRegister {
public:
    virtual ~TicketRegister() = default;
    [[nodiscard]] virtual Result<void> add(const IssuedTicket& ticket) = 0;
    [[nodiscard]] virtual Result<std::optional<IssuedTicket>> find(ByteView number) = 0;
    [[nodiscard]] virtual Result<void> use(ByteView number, const ledger::DeviceId& device) = 0;
    /// By unit, then by the last day.
    [[nodiscard]] virtual Result<std::vector<IssuedTicket>> all() = 0;
    [[nodiscard]] virtual Result<void> revoke(ByteView number, Timestamp at) = 0;
};

class DeviceRegister {
public:
    virtual ~DeviceRegister() = default;
    [[nodiscard]] virtual Result<void> add(const Device& device) = 0;
    [[nodiscard]] virtual Result<std::optional<Device>> find(const ledger::DeviceId& id) = 0;
    [[nodiscard]] virtual Result<std::optional<Device>> with_key(const crypto::PublicKey& key) = 0;
    /// By unit, then by the time of enrolment.
    [[nodiscard]] virtual Result<std::vector<Device>> all() = 0;
    [[nodiscard]] virtual Result<void> revoke(const ledger::DeviceId& id, Timestamp at) = 0;
    [[nodiscard]] virtual Result<void> state(const ledger::DeviceId& id, std::uint64_t epoch,
                                             std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<void> see(const ledger::DeviceId& id, Timestamp at) = 0;
};

/// Something published, and for whom.
struct PublishedOnce {
    ledger::Publication what;        ///< `received`: when it was published
    std::vector<std::string> units;  ///< codes, for these and what is below them; empty: for all
};

class PublicationRegister {
public:
    virtual ~PublicationRegister() = default;
    [[nodiscard]] virtual Result<void> add(const PublishedOnce& published) = 0;
    /// In the order of publishing.
    [[nodiscard]] virtual Result<std::vector<PublishedOnce>> all() = 0;
};

/// That a file of a unit has a personal number, or had it before a correction.
struct Identity {
    std::string personal_id;
    ledger::StreamId stream = 0;
    ledger::RecordId record;
    Timestamp since{};  ///< when it was received
    bool earlier = false;

    friend bool operator==(const Identity&, const Identity&) = default;
};

class IdentityRegister {
public:
    virtual ~IdentityRegister() = default;
    /// Adds it; of one that is there only `earlier` changes.
    [[nodiscard]] virtual Result<void> put(const Identity& identity) = 0;
    [[nodiscard]] virtual Result<void> remove(const Identity& identity) = 0;
    /// By the time they were received.
    [[nodiscard]] virtual Result<std::vector<Identity>> of_number(
        std::string_view personal_id) = 0;
    [[nodiscard]] virtual Result<std::vector<Identity>> of_record(
        ledger::StreamId stream, const ledger::RecordId& record) = 0;
};

class Settings {
public:
    virtual ~Settings() = default;
    [[nodiscard]] virtual Result<std::optional<std::string>> find(std::string_view name) = 0;
    [[nodiscard]] virtual Result<void> set(std::string_view name, std::string_view value) = 0;
};

/// What the month keeps of each unit (unit_month_fold.hpp); anything of it may be lost.
class MonthFolds {
public:
    virtual ~MonthFolds() = default;
    [[nodiscard]] virtual Result<std::optional<Bytes>> find(ledger::StreamId stream) = 0;
    [[nodiscard]] virtual Result<void> put(ledger::StreamId stream, ByteView content) = 0;
};

/// What one transaction sees.
class Records {
public:
    virtual ~Records() = default;
    [[nodiscard]] virtual UnitRegister& units() = 0;
    [[nodiscard]] virtual TicketRegister& tickets() = 0;
    [[nodiscard]] virtual DeviceRegister& devices() = 0;
    [[nodiscard]] virtual PublicationRegister& publications() = 0;
    [[nodiscard]] virtual IdentityRegister& identities() = 0;
    [[nodiscard]] virtual Settings& settings() = 0;
    [[nodiscard]] virtual AttachmentRegister& attachments() = 0;
    [[nodiscard]] virtual MonthFolds& month_folds() = 0;
    /// A unit's stream, nobody else's until the transaction ends. Errc::invalid_input
    /// ("unit.unknown") if there is none.
    [[nodiscard]] virtual Result<UnitStream*> stream(ledger::StreamId id) = 0;
};

class Storage {
public:
    virtual ~Storage() = default;
    /// Everything that `act` changed is kept if it returns well, and nothing of it otherwise.
    [[nodiscard]] virtual Result<void> transaction(
        const std::function<Result<void>(Records&)>& act) = 0;
    /// A copy of everything as of one moment, while others go on, with what the caller keeps
    /// beside; `draft` is a name in the store's folder (sqlcipher::write_backup). Errc::storage.
    [[nodiscard]] virtual Result<void> back_up(const Secret& key,
                                               const std::filesystem::path& draft,
                                               const std::filesystem::path& file,
                                               ByteView label) = 0;
    /// Errc::integrity ("store.damaged") unless every page of it is good. Reads all of it.
    [[nodiscard]] virtual Result<void> verify_integrity() = 0;
};

}  // namespace soxa::server
