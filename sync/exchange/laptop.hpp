// The laptop's end of an exchange: what to send, and what an answer is allowed to change.
//
// Without I/O: whoever drives it carries bytes, and the storage keeps each page in one
// transaction before the next request relies on it. Nothing is believed that the province did
// not sign: a page is taken only if the log it continues has the signed root. What was sent
// counts as received only by such a page, so a lost answer costs a repetition and nothing else.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sync/exchange/conversation.hpp"

namespace soxa::exchange {

/// An operation here that no checkpoint covers yet, whoever wrote it, with its author's signature.
struct Outgoing {
    ledger::Operation operation;
    ledger::Seed seed;
    /// Nothing where a later operation of the chain, which is offered too, covers it.
    std::optional<crypto::Signature> seal;
};

/// An operation that the province could not take in, and its word why. It stays here and stays to
/// be sent.
struct LeftOut {
    ledger::OperationId operation;
    std::string word;

    friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

/// Such an operation before it is read.
struct Pending {
    std::uint64_t key = 0;  ///< the storage's own
    ledger::OperationId id;
    ledger::ChainId chain;
    std::uint64_t seq = 0;

    friend bool operator==(const Pending&, const Pending&) = default;
};

struct Page {
    /// The log begins anew: the province's store was restored (its epoch rose).
    bool restart = false;
    std::vector<Frame> frames;  ///< what this laptop may lack
    std::vector<ledger::LogEntry> entries;
    crypto::MerkleLog log;  ///< with the entries
    ledger::Checkpoint checkpoint;
};

class LaptopStorage : public SharedLog {
public:
    [[nodiscard]] virtual std::uint64_t epoch() const = 0;
    [[nodiscard]] virtual const crypto::MerkleLog& log() const = 0;
    /// In an order in which each stands after what it needs.
    [[nodiscard]] virtual Result<std::vector<Outgoing>> unreceipted() = 0;
    /// The same as a list, and parts of it: who sends ten thousand files need not hold them all.
    [[nodiscard]] virtual Result<std::vector<Pending>> pending();
    [[nodiscard]] virtual Result<std::vector<Outgoing>> outgoing(std::span<const Pending> some);
    [[nodiscard]] virtual Result<std::optional<crypto::PublicKey>> chain_key(
        const ledger::ChainId& chain) = 0;
    /// All of it in one transaction, views and all.
    [[nodiscard]] virtual Result<void> take(const Page& page) = 0;
};

/// Which province is spoken to; from the ticket.
struct ProvinceKeys {
    crypto::PublicKey intake;
    crypto::PublicKey log;
};

class LaptopSession {
public:
    /// The storage outlives the session.
    LaptopSession(LaptopStorage& storage, ledger::StreamId stream, const ledger::DeviceId& device,
                  const ProvinceKeys& province)
        : storage_(&storage), stream_(stream), device_(device), province_(province) {}

    /// What to send next; encoded, not compressed. Every request asks for the log as well.
    [[nodiscard]] Result<Bytes> request();
    /// The answer to the last request. Errc::integrity: "message.malformed",
    /// "exchange.forged" where a signature does not hold, "exchange.not_asked" where it answers
    /// something else; then nothing of it was taken.
    [[nodiscard]] Result<void> take(ByteView reply);
    enum class Carried { taken, known_already };
    /// A reply that came by stick, to no request of this session. What is here already is skipped,
    /// and all of it is where the reply is older. Errc::integrity: "bundle.gap" if something
    /// before it has not come yet, "exchange.rewound" if the province contradicts what it signed
    /// before; otherwise as take().
    [[nodiscard]] Result<Carried> take_carried(Reply reply);
    /// A log that begins anew is not taken but told by restart_offered(): what this laptop
    /// remembers of the old one goes to the province first (healing.hpp).
    void ask_before_restart() { asks_before_restart_ = true; }
    [[nodiscard]] bool restart_offered() const { return restart_offered_; }
    /// Nothing is left to send or to ask for.
    [[nodiscard]] bool complete() const {
        return complete_ && (left_out_.empty() || apart_ == apart_max);
    }
    /// Of a complete conversation. Before it is, what the province left out is offered again in
    /// ever smaller frames, so that only what it cannot take stays behind.
    [[nodiscard]] const std::vector<LeftOut>& left_out() const { return left_out_; }

    // ---- the same as a conversation (conversation.hpp)

    /// Begins one; `after_cut` offers the chains first. What an earlier one left open goes again.
    [[nodiscard]] Result<void> open(bool after_cut);
    /// The next part, with frames of at most this weight (operations as they are kept; at least
    /// one frame); nothing once all is said.
    [[nodiscard]] Result<std::optional<Bytes>> next_part(std::size_t weight_max);
    /// A part of the answer. As take(); "exchange.refused_part" with the province's word.
    [[nodiscard]] Result<void> take_part(ByteView part);
    [[nodiscard]] bool has_more() const { return offering_ || !all_said_; }
    /// Parts said, less parts answered.
    [[nodiscard]] std::size_t parts_open() const { return parts_open_; }
    /// The province has another operation where this laptop offered its own (a fork): to be opened
    /// again without an offer.
    [[nodiscard]] bool offer_failed() const { return offer_failed_; }

    struct Counts {
        std::size_t operations_sent = 0;
        std::size_t operations_received = 0;
        std::size_t requests = 0;
    };
    [[nodiscard]] const Counts& counts() const { return counts_; }

private:
    /// Of chains that this page itself opens.
    using ChainKeys = std::map<ledger::ChainId, crypto::PublicKey>;
    [[nodiscard]] Result<void> check_seals(const Frame& frame, ChainKeys& opened);
    [[nodiscard]] Result<Page> page_of(const Reply& reply);
    [[nodiscard]] Result<ledger::OperationId> subject_of(
        const Line& line, const std::vector<ledger::OperationId>& received) const;
    [[nodiscard]] Result<void> load(std::size_t weight);
    [[nodiscard]] Result<Request> next_request(std::size_t weight_max);
    [[nodiscard]] Result<void> take_held(ByteView body);
    [[nodiscard]] Result<void> leave_out(const std::vector<SetAside>& frames);
    void make_offer();

    LaptopStorage* storage_;
    ledger::StreamId stream_;
    ledger::DeviceId device_;
    ProvinceKeys province_;
    std::optional<std::vector<Pending>> pending_;  // of this session; nothing before the first
    std::size_t next_ = 0;                         // of pending_: what goes next
    std::vector<Outgoing> loaded_;                 // from next_ on
    std::vector<ledger::OperationId> asked_;       // sent with the last request, or so far
    /// A message that was said and not answered: where its operations begin in asked_, and how many
    /// each of its frames has.
    struct Said {
        std::size_t begin = 0;
        std::vector<std::size_t> frames;
    };
    std::vector<Said> said_;
    static constexpr std::size_t apart_max = 3;
    std::size_t apart_ = 0;  // how often what was left out has been divided
    std::vector<LeftOut> left_out_;
    std::vector<OfferedChain> offer_;
    bool conversing_ = false;
    bool offering_ = false;
    bool offer_failed_ = false;
    bool all_said_ = false;
    std::size_t parts_open_ = 0;
    bool asks_before_restart_ = false;
    bool restart_offered_ = false;
    bool complete_ = false;
    Counts counts_;
};

/// The operations from `first` on as frames, as many as a message should carry; says in `count`
/// how many they are.
[[nodiscard]] std::vector<Bytes> frames_of(const std::vector<Outgoing>& outgoing,
                                           std::size_t first, const SharedLog& shared,
                                           std::size_t& count);
/// How much of a message an operation counts for: as it is kept, which is more than it is sent as.
[[nodiscard]] std::size_t weight(const Outgoing& one);

}  // namespace soxa::exchange
