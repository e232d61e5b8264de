// The province's end of an exchange: takes frames in, judges each operation, answers with verdicts
// and with what this laptop lacks.
//
// Without I/O: the storage is the caller's, and so is the transaction around one answer, so that
// operations, verdicts and the log they stand in are kept together or not at all. Asking again
// for the same changes nothing: an operation is known by its name (LEDGER rules 6 to 11).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sync/exchange/conversation.hpp"
#include "sync/ledger/authority.hpp"
#include "sync/ledger/record_fold.hpp"
#include "sync/ledger/rulebook.hpp"

namespace soxa::exchange {

/// An operation in the log, with what is needed to send it on.
struct Logged {
    ledger::Operation operation;
    ledger::LogEntry entry;
    std::optional<crypto::Signature> seal;  ///< by its chain's key, where a frame ended with it
    ledger::Seed seed;                      ///< of its chain
    bool ends_frame = false;
};

/// Where a chain stands at the province.
struct ChainEnd {
    std::uint64_t seq = 0;
    ledger::OperationId last;
    ledger::ChainOpen open;
    ledger::Seed seed;
};

using ledger::Stored;

/// One unit's stream in the province's store, as one answer sees it. Names are looked up in all
/// of the stream's log.
class StreamStorage : public SharedLog {
public:
    [[nodiscard]] virtual std::uint64_t epoch() const = 0;
    [[nodiscard]] virtual const crypto::MerkleLog& log() const = 0;
    /// The root that the log had at `size`; nothing above its end. 0 is the empty log.
    [[nodiscard]] virtual Result<std::optional<crypto::Digest>> root_at(std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<std::optional<ChainEnd>> chain_end(const ledger::ChainId& id) = 0;
    [[nodiscard]] virtual Result<std::optional<Stored>> find(const ledger::OperationId& id) = 0;
    /// All operations on a record, approvals of its cuts among them.
    [[nodiscard]] virtual Result<std::vector<Stored>> on_record(const ledger::RecordId& id) = 0;
    /// All operations of a kind, in the order of the log.
    [[nodiscard]] virtual Result<std::vector<Stored>> of_kind(ledger::Kind kind) = 0;
    /// The directory as of the end of the log.
    [[nodiscard]] virtual Result<const ledger::Directory*> directory() = 0;
    /// What the province has published in the stream, as of the end of the log.
    [[nodiscard]] virtual Result<const ledger::Rulebooks*> rulebooks() = 0;
    /// Files of the unit that have this personal number now, by when they were received.
    [[nodiscard]] virtual Result<std::vector<ledger::RecordId>> files_of_number(
        std::string_view personal_id) = 0;
    /// The certificate's key of a laptop of this unit; nothing if the register has none such.
    [[nodiscard]] virtual Result<std::optional<crypto::PublicKey>> device_key(
        const ledger::DeviceId& id) = 0;
    /// Log entries after `position`, in order, up to the first frame end at or above
    /// `bytes_target`.
    [[nodiscard]] virtual Result<std::vector<Logged>> page(std::uint64_t position,
                                                           std::size_t bytes_target) = 0;
    /// The log is another one from now on; laptops read it anew.
    [[nodiscard]] virtual Result<void> raise_epoch(std::uint64_t epoch) = 0;
    /// At the end of the log. Applies the rejudgements of an accepted rejudge operation, and
    /// moves the chain's end on unless the verdict is `forked`.
    [[nodiscard]] virtual Result<void> append(const Logged& logged) = 0;
};

/// What was taken in, for the answer and the audit; of one request, or of a whole conversation.
struct Taken {
    std::vector<ledger::OperationId> sent;  ///< of the request's frames, in order
    std::size_t added = 0;
    std::size_t known_already = 0;
    /// Up to where the log was told in this conversation; nothing before the first answer.
    std::optional<std::uint64_t> told;
    bool more = false;  ///< the log goes on behind it
    std::size_t page_bytes = message_bytes_target;  ///< of the log that an answer carries
    /// A frame that cannot be taken in does not hold up the others: it is left out of the last
    /// request and told. Otherwise it is the request's end.
    bool sets_aside = false;
    std::vector<SetAside> set_aside;
    /// What was not let in for a rule, and the rules that it breaks.
    std::vector<std::pair<ledger::OperationId, std::vector<Fault>>> broken;
};

/// Checks the frame whole (seals, chains, references) and then appends what is new, each
/// operation with its verdict. Nothing of a frame that does not hold is appended: what is in the
/// log goes to every laptop of the unit, and each must be able to take it. Errc::integrity:
/// "intake.seal", "intake.gap" if something it needs is not there, "intake.unknown_chain",
/// "intake.unknown_author" for a chain of no account or no laptop that is known here,
/// "intake.broken_chain", "intake.erased" for a payload left out, "intake.too_large" if it could
/// not be passed on.
[[nodiscard]] Result<void> take_frame(StreamStorage& storage, const Frame& frame, Timestamp now,
                                      Taken& taken);

/// The whole of one request. The checkpoint's signature is left to the caller, who holds the log
/// key. Errc::integrity ("exchange.rewound") if the laptop knows more of the log than there is,
/// or another log: the store here is older than what was promised; as take_frame(), unless `taken`
/// sets frames aside. Within a conversation, whose
/// `taken` is kept from one request to the next, the log goes on from where it was told. `told` is
/// called between taking in and answering: what the province itself writes there goes into the same
/// answer.
using Told = std::function<Result<void>(const Taken&)>;
[[nodiscard]] Result<Reply> answer(StreamStorage& storage, const Request& request, Timestamp now,
                                   Taken& taken, const Told& told = {});

/// What of an offer the province has already. It counts as said by the laptop in `taken`: chain by
/// chain, each from the offered operation to the last that is held.
[[nodiscard]] Result<std::vector<HeldChain>> held_of(StreamStorage& storage,
                                                     const std::vector<OfferedChain>& offer,
                                                     Taken& taken);

/// What only records and registers can tell of an operation that arrives `now` (ledger::judge).
[[nodiscard]] Result<ledger::Facts> facts_of(StreamStorage& storage,
                                             const ledger::Operation& operation, Timestamp now);

}  // namespace soxa::exchange
