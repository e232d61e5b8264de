#include "sync/exchange/province.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace soxa::exchange {

namespace {

using ledger::Judgement;
using ledger::Operation;
using ledger::OperationId;

/// Key and end of every chain of a frame, as of before it.
using ChainEnds = std::map<ledger::ChainId, std::optional<ChainEnd>>;

Result<ChainEnds> ends_of(StreamStorage& storage, const Frame& frame) {
    ChainEnds ends;
    for (const ChainPart& part : frame.chains) {
        TRY_LET(ends[part.chain], storage.chain_end(part.chain));
    }
    return ends;
}

std::optional<crypto::PublicKey> key_of(const ChainEnds& ends, const Frame& frame,
                                        const ledger::ChainId& chain) {
    if (const auto& end = ends.at(chain)) return end->open.key;
    for (const Operation& operation : frame.operations) {
        if (operation.header.chain != chain || operation.header.seq != 1) continue;
        const auto open = ledger::chain_open(operation);
        if (open && ledger::chain_id(operation.header.stream, *open) == chain) return open->key;
    }
    return std::nullopt;
}

/// One seed a chain, for all of it: the salts that others compute follow from it.
Result<void> check_seals(const Frame& frame, const ChainEnds& ends) {
    for (const ChainPart& part : frame.chains) {
        const auto key = key_of(ends, frame, part.chain);
        if (!key) return fail(Errc::integrity, "intake.unknown_chain");
        const auto& end = ends.at(part.chain);
        const bool same_seed = !end || end->seed == part.seed;
        if (!same_seed || !sealed_by(frame, part, *key)) {
            return fail(Errc::integrity, "intake.seal");
        }
    }
    return {};
}

/// Nothing may be left out: no erasure has been ordered, and who carries another's operation must
/// not be able to empty it.
Result<void> check_payloads(const Frame& frame) {
    const bool whole = std::ranges::none_of(
        frame.operations, [](const Operation& one) { return one.payload.empty(); });
    if (!whole) return fail(Errc::integrity, "intake.erased");
    return {};
}

/// References that are short for this laptop are names again for others, whatever they have
/// already, and the frame must fit an answer to them as well.
Result<void> check_size(const Frame& frame) {
    constexpr std::size_t row_room = 64;  // what a row has besides header and payload
    constexpr std::size_t chain_room = 160;
    std::size_t bytes = chain_room * frame.chains.size();
    for (const Operation& operation : frame.operations) {
        bytes += operation.canonical.size() + operation.payload.size() + row_room;
    }
    if (bytes > frame_bytes_max) return fail(Errc::integrity, "intake.too_large");
    return {};
}

/// Where the operations of a frame and those before it stand in their chains.
class Places {
public:
    explicit Places(StreamStorage& storage) : storage_(&storage) {}

    void add(const Operation& operation) {
        here_.emplace(operation.id, std::pair(operation.header.chain, operation.header.seq));
    }
    [[nodiscard]] bool has(const OperationId& id) const {
        return here_.contains(id) || storage_->position_of(id).has_value();
    }
    /// True if `prev` is of that chain and stands just before `seq`.
    Result<bool> stands_before(const OperationId& prev, const ledger::ChainId& chain,
                               std::uint64_t seq) {
        const auto here = here_.find(prev);
        if (here != here_.end()) return here->second == std::pair(chain, seq - 1);
        TRY_LET(const std::optional<Stored> stored, storage_->find(prev));
        return stored && stored->operation.header.chain == chain &&
               stored->operation.header.seq == seq - 1;
    }

private:
    StreamStorage* storage_;
    std::map<OperationId, std::pair<ledger::ChainId, std::uint64_t>> here_;
};

/// Where a chain begins: under its own name, by an account and on a laptop that are known here.
/// Otherwise anybody with a certificate could fill the unit's log with nobody's operations.
Result<void> check_opening(StreamStorage& storage, const Places& places,
                           const Operation& operation) {
    const auto open = ledger::chain_open(operation);
    if (!open || ledger::chain_id(operation.header.stream, *open) != operation.header.chain) {
        return fail(Errc::integrity, "intake.broken_chain");
    }
    TRY_LET(const ledger::Directory* directory, storage.directory());
    if (open->account == directory->province()) return {};
    TRY_LET(const auto device, storage.device_key(open->device));
    if (!device || !places.has({open->account.bytes})) {
        return fail(Errc::integrity, "intake.unknown_author");
    }
    return {};
}

/// Everything an operation names is there, and its predecessor is its chain's: the same that a
/// laptop asks of what it takes (client/store), forks included.
Result<void> check_needs(StreamStorage& storage, const Frame& frame) {
    Places places(storage);
    for (const Operation& operation : frame.operations) {
        const ledger::Header& header = operation.header;
        for (const OperationId& id : ledger::needs(operation)) {
            if (!places.has(id)) return fail(Errc::integrity, "intake.gap");
        }
        if (header.prev) {
            TRY_LET(const bool in_order,
                    places.stands_before(*header.prev, header.chain, header.seq));
            if (!in_order) return fail(Errc::integrity, "intake.broken_chain");
        } else {
            TRY(check_opening(storage, places, operation));
        }
        places.add(operation);
    }
    return {};
}

bool continues(const Operation& operation, const std::optional<ChainEnd>& end) {
    if (!end) return operation.header.seq == 1;
    return operation.header.seq == end->seq + 1 && operation.header.prev == end->last;
}

void move_on(std::optional<ChainEnd>& end, const Operation& operation, const ledger::Seed& seed) {
    if (!end) {
        end.emplace();
        end->open = ledger::chain_open(operation).value_or(ledger::ChainOpen{});
        end->seed = seed;
    }
    end->seq = operation.header.seq;
    end->last = operation.id;
}

const ChainPart& part_of(const Frame& frame, const ledger::ChainId& chain) {
    return *std::ranges::find(frame.chains, chain, &ChainPart::chain);
}

bool is_last_of_chain(const Frame& frame, std::size_t index) {
    const ledger::ChainId& chain = frame.operations[index].header.chain;
    return std::none_of(frame.operations.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                        frame.operations.end(),
                        [&](const Operation& later) { return later.header.chain == chain; });
}

/// The laptop's own log as this store has it, or that one of the two is older than it should be.
Result<std::uint64_t> base_of(StreamStorage& storage, const Request& request) {
    if (request.epoch > storage.epoch()) return fail(Errc::integrity, "exchange.rewound");
    if (request.epoch < storage.epoch()) return std::uint64_t{0};
    TRY_LET(const std::optional<crypto::Digest> root, storage.root_at(request.known));
    if (!root || *root != request.known_root) return fail(Errc::integrity, "exchange.rewound");
    return request.known;
}

/// The log up to where the laptop has it too.
class Below final : public SharedLog {
public:
    Below(const StreamStorage& storage, std::uint64_t limit) : storage_(&storage), limit_(limit) {}
    [[nodiscard]] std::optional<std::uint64_t> position_of(const OperationId& id) const override {
        const auto position = storage_->position_of(id);
        return position && *position <= limit_ ? position : std::nullopt;
    }
    [[nodiscard]] std::optional<OperationId> at(std::uint64_t position) const override {
        return position <= limit_ ? storage_->at(position) : std::nullopt;
    }

private:
    const StreamStorage* storage_;
    std::uint64_t limit_;
};

/// Puts a page's operations that the laptop does not have into frames, chain by chain in order.
class PageWriter {
public:
    PageWriter(const Taken& taken, std::uint64_t base, const StreamStorage& storage)
        : shared_(storage, base) {
        for (std::size_t i = 0; i < taken.sent.size(); ++i) request_.emplace(taken.sent[i], i);
    }

    /// What the request did not contain goes along, be it the laptop's own: one that was restored
    /// from an old image has lost it.
    void add(const Logged& logged, Reply& reply) {
        Line line{OfReply{sent_}, logged.entry.judgement, logged.entry.reason,
                  logged.entry.received};
        if (const auto sent = request_.find(logged.operation.id); sent != request_.end()) {
            line.subject = OfRequest{sent->second};
        } else {
            ++sent_;
            frame_.operations.push_back(logged.operation);
            take_seal(logged);
        }
        reply.lines.push_back(line);
        if (logged.ends_frame) close(reply);
    }

    void close(Reply& reply) {
        if (!frame_.operations.empty()) reply.frames.push_back(encode(frame_, shared_));
        frame_ = {};
    }

private:
    void take_seal(const Logged& logged) {
        const ledger::ChainId& chain = logged.operation.header.chain;
        auto part = std::ranges::find(frame_.chains, chain, &ChainPart::chain);
        if (part == frame_.chains.end()) {
            frame_.chains.push_back({chain, logged.seed, {}});
            part = frame_.chains.end() - 1;
        }
        if (logged.seal) part->seal = *logged.seal;
    }

    Below shared_;
    std::map<OperationId, std::uint64_t> request_;
    Frame frame_;
    std::uint64_t sent_ = 0;
};

/// The frame's own fault, and none of the store's.
bool is_of_frame(const Error& error) {
    return error.code == Errc::integrity &&
           (error.text.starts_with("intake.") || error.text.starts_with("frame.") ||
            error.text.starts_with("operation."));
}

/// Before anything of it is appended, take_frame() has found all that can be wrong with a frame.
Result<void> take_frames(StreamStorage& storage, const Request& request, const SharedLog& shared,
                         Timestamp now, Taken& taken) {
    for (std::size_t at = 0; at < request.frames.size(); ++at) {
        const auto frame = decode_frame(request.frames[at], request.stream, shared);
        Result<void> took;
        if (frame) {
            took = take_frame(storage, *frame, now, taken);
        } else {
            took = tl::make_unexpected(frame.error());
        }
        if (took) continue;
        if (!taken.sets_aside || !is_of_frame(took.error())) return took;
        taken.set_aside.push_back({at, took.error().text});
    }
    return {};
}

}  // namespace

Result<void> take_frame(StreamStorage& storage, const Frame& frame, Timestamp now, Taken& taken) {
    TRY_LET(ChainEnds ends, ends_of(storage, frame));
    TRY(check_size(frame));
    TRY(check_payloads(frame));
    TRY(check_seals(frame, ends));
    TRY(check_needs(storage, frame));
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < frame.operations.size(); ++i) {
        const bool known = storage.position_of(frame.operations[i].id).has_value();
        taken.sent.push_back(frame.operations[i].id);
        if (known) {
            ++taken.known_already;
        } else {
            fresh.push_back(i);
        }
    }
    for (const std::size_t i : fresh) {
        const Operation& operation = frame.operations[i];
        const ChainPart& part = part_of(frame, operation.header.chain);
        std::optional<ChainEnd>& end = ends.at(operation.header.chain);
        ledger::Judged judged{Judgement::forked, ledger::Reason::chain_taken};
        if (continues(operation, end)) {
            TRY_LET(ledger::Facts facts, facts_of(storage, operation, now));
            TRY_LET(const ledger::Directory* directory, storage.directory());
            judged = ledger::judge(operation, *directory, facts);
            if (judged.reason == ledger::Reason::breaks_rules) {
                taken.broken.emplace_back(operation.id, std::move(facts.broken));
            }
            move_on(end, operation, part.seed);
        }
        Logged logged{operation,
                      {storage.log().size() + 1, operation.id, judged.judgement, judged.reason,
                       now},
                      std::nullopt,
                      part.seed,
                      i == fresh.back()};
        if (is_last_of_chain(frame, i)) logged.seal = part.seal;
        TRY(storage.append(logged));
        ++taken.added;
    }
    return {};
}

Result<Reply> answer(StreamStorage& storage, const Request& request, Timestamp now, Taken& taken,
                     const Told& told) {
    Reply reply;
    if (taken.told) {
        reply.base = *taken.told;
    } else {
        TRY_LET(reply.base, base_of(storage, request));
    }
    // Positions of another epoch mean other operations: such a laptop first reads, then sends.
    const bool readable = request.epoch == storage.epoch() || request.epoch == 0;
    const Below shared(storage, std::min(request.known, reply.base));
    taken.set_aside.clear();
    if (readable) TRY(take_frames(storage, request, shared, now, taken));
    reply.set_aside = taken.set_aside;
    if (told) TRY(told(taken));
    TRY_LET(const std::vector<Logged> page, storage.page(reply.base, taken.page_bytes));
    PageWriter writer(taken, reply.base, storage);
    for (const Logged& logged : page) writer.add(logged, reply);
    writer.close(reply);

    const std::uint64_t end = reply.base + page.size();
    taken.told = end;
    reply.more = end < storage.log().size();
    taken.more = reply.more;
    reply.checkpoint.stream = request.stream;
    reply.checkpoint.epoch = storage.epoch();
    reply.checkpoint.size = end;
    reply.checkpoint.issued = now;
    TRY_LET(const std::optional<crypto::Digest> root, storage.root_at(end));
    if (!root) return fail(Errc::defect, "exchange.no_root");
    reply.checkpoint.root = *root;
    return reply;
}

}  // namespace soxa::exchange
