// A unit's log as a new laptop begins with it: what its approved files say stands for the history
// below them (LEDGER rule 20).
//
// Snapshot(n) follows from the first n entries of the log alone: whoever has them makes the very
// same bytes, so the province's are checked by every laptop that has the whole log, and the province
// signs them. Left out is only what a base stands for (ledger/record_base.hpp) and what the
// province's backup at another place holds (rules 21 and 40): a laptop that never had an operation
// could not hand it back. Everything else is in it as it was logged, byte for byte, of kinds that
// nobody here knows too.
//
//   [0, chain, seed, seq, last]    each chain, by name: how far it went
//   [1, base]                      each condensed file, by name
//   [2, entry, judgement, reason, earlier, header, payload, salt]   each operation kept, by position
//
// A salt that follows from its chain's seed is left out. Seals are in none of it: they differ from
// laptop to laptop, and nobody is asked for an operation that a backup elsewhere holds. The items
// are packed into parts of at most 32 KiB as sent, which can be fetched one by one and in any
// order: each is known by its digest, and the digests are what is signed.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "crypto/merkle.hpp"
#include "sync/ledger/record_base.hpp"

namespace soxa::exchange {

/// What a part is as it is sent, unless one item by itself is more.
inline constexpr std::size_t snapshot_part_sent_max = 32 * 1024;
/// One item of the largest size by itself.
inline constexpr std::size_t snapshot_part_max = 320 * 1024;
inline constexpr std::size_t snapshot_parts_max = 16 * 1024;
inline constexpr std::string_view snapshot_context = "snapshot/1";

/// A chain that the log has begun, up to its last operation below the snapshot's size.
struct SnapshotChain {
    ledger::ChainId chain;
    ledger::Seed seed;
    std::uint64_t seq = 0;
    ledger::OperationId last;

    friend bool operator==(const SnapshotChain&, const SnapshotChain&) = default;
};

/// An operation that is kept, as it was logged and as second looks left it.
struct SnapshotRow {
    ledger::LogEntry entry;
    std::vector<ledger::Replaced> earlier;  ///< below the snapshot's size
    ledger::Judgement judgement = ledger::Judgement::accepted;  ///< after those
    ledger::Reason reason = ledger::Reason::none;               ///< the same
    ledger::Operation operation;

    [[nodiscard]] ledger::Standing standing() const {
        return {entry.position, judgement, reason, entry.received, earlier};
    }
    friend bool operator==(const SnapshotRow&, const SnapshotRow&) = default;
};

using SnapshotItem = std::variant<SnapshotChain, ledger::RecordBase, SnapshotRow>;

struct SnapshotHead {
    ledger::StreamId stream = 0;
    std::uint64_t epoch = 1;
    std::uint64_t size = 0;
    crypto::MerkleLog log;              ///< at that size
    std::vector<crypto::Digest> parts;  ///< SHA-256 of each
    crypto::Signature signature;        ///< by the log key, over the rest

    friend bool operator==(const SnapshotHead&, const SnapshotHead&) = default;
};

[[nodiscard]] Bytes snapshot_body(const SnapshotHead& head);  ///< what is signed
[[nodiscard]] Bytes encode(const SnapshotHead& head);
/// Errc::integrity ("snapshot.malformed").
[[nodiscard]] Result<SnapshotHead> decode_snapshot_head(ByteView bytes);
[[nodiscard]] bool verifies(const SnapshotHead& head, const crypto::PublicKey& log_key);

/// Reads a snapshot part by part, in order, however the parts came.
class SnapshotReader {
public:
    explicit SnapshotReader(SnapshotHead head) : head_(std::move(head)) {}

    /// The items of the next part. Errc::integrity: "snapshot.malformed" for anything that
    /// make_snapshot() does not write just so: another digest, another order, a file of another
    /// stream, an operation that is not the one it is named.
    [[nodiscard]] Result<std::vector<SnapshotItem>> take(ByteView part);
    [[nodiscard]] bool complete() const { return next_ == head_.parts.size(); }
    [[nodiscard]] const SnapshotHead& head() const { return head_; }

private:
    [[nodiscard]] bool in_order(const SnapshotItem& item);

    SnapshotHead head_;
    std::size_t next_ = 0;
    std::map<ledger::ChainId, ledger::Seed> seeds_;
    std::optional<ledger::RecordId> last_base_;
    std::uint64_t last_row_ = 0;
};

/// The log that a snapshot is made of, whoever has it.
class WholeLog {
public:
    virtual ~WholeLog() = default;
    [[nodiscard]] virtual Result<std::vector<ledger::RecordId>> records() = 0;
    /// All on a record, approvals of its versions among them.
    [[nodiscard]] virtual Result<std::vector<ledger::Stored>> on_record(
        const ledger::RecordId& id) = 0;
    struct Row {
        ledger::LogEntry entry;
        ledger::Standing standing;
        ledger::Operation operation;
        ledger::Seed seed;  ///< of its chain
    };
    /// Every entry, in order.
    [[nodiscard]] virtual Result<void> each_row(
        const std::function<Result<void>(const Row&)>& look) = 0;
};

struct MadeSnapshot {
    SnapshotHead head;  ///< not signed; epoch 1
    std::uint64_t condensed = 0;  ///< files
    std::uint64_t left_out = 0;   ///< operations
};
/// Hears each part, in order.
using PartMade = std::function<Result<void>(ByteView part)>;
/// Reads the log twice and each file once, and holds one part and the names of what is left out.
/// Errc::integrity ("snapshot.malformed") if the log has not `size` entries, or a row is gone;
/// an error of `made`.
[[nodiscard]] Result<MadeSnapshot> make_snapshot(WholeLog& log, ledger::StreamId stream,
                                                 std::uint64_t size, const PartMade& made);

}  // namespace soxa::exchange
