// The province's word on operations: where each stands in the unit's log and what became of it.
//
// Verdicts are data like operations: the same operations and the same verdicts fold to the same
// bytes everywhere (LEDGER rule 6). The log of a stream is a Merkle tree over its entries; one
// signed checkpoint covers all receipts and verdicts below it, and each new one must extend the
// last, so the province can neither drop nor rewind unseen.
#pragma once

#include <optional>
#include <vector>

#include "crypto/merkle.hpp"
#include "crypto/signer.hpp"
#include "sync/ledger/operation.hpp"

namespace soxa::ledger {

enum class Judgement : std::uint8_t {
    accepted = 0,
    held = 1,     ///< kept and shown as a proposal until a person or the province decides
    refused = 2,  ///< kept as a proposal; will not be accepted as it is
    forked = 3,   ///< its place in the chain is taken by another: a cloned or restored laptop
};

enum class Reason : std::uint8_t {
    none = 0,
    unknown_author = 1,
    not_entitled = 2,            ///< the role does not allow it
    revoked = 3,                 ///< account or device, by order of arrival
    awaiting_confirmation = 4,   ///< an approval by a key the province has not confirmed
    bad_approval = 5,            ///< signature or manifest does not hold
    not_understood = 6,          ///< of a newer kind, or malformed inside
    chain_taken = 7,             ///< fork
    invitation_used = 8,         ///< ticket or one-time code was good once
    account_exists = 9,          ///< another account has this personal number
    self_approval = 10,          ///< DOMAIN §1.9: nobody approves his own file or entry
    confirmed = 11,              ///< an officer's second look (rejudge)
    rests_on_held = 12,          ///< an approval of a version that rests on what is not let in
    superseded = 13,             ///< an approval by a key from before a reset (LEDGER §3, 21)
    expired = 14,                ///< after the account's last day
    breaks_rules = 15,           ///< a rule_findings operation says which
    released = 40,               ///< work on a file that its unit has released, or has given away
    archived = 41,               ///< work on a file in the archive [TB-9.5]
    unit_merged = 42,            ///< work of a unit that another has taken over
    transfer_closed = 43,        ///< the transfer was decided already: first position wins
    number_changed = 44,         ///< another personal number without its document
    gave_way = 45,               ///< work on a file whose person has another that counts
    version_signed = 46,         ///< a return of a version that is signed and confirmed
    number_waits = 47,           ///< an approval of a number whose document nobody has confirmed yet
    proposal = 56,               ///< a head's, for the province to decide
    not_cleared = 57,            ///< on a file, or on fields, that the author may not see
};

/// As scripts read it: "unknown_author" …
[[nodiscard]] std::string_view name_of(Reason reason);

struct LogEntry {
    std::uint64_t position = 0;  ///< 1 … in the stream's log, without gaps
    OperationId operation;
    Judgement judgement = Judgement::accepted;
    Reason reason = Reason::none;
    Timestamp received{};  ///< by the province's clock: the only judge of late or not

    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

void write(cbor::Writer& out, const LogEntry& entry);
[[nodiscard]] LogEntry read_log_entry(cbor::Reader& in);
[[nodiscard]] crypto::Digest leaf(const LogEntry& entry);

struct Checkpoint {
    StreamId stream = 0;
    std::uint64_t epoch = 1;  ///< raised when the province's store was restored from a backup
    std::uint64_t size = 0;   ///< entries covered
    crypto::Digest root;
    Timestamp issued{};
    crypto::Signature signature;  ///< by the province's log key, context "checkpoint/1"

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// What the province signs.
[[nodiscard]] Bytes checkpoint_body(const Checkpoint& checkpoint);
void write(cbor::Writer& out, const Checkpoint& checkpoint);
[[nodiscard]] Checkpoint read_checkpoint(cbor::Reader& in);
[[nodiscard]] bool verifies(const Checkpoint& checkpoint, const crypto::PublicKey& log_key);

/// A judgement that a second look replaced.
struct Replaced {
    std::uint64_t until = 0;  ///< position of the rejudge operation
    Judgement judgement = Judgement::accepted;

    friend bool operator==(const Replaced&, const Replaced&) = default;
};
inline constexpr std::size_t second_looks_max = 16;

/// Where an operation stands for a fold.
struct Standing {
    /// Nothing: provisional. It counts in the draft and grants nothing lasting.
    std::optional<std::uint64_t> position;
    Judgement judgement = Judgement::accepted;
    Reason reason = Reason::none;
    Timestamp received{};
    std::vector<Replaced> earlier;  ///< in the order of positions

    [[nodiscard]] bool provisional() const { return !position; }
    [[nodiscard]] bool ghost() const { return position && judgement != Judgement::accepted; }
    [[nodiscard]] bool confirmed() const { return position && judgement == Judgement::accepted; }
    /// Since which position it stands as it does; only of what has one.
    [[nodiscard]] std::uint64_t since() const {
        return earlier.empty() ? position.value_or(0) : earlier.back().until;
    }
    /// As the log had it up to a position: what came of later second looks is left out.
    [[nodiscard]] Standing as_of(std::uint64_t at) const;
    /// A second look at `at` makes this of it. What is forked stays so: its place is taken. After
    /// second_looks_max of them the word stands.
    void look_again(std::uint64_t at, Judgement second, Reason why);

    friend bool operator==(const Standing&, const Standing&) = default;
};

/// An operation as a store gives it out.
struct Stored {
    Operation operation;
    Standing standing;

    friend bool operator==(const Stored&, const Stored&) = default;
};

/// An officer's second look at operations that were held (kind rejudge): the only thing that
/// changes a first verdict (rule 10).
struct Rejudgement {
    OperationId operation;
    Judgement judgement = Judgement::accepted;
    Reason reason = Reason::confirmed;

    friend bool operator==(const Rejudgement&, const Rejudgement&) = default;
};

/// Of Standing::earlier, as a store keeps it; empty bytes for none.
[[nodiscard]] Bytes encode(const std::vector<Replaced>& earlier);
/// Nothing unless the bytes are such a list.
[[nodiscard]] std::optional<std::vector<Replaced>> decode_replaced(ByteView bytes);

[[nodiscard]] Bytes encode(const std::vector<Rejudgement>& payload);
[[nodiscard]] std::optional<std::vector<Rejudgement>> rejudgements(const Operation& operation);

}  // namespace soxa::ledger
