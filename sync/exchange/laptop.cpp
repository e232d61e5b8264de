#include "sync/exchange/laptop.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "sync/ledger/account.hpp"

namespace soxa::exchange {

namespace {

using ledger::OperationId;

/// Operations in a frame: at first, and where what was left out is offered again.
constexpr std::array<std::size_t, 4> operations_apart{frame_operations_max, 64, 8, 1};
// Read from the storage in one go.
constexpr std::size_t loaded_at_once = 64;

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
        if (one.seal) part->seal = *one.seal;  // the last one covers those before it
        frame_.operations.push_back(one.operation);
    }
    [[nodiscard]] const Frame& frame() const { return frame_; }

private:
    Frame frame_;
};

/// What a frame may hold, if it has a place to end there.
struct FrameSize {
    std::size_t weight_max = frame_bytes_target;
    std::size_t operations_max = frame_operations_max;
    bool one_chain = false;
};

/// How many operations from `first` on a frame of this size holds: at least to the first place
/// where it may end; none where there is no such place.
std::size_t frame_end(const std::vector<Outgoing>& outgoing, std::size_t first,
                      const FrameSize& size) {
    std::set<ledger::ChainId> unsealed;
    std::map<ledger::ChainId, OperationId> ends;
    std::size_t whole = 0;
    std::size_t bytes = 0;
    for (std::size_t at = first; at < outgoing.size(); ++at) {
        const ledger::Operation& operation = outgoing[at].operation;
        const ledger::ChainId& chain = operation.header.chain;
        bytes += weight(outgoing[at]);
        const bool other_chain = size.one_chain && chain != outgoing[first].operation.header.chain;
        const bool full = bytes > size.weight_max || at - first >= size.operations_max;
        const bool enough = whole > 0 && (full || other_chain);
        if (enough || at - first == frame_operations_max) break;
        // A frame tells of one branch of a chain: its reader takes each operation for the successor
        // of the one before. Where a chain forks, the other branch is for another frame.
        const auto [end, begun] = ends.try_emplace(chain, operation.id);
        if (!begun && operation.header.prev != end->second) break;
        end->second = operation.id;
        if (outgoing[at].seal) {
            unsealed.erase(chain);
        } else {
            unsealed.insert(chain);
        }
        if (unsealed.empty()) whole = at + 1 - first;
    }
    return whole;
}

/// Frames for a message of this weight; it begins the last one before it is full.
std::vector<Bytes> frames_up_to(const std::vector<Outgoing>& outgoing, std::size_t first,
                                std::size_t weight_max, FrameSize size, const SharedLog& shared,
                                std::vector<std::size_t>& counts) {
    std::vector<Bytes> frames;
    std::size_t total = 0;
    std::size_t count = 0;
    counts.clear();
    size.weight_max = std::min(weight_max, frame_bytes_target);
    while (first + count < outgoing.size() && total < weight_max && frames.size() < frames_max) {
        const std::size_t begin = first + count;
        const std::size_t taken = frame_end(outgoing, begin, size);
        if (taken == 0) break;  // no seal covers what is left
        FrameDraft draft;
        for (std::size_t at = begin; at < begin + taken; ++at) {
            draft.put(outgoing[at]);
            total += weight(outgoing[at]);
        }
        frames.push_back(encode(draft.frame(), shared));
        counts.push_back(taken);
        count += taken;
    }
    return frames;
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
    std::vector<std::size_t> counts;
    std::vector<Bytes> frames =
        frames_up_to(outgoing, first, message_bytes_target, {}, shared, counts);
    count = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    return frames;
}

std::size_t weight(const Outgoing& one) {
    return one.operation.canonical.size() + one.operation.payload.size();
}

Result<std::vector<Pending>> LaptopStorage::pending() {
    TRY_LET(const std::vector<Outgoing> all, unreceipted());
    std::vector<Pending> list;
    for (const Outgoing& one : all) {
        list.push_back({list.size(), one.operation.id, one.operation.header.chain,
                        one.operation.header.seq});
    }
    return list;
}

Result<std::vector<Outgoing>> LaptopStorage::outgoing(std::span<const Pending> some) {
    TRY_LET(const std::vector<Outgoing> all, unreceipted());
    std::vector<Outgoing> found;
    for (const Pending& one : some) found.push_back(all.at(static_cast<std::size_t>(one.key)));
    return found;
}

Result<void> LaptopSession::load(std::size_t weight_wanted) {
    std::size_t there = 0;
    std::set<ledger::ChainId> unsealed;
    const auto count_in = [&](const Outgoing& one) {
        there += weight(one);
        if (one.seal) {
            unsealed.erase(one.operation.header.chain);
        } else {
            unsealed.insert(one.operation.header.chain);
        }
    };
    for (const Outgoing& one : loaded_) count_in(one);
    while (next_ + loaded_.size() < pending_->size() &&
           (there < weight_wanted || !unsealed.empty())) {
        const std::size_t at = next_ + loaded_.size();
        const std::size_t count = std::min(loaded_at_once, pending_->size() - at);
        TRY_LET(std::vector<Outgoing> more,
                storage_->outgoing(std::span(*pending_).subspan(at, count)));
        if (more.size() != count) return fail(Errc::defect, "exchange.pending");
        for (Outgoing& one : more) {
            count_in(one);
            loaded_.push_back(std::move(one));
        }
    }
    return {};
}

Result<Request> LaptopSession::next_request(std::size_t weight_max) {
    if (!pending_) {
        TRY_LET(pending_, storage_->pending());
    }
    // Frames may be larger than what is asked for by one that is just begun.
    TRY(load(weight_max + frame_bytes_max));
    Request request;
    request.stream = stream_;
    request.device = device_;
    request.epoch = storage_->epoch();
    request.known = storage_->log().size();
    request.known_root = storage_->log().root();
    std::vector<std::size_t> counts;
    const FrameSize size{weight_max, operations_apart.at(apart_), apart_ > 0};
    request.frames = frames_up_to(loaded_, 0, weight_max, size, *storage_, counts);
    const std::size_t count = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    if (!conversing_) asked_.clear();
    if (conversing_) said_.push_back({asked_.size(), std::move(counts)});
    for (std::size_t i = 0; i < count; ++i) asked_.push_back(loaded_[i].operation.id);
    loaded_.erase(loaded_.begin(), loaded_.begin() + static_cast<std::ptrdiff_t>(count));
    next_ += count;
    if (count == 0) {
        pending_->resize(next_);  // nothing more can go
        loaded_.clear();
    }
    counts_.operations_sent += count;
    return request;
}

Result<Bytes> LaptopSession::request() {
    conversing_ = false;
    counts_.requests += 1;
    TRY_LET(const Request request, next_request(message_bytes_target));
    return encode(request);
}

Result<void> LaptopSession::open(bool after_cut) {
    TRY_LET(pending_, storage_->pending());
    if (!left_out_.empty() && apart_ < apart_max) ++apart_;
    left_out_.clear();
    said_.clear();
    next_ = 0;
    loaded_.clear();
    asked_.clear();
    parts_open_ = 0;
    conversing_ = true;
    all_said_ = false;
    offer_failed_ = false;
    complete_ = false;
    offer_.clear();
    if (after_cut) make_offer();
    offering_ = !offer_.empty();
    counts_.requests += 1;
    return {};
}

void LaptopSession::make_offer() {
    for (const Pending& one : *pending_) {
        const auto known = std::ranges::find(offer_, one.chain, &OfferedChain::chain);
        if (known != offer_.end()) {
            known->first = std::min(known->first, one.seq);
        } else if (offer_.size() < offered_max) {
            offer_.push_back({one.chain, one.seq});
        }
    }
}

Result<std::optional<Bytes>> LaptopSession::next_part(std::size_t weight_max) {
    if (offering_) {
        offering_ = false;
        ++parts_open_;
        return encode(Part{PartKind::offer, encode(offer_)});
    }
    if (all_said_) return std::nullopt;
    TRY_LET(const Request request, next_request(weight_max));
    all_said_ = next_ == pending_->size();
    ++parts_open_;
    return encode(Part{PartKind::message, encode(request)});
}

Result<void> LaptopSession::take_part(ByteView bytes) {
    TRY_LET(const Part part, decode_part(bytes));
    if (parts_open_ > 0) --parts_open_;
    switch (part.kind) {
        case PartKind::message: return take(part.body);
        case PartKind::offer: return take_held(part.body);
        case PartKind::refusal: break;
    }
    cbor::Reader in(part.body);
    if (in.array(1) != 1) in.reject();
    const std::string word(in.text(128));
    if (!in.done()) return fail(Errc::integrity, "message.malformed");
    return fail(Errc::integrity, "exchange.refused_part", {word});
}

/// What the province holds of the offer need not go again, and counts as said before all else.
Result<void> LaptopSession::take_held(ByteView body) {
    TRY_LET(const std::vector<HeldChain> held, decode_held(body));
    std::vector<OperationId> names;
    std::map<ledger::ChainId, std::uint64_t> up_to;
    for (const HeldChain& one : held) {
        if (one.index >= offer_.size()) return not_asked();
        const OfferedChain& offered = offer_[static_cast<std::size_t>(one.index)];
        std::map<std::uint64_t, OperationId> mine;
        for (const Pending& pending : *pending_) {
            const bool said = pending.chain == offered.chain && pending.seq <= one.seq;
            if (said) mine.emplace(pending.seq, pending.id);
        }
        if (mine.size() != one.seq + 1 - offered.first || mine.rbegin()->second != one.last) {
            offer_failed_ = true;
            return {};
        }
        for (const auto& [seq, id] : mine) names.push_back(id);
        up_to[offered.chain] = one.seq;
    }
    const auto is_held = [&](const ledger::ChainId& chain, std::uint64_t seq) {
        const auto found = up_to.find(chain);
        return found != up_to.end() && seq <= found->second;
    };
    asked_.insert(asked_.begin(), names.begin(), names.end());
    for (Said& said : said_) said.begin += names.size();
    const auto rest = pending_->begin() + static_cast<std::ptrdiff_t>(next_);
    pending_->erase(std::remove_if(rest, pending_->end(),
                                   [&](const Pending& one) { return is_held(one.chain, one.seq); }),
                    pending_->end());
    std::erase_if(loaded_, [&](const Outgoing& one) {
        return is_held(one.operation.header.chain, one.operation.header.seq);
    });
    all_said_ = next_ == pending_->size();
    return {};
}

/// What the province did not count as said does not count here either. Pages that follow the last
/// message's answer are about none.
Result<void> LaptopSession::leave_out(const std::vector<SetAside>& frames) {
    if (said_.empty()) return frames.empty() ? Result<void>() : not_asked();
    const Said said = std::move(said_.front());
    said_.erase(said_.begin());
    std::size_t gone = 0;
    std::size_t at = said.begin;
    auto left = frames.begin();
    for (std::size_t frame = 0; frame < said.frames.size(); ++frame) {
        const std::size_t count = said.frames[frame];
        if (left == frames.end() || left->frame != frame) {
            at += count;
            continue;
        }
        const auto from = asked_.begin() + static_cast<std::ptrdiff_t>(at);
        const auto to = from + static_cast<std::ptrdiff_t>(count);
        for (auto one = from; one != to; ++one) left_out_.push_back({*one, left->word});
        asked_.erase(from, to);
        gone += count;
        ++left;
    }
    if (left != frames.end()) return not_asked();
    counts_.operations_sent -= gone;
    for (Said& later : said_) later.begin -= gone;
    return {};
}

Result<void> LaptopSession::take(ByteView bytes) {
    TRY_LET(const Reply reply, decode_reply(bytes));
    TRY(leave_out(reply.set_aside));
    TRY_LET(const Page page, page_of(reply));
    if (page.restart && asks_before_restart_) {
        restart_offered_ = true;
        return {};
    }
    TRY(storage_->take(page));
    if (page.restart) {
        // The province could not read positions of its lost log: offer everything again.
        pending_.reset();
        loaded_.clear();
        next_ = 0;
        all_said_ = true;  // of this conversation
    }
    complete_ = !reply.more && pending_ && next_ == pending_->size();
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
