// What a laptop keeps: the ledger of its unit, the province's verdicts on it, and the views folded
// from both, in one encrypted file.
//
// There is one door, append(): a local edit, a page from the province and the operations of a
// ticket all come through it, and the operations are on disk together with the views that follow
// from them or not at all. Views can be thrown away and folded anew (rebuild()); everything an
// official sees is one of them or is folded when asked for. What is still to send is what no
// signed checkpoint covers: there is no outbox.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crypto/base/secret.hpp"
#include "sync/exchange/province.hpp"
#include "sync/exchange/recollection.hpp"
#include "sync/exchange/repair.hpp"
#include "sync/ledger/attachment.hpp"
#include "sync/ledger/directory.hpp"
#include "sync/ledger/edit.hpp"
#include "sync/ledger/off_site.hpp"
#include "sync/ledger/record_fold.hpp"
#include "sync/ledger/rulebook.hpp"

namespace soxa::store {

inline constexpr std::size_t database_key_bytes = 32;

/// The ledger that a laptop kept by itself before it joined its province. It stays beside, in the
/// folder "earlier"; what it says is entered anew, since no reference crosses streams (LEDGER 1).
struct EarlierLedger {
    Secret database_key;
    std::uint64_t records = 0;
    std::uint64_t carried = 0;  ///< of them entered anew, in the order they were made
    /// The accounts there and what they are called here.
    std::map<ledger::AccountId, ledger::AccountId> accounts;
};

/// What this laptop knows of itself and of its province; everything secret here is protected by
/// the file's encryption.
struct Home {
    ledger::DeviceId device;
    Secret device_key;          ///< of the certificate
    Secret device_opening_key;  ///< opens slots that were sealed to this laptop
    std::string device_label;
    ledger::StreamId stream = ledger::local_stream;
    std::string unit_code;
    std::string unit_name;
    /// Empty while the laptop works by itself (`enrol --local`).
    std::string url;
    Bytes province_certificate;
    exchange::ProvinceKeys province;
    /// Until the certificate is there: what the first contact needs.
    Bytes ticket_number;
    Secret ticket_secret;
    Bytes device_certificate;
    /// By the province's clock; 0 before the first contact.
    Timestamp last_contact{};
    std::optional<EarlierLedger> earlier;

    [[nodiscard]] Home duplicate() const;
};

/// What this laptop knows of its link; can be lost without harm.
struct Link {
    Secret session;               ///< of TLS, to resume; empty: none
    std::uint64_t up_rate = 0;    ///< bytes a second as measured; 0: not yet
    std::uint64_t down_rate = 0;  ///< the same
    std::uint64_t round_trip_ms = 0;  ///< the same
    std::uint64_t failures = 0;   ///< exchanges in a row that did not end
    Timestamp retry_at{};         ///< by the laptop's clock; 0: now
    /// When all rows were last compared with the province's, by its clock; 0: not yet.
    Timestamp compared_at{};
};

/// An operation of this laptop's own, signed by its author when it was saved.
struct Written {
    ledger::Operation operation;
    crypto::Signature seal;  ///< over its name, context "seal/1"
};

/// A chain of this laptop's: where it ends and how it goes on.
struct OwnChain {
    ledger::ChainTail tail;
    ledger::ChainOpen open;
    /// By its author; all zero where nobody may go on: the last operation came without his
    /// signature, or the province found the chain forked (LEDGER rule 2). Then the next epoch.
    crypto::Signature last_seal;
};

/// A line of the list of files.
struct RecordLine {
    ledger::RecordId id;
    std::string uid;
    std::string personal_id;
    std::string full_name;
    ledger::Status status = ledger::Status::draft;
    std::uint64_t conflicts = 0;
    /// Operations on it that no checkpoint covers.
    std::uint64_t unreceipted = 0;
    bool archived = false;  ///< by personnel status (DOMAIN §4.10), or given away
};

struct Waiting {
    std::uint64_t operations = 0;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;
};

class Store final : public exchange::LaptopStorage,
                    public exchange::Recollection,
                    public exchange::HeldLog {
public:
    /// In an existing folder; the key is 32 bytes. Refuses to replace a store.
    [[nodiscard]] static Result<std::unique_ptr<Store>> create(const std::filesystem::path& folder,
                                                               const Secret& key, const Home& home);
    /// Errc::storage ("store.missing"), Errc::integrity.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder,
                                                             const Secret& key);
    ~Store() override;

    [[nodiscard]] const Home& home() const;
    [[nodiscard]] Result<void> save(const Home& home);

    // ---- the one door

    /// Operations of this laptop's own, in order; each record they touch is folded anew. `seed` is
    /// the chain's, for chains that begin here. `home` is saved with them or not at all.
    [[nodiscard]] Result<void> append(const std::vector<Written>& written,
                                      const ledger::Seed& seed, const Home* home = nullptr);
    /// The operations of a ticket, whose seal the reader of the ticket checked.
    [[nodiscard]] Result<void> append_founding(const exchange::Frame& frame);
    [[nodiscard]] Result<void> take(const exchange::Page& page) override;

    // ---- exchange

    [[nodiscard]] std::uint64_t epoch() const override;
    [[nodiscard]] const crypto::MerkleLog& log() const override;
    [[nodiscard]] std::optional<std::uint64_t> position_of(
        const ledger::OperationId& id) const override;
    [[nodiscard]] std::optional<ledger::OperationId> at(std::uint64_t position) const override;
    [[nodiscard]] Result<std::vector<exchange::Outgoing>> unreceipted() override;
    [[nodiscard]] Result<std::vector<exchange::Pending>> pending() override;
    [[nodiscard]] Result<std::vector<exchange::Outgoing>> outgoing(
        std::span<const exchange::Pending> some) override;
    /// What the province could not take in by itself, in the exchange that just ended: not offered
    /// for a day, nor what rests on it. What waits for others' operations is left to the next one.
    [[nodiscard]] Result<void> keep_left_out(const std::vector<exchange::LeftOut>& left_out);
    /// All that still has no receipt, by name.
    [[nodiscard]] Result<std::vector<exchange::LeftOut>> left_out();
    [[nodiscard]] Result<bool> has(const ledger::OperationId& id);
    [[nodiscard]] Result<std::optional<crypto::PublicKey>> chain_key(
        const ledger::ChainId& chain) override;
    [[nodiscard]] Result<Waiting> waiting();
    [[nodiscard]] const ledger::Checkpoint& checkpoint() const override;
    [[nodiscard]] Result<std::vector<ledger::LogEntry>> log_entries() override;
    [[nodiscard]] Result<std::vector<exchange::Outgoing>> logged_after(
        std::uint64_t position) override;
    /// The furthest word of the province on a backup at another place that is about this log: its
    /// root is the one that the log here had at that size.
    [[nodiscard]] Result<std::optional<ledger::OffSite>> off_site();
    [[nodiscard]] Result<std::uint64_t> off_site_size() override;
    [[nodiscard]] Result<void> each_held(
        const std::function<Result<void>(const exchange::HeldRow&)>& look) override;
    [[nodiscard]] Result<void> put_back(const std::vector<exchange::HeldRow>& rows) override;
    /// Rows of the log are gone: it must be repaired before anything refers to it.
    [[nodiscard]] bool has_gaps() const;
    [[nodiscard]] Result<Link> link();
    [[nodiscard]] Result<void> save(const Link& link);

    // ---- what the ledger says

    /// As of everything here; folded anew when an authority operation or its verdict comes.
    [[nodiscard]] const ledger::Directory& directory() const;
    /// What the province has published here: packs, lists, the national map. Good until the next
    /// append() or take().
    [[nodiscard]] const ledger::Rulebook& rulebook() const;
    /// The last that this store began itself: a copy of this laptop may have begun others.
    [[nodiscard]] Result<std::optional<OwnChain>> own_chain(const ledger::AccountId& account,
                                                            const crypto::PublicKey& key);
    /// The highest epoch of the account's chains on this laptop or a copy of it; 0 for none.
    [[nodiscard]] Result<std::uint32_t> last_epoch(const ledger::AccountId& account,
                                                   const crypto::PublicKey& key);
    [[nodiscard]] Result<std::optional<ledger::RecordId>> record_named(std::string_view uid);
    /// All that have it in the draft, ghosts left out.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records_with_personal_id(
        std::string_view personal_id);
    [[nodiscard]] Result<std::optional<ledger::RecordState>> record(const ledger::RecordId& id);
    /// Everything on a record, for its history: in the order it came to be here.
    [[nodiscard]] Result<std::vector<ledger::Stored>> operations_on(const ledger::RecordId& id);
    [[nodiscard]] Result<std::optional<ledger::Stored>> operation(const ledger::OperationId& id);
    /// Of one kind, in the order they came to be here.
    [[nodiscard]] Result<std::vector<ledger::Stored>> operations_of(ledger::Kind kind);
    /// Sorted as a Vietnamese list of names.
    [[nodiscard]] Result<std::vector<RecordLine>> list();
    /// By names as they are meant, each word typed beginning one of theirs: without tone marks, as
    /// bare keystrokes of Telex or VNI (record::search_keys); digits by the beginning of the
    /// personal number. Touches the files that it finds, and what has their rarest word.
    [[nodiscard]] Result<std::vector<RecordLine>> find(std::string_view text);
    /// The files to look at for one who is called so: all that share the rarest word of the name.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records_named_like(std::string_view name);
    [[nodiscard]] Result<std::uint64_t> conflicts_open();

    // ---- scans

    /// Of the folder beside that has their bytes; drawn where there is none yet.
    [[nodiscard]] Result<Secret> attachment_key(RandomSource& random);
    /// Of the ledger that this one goes on from; before the first scan only.
    [[nodiscard]] Result<void> set_attachment_key(const Secret& key);
    /// All that operations here name, ghosts too: each once, thumbnails first.
    [[nodiscard]] Result<std::vector<ledger::NamedBytes>> bytes_named();
    /// The records whose operations name some, each once.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records_with_attachments();
    /// Those that the province has said it has.
    [[nodiscard]] Result<std::set<crypto::Digest>> bytes_received();
    /// Where the province goes on taking them.
    [[nodiscard]] Result<std::optional<std::string>> upload_of(const crypto::Digest& digest);
    [[nodiscard]] Result<void> keep_upload(const crypto::Digest& digest,
                                           std::string_view location);
    [[nodiscard]] Result<void> forget_upload(const crypto::Digest& digest);

    // ---- keeping it

    /// A backup of all of it, with what the caller keeps beside (sqlcipher::write_backup).
    /// `draft` is a name in the store's folder. Errc::storage.
    [[nodiscard]] Result<void> back_up(const Secret& key, const std::filesystem::path& draft,
                                       const std::filesystem::path& file, ByteView label);
    /// After a backup was put back: no chain is gone on with, because what was written on it after
    /// the backup may be at the province or on a laptop of the unit already (LEDGER §3, 17). The
    /// next operation opens a new one.
    [[nodiscard]] Result<void> begin_anew();
    /// Throws the views away and folds them anew; the ledger stays as it is.
    [[nodiscard]] Result<void> rebuild();
    /// All view tables as text, in a fixed order: what rebuild() must give again, byte for byte.
    [[nodiscard]] Result<std::string> dump_views();
    /// Every page authenticates, every operation has its name, every chain is whole, the log has
    /// its signed root. Errc::integrity naming what does not hold.
    [[nodiscard]] Result<void> verify();

private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    /// After a step that changed a view's table.
    [[nodiscard]] static Result<void> fold_stale_views(Parts& parts);

    /// As it stands in the file, whatever an earlier commit left open.
    [[nodiscard]] const Parts& in_memory() const;

    std::unique_ptr<Parts> parts_;
};

}  // namespace soxa::store
