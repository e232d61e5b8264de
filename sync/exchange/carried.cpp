// The laptop's end where a reply comes by stick: not asked for, late, again or out of order.
#include "sync/exchange/laptop.hpp"

namespace soxa::exchange {

Result<LaptopSession::Carried> LaptopSession::take_carried(Reply reply) {
    const ledger::Checkpoint& checkpoint = reply.checkpoint;
    if (checkpoint.stream != stream_ || !verifies(checkpoint, province_.log)) {
        return fail(Errc::integrity, "exchange.forged");
    }
    const std::uint64_t here = storage_->log().size();
    const std::uint64_t epoch = storage_->epoch();
    const bool first = epoch == 0;
    if (!first && checkpoint.epoch < epoch) return Carried::known_already;
    const bool same_log = first || checkpoint.epoch == epoch;
    if (same_log && !first && checkpoint.size <= here) {
        // Two signed roots of one size: the province's store is not what it was.
        const bool other = checkpoint.size == here && checkpoint.root != storage_->log().root();
        if (other) return fail(Errc::integrity, "exchange.rewound");
        return Carried::known_already;
    }
    const std::uint64_t begin = same_log ? here : 0;
    if (reply.base > begin) return fail(Errc::integrity, "bundle.gap");
    const std::uint64_t known = begin - reply.base;
    if (reply.lines.size() < known) return fail(Errc::integrity, "exchange.not_asked");
    // What is here already is skipped; that the rest continues it is what the signed root says.
    reply.lines.erase(reply.lines.begin(),
                      reply.lines.begin() + static_cast<std::ptrdiff_t>(known));
    reply.base = begin;
    asked_.clear();
    TRY_LET(const Page page, page_of(reply));
    TRY(storage_->take(page));
    return Carried::taken;
}

}  // namespace soxa::exchange
