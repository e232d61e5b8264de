#include "sync/exchange/laptop.hpp"

#include <algorithm>
#include <set>

#include "sync/ledger/account.hpp"

namespace soxa::exchange {

namespace {

using ledger::OperationId;

tl::unexpected<Error> forged() { return fail(Errc::integrity, "exchange.forged"); }
tl::unexpected<Error> not_asked() { return fail(Errc::integrity, "exchange.not_asked"); }

/// A frame in the making: it may end only where the last operation of each chain is sealed.
class FrameDraft {
public:
    void put(const Outgoing& one) {
        const ledger::ChainId& chain = one.operation.header.chain;
        auto part = std::ranges::find(frame_.chains, chain, &ChainPart::chain);
        if (part == frame_.chains.end()) {
            frame_.chains.push_back({chain, one.seed, {}});
            part = frame_.chains.end() - 1;
        }
        if (one.seal) {
            part->seal = *one.seal;  // the last one covers those before it
            unsealed_.erase(chain);
        } else {
            unsealed_.insert(chain);
        }
        frame_.operations.push_back(one.operation);
    }
    [[nodiscard]] bool may_end() const { return unsealed_.empty(); }
    /// A frame tells of one branch of a chain: its reader takes each operation for the successor
    /// of the one before. Where a chain forks, the other branch is for another frame.
    [[nodiscard]] bool continues(const ledger::Operation& operation) const {
        const auto last = std::find_if(
            frame_.operations.rbegin(), frame_.operations.rend(), [&](const auto& one) {
                return one.header.chain == operation.header.chain;
            });
        return last == frame_.operations.rend() || operation.header.prev == last->id;
    }
    [[nodiscard]] const Frame& frame() const { return frame_; }

private:
    Frame frame_;
    std::set<ledger::ChainId> unsealed_;
};

std::size_t weight(const ledger::Operation& operation) {
    return operation.canonical.size() + operation.payload.size();
}

/// The key of a chain that this operation opens; nothing if it opens none rightly.
std::optional<crypto::PublicKey> key_opened(const ledger::Operation& operation,
                                            const crypto::PublicKey& intake) {
    const auto open = ledger::chain_open(operation);
    if (!open || ledger::chain_id(operation.header.stream, *open) != operation.header.chain) {
        return std::nullopt;
    }
    const bool province = open->account == ledger::province_account(intake);
    if (province && open->key != intake) return std::nullopt;
    return open->key;
}

}  // namespace

std::vector<Bytes> frames_of(const std::vector<Outgoing>& outgoing, std::size_t first,
                             const SharedLog& shared, std::size_t& count) {
    std::vector<Bytes> frames;
    std::size_t total = 0;
    count = 0;
    while (first + count < outgoing.size() && total < message_bytes_target &&
           frames.size() < frames_max) {
        FrameDraft draft;
        FrameDraft whole;  // up to the last place where it may end
        std::size_t taken = 0;
        std::size_t bytes = 0;
        std::size_t bytes_whole = 0;
        for (std::size_t at = first + count; at < outgoing.size(); ++at) {
            const std::size_t more = weight(outgoing[at].operation);
            const bool enough = taken > 0 && bytes + more > frame_bytes_target;
            if (enough || draft.frame().operations.size() == frame_operations_max) break;
            if (!draft.continues(outgoing[at].operation)) break;
            draft.put(outgoing[at]);
            bytes += more;
            if (!draft.may_end()) continue;
            whole = draft;
            taken = at + 1 - first - count;
            bytes_whole = bytes;
        }
        if (taken == 0) break;  // no seal covers what is left
        frames.push_back(encode(whole.frame(), shared));
        count += taken;
        total += bytes_whole;
    }
    return frames;
}

Result<Bytes> LaptopSession::request() {
    if (!outgoing_) {
        TRY_LET(outgoing_, storage_->unreceipted());
    }
    Request request;
    request.stream = stream_;
    request.device = device_;
    request.epoch = storage_->epoch();
    request.known = storage_->log().size();
    request.known_root = storage_->log().root();
    std::size_t count = 0;
    request.frames = frames_of(*outgoing_, next_, *storage_, count);
    asked_.clear();
    for (std::size_t i = next_; i < next_ + count; ++i) {
        asked_.push_back((*outgoing_)[i].operation.id);
    }
    if (count == 0) outgoing_->resize(next_);  // nothing more can go
    next_ += count;
    counts_.operations_sent += count;
    counts_.requests += 1;
    return encode(request);
}

Result<void> LaptopSession::take(ByteView bytes) {
    TRY_LET(const Reply reply, decode_reply(bytes));
    TRY_LET(const Page page, page_of(reply));
    if (page.restart && asks_before_restart_) {
        restart_offered_ = true;
        return {};
    }
    TRY(storage_->take(page));
    if (page.restart) {
        // The province could not read positions of its lost log: offer everything again.
        outgoing_.reset();
        next_ = 0;
    }
    complete_ = !reply.more && outgoing_ && next_ == outgoing_->size();
    return {};
}

Result<void> LaptopSession::check_seals(const Frame& frame, ChainKeys& opened) {
    for (const ledger::Operation& operation : frame.operations) {
        if (operation.header.seq != 1) continue;
        const auto key = key_opened(operation, province_.intake);
        if (key) opened.emplace(operation.header.chain, *key);
    }
    for (const ChainPart& part : frame.chains) {
        TRY_LET(std::optional<crypto::PublicKey> key, storage_->chain_key(part.chain));
        if (const auto found = opened.find(part.chain); !key && found != opened.end()) {
            key = found->second;
        }
        if (!key || !sealed_by(frame, part, *key)) return forged();
    }
    return {};
}

Result<OperationId> LaptopSession::subject_of(
    const Line& line, const std::vector<OperationId>& received) const {
    if (const auto* of_reply = std::get_if<OfReply>(&line.subject)) {
        if (of_reply->index >= received.size()) return not_asked();
        return received[static_cast<std::size_t>(of_reply->index)];
    }
    const std::uint64_t index = std::get<OfRequest>(line.subject).index;
    if (index >= asked_.size()) return not_asked();
    return asked_[static_cast<std::size_t>(index)];
}

Result<Page> LaptopSession::page_of(const Reply& reply) {
    Page page;
    page.checkpoint = reply.checkpoint;
    page.restart = storage_->log().size() > 0 && reply.base == 0 &&
                   reply.checkpoint.epoch > storage_->epoch();
    if (!page.restart && (reply.base != storage_->log().size() ||
                          (storage_->epoch() != 0 && storage_->epoch() != page.checkpoint.epoch))) {
        return not_asked();
    }
    if (page.checkpoint.stream != stream_ || !verifies(page.checkpoint, province_.log)) {
        return forged();
    }
    const NothingShared nothing;
    const SharedLog& shared =
        page.restart ? static_cast<const SharedLog&>(nothing) : *storage_;
    std::vector<OperationId> received;
    ChainKeys opened;
    for (const Bytes& bytes : reply.frames) {
        TRY_LET(Frame frame, decode_frame(bytes, stream_, shared));
        for (const ledger::Operation& operation : frame.operations) {
            received.push_back(operation.id);
        }
        TRY(check_seals(frame, opened));
        page.frames.push_back(std::move(frame));
    }
    counts_.operations_received += received.size();
    page.log = page.restart ? crypto::MerkleLog() : storage_->log();
    for (const Line& line : reply.lines) {
        ledger::LogEntry entry{page.log.size() + 1, {}, line.judgement, line.reason,
                               line.received};
        TRY_LET(entry.operation, subject_of(line, received));
        page.log.add(leaf(entry));
        page.entries.push_back(entry);
    }
    if (page.log.size() != page.checkpoint.size || page.log.root() != page.checkpoint.root) {
        return forged();
    }
    return page;
}

}  // namespace soxa::exchange
