#include <algorithm>

#include "sync/exchange/province.hpp"

namespace soxa::exchange {

namespace {

// Of one chain; more than a cut leaves unsaid, and a bound for who offers what he never had.
constexpr std::size_t held_operations_max = 64 * 1024;
// Of a whole conversation, however often it offers.
constexpr std::size_t sent_max = 4 * held_operations_max;

/// The names from `first` to the chain's end, in order; none if they do not reach back so far.
Result<std::vector<ledger::OperationId>> names_from(StreamStorage& storage, const ChainEnd& end,
                                                    std::uint64_t first) {
    std::vector<ledger::OperationId> names;
    if (end.seq < first || end.seq - first >= held_operations_max) return names;
    ledger::OperationId at = end.last;
    for (std::uint64_t seq = end.seq;; --seq) {
        names.push_back(at);
        if (seq == first) break;
        TRY_LET(const std::optional<Stored> stored, storage.find(at));
        if (!stored || !stored->operation.header.prev) return std::vector<ledger::OperationId>{};
        at = *stored->operation.header.prev;
    }
    std::ranges::reverse(names);
    return names;
}

}  // namespace

Result<std::vector<HeldChain>> held_of(StreamStorage& storage,
                                       const std::vector<OfferedChain>& offer, Taken& taken) {
    std::vector<HeldChain> held;
    for (std::size_t i = 0; i < offer.size(); ++i) {
        TRY_LET(const std::optional<ChainEnd> end, storage.chain_end(offer[i].chain));
        if (!end) continue;
        TRY_LET(const auto names, names_from(storage, *end, offer[i].first));
        if (names.empty()) continue;
        if (taken.sent.size() + names.size() > sent_max) {
            return fail(Errc::integrity, "message.too_large");
        }
        held.push_back({i, end->seq, end->last});
        taken.sent.insert(taken.sent.end(), names.begin(), names.end());
    }
    return held;
}

}  // namespace soxa::exchange
