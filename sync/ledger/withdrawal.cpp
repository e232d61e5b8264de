#include "sync/ledger/withdrawal.hpp"

#include <algorithm>

#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

Bytes encode(const Withdrawal& word) {
    cbor::Writer out;
    out.array(2).bytes(word.pack.view()).text(word.basis);
    return out.take();
}

std::optional<Withdrawal> withdrawal(const Operation& operation) {
    auto word = payload_of<Withdrawal>(operation, Kind::pack_withdraw, 2,
                                       [](cbor::Reader& in, Withdrawal& read) {
                                           read.pack = in.id<crypto::Digest>();
                                           read.basis = read_line(in);
                                       });
    return word && !word->basis.empty() ? word : std::nullopt;
}

std::map<crypto::Digest, std::chrono::sys_days> withdrawals(std::span<const Stored> entries,
                                                            std::uint64_t until) {
    std::map<crypto::Digest, std::chrono::sys_days> found;
    for (const Stored& one : entries) {
        const auto word = withdrawal(one.operation);
        const std::uint64_t position = one.standing.position.value_or(whole_log);
        if (!word || one.standing.ghost() || position > until) continue;
        const std::chrono::sys_days day(day_in_vietnam(one.standing.received));
        const auto [at, fresh] = found.emplace(word->pack, day);
        if (!fresh) at->second = std::min(at->second, day);
    }
    return found;
}

}  // namespace soxa::ledger
