// What a Store offers to the province: read twice, once for the list and its order, once to send,
// so that no exchange holds more than it is sending.
#include "client/store/store_parts.hpp"
#include "sync/exchange/priority.hpp"

namespace soxa::store {

namespace {

using ledger::OperationId;

/// True for what the province put into the ticket: before the first contact it has no position.
Result<bool> by_province(Tables& tables, const Home& home, const OperationId& id) {
    TRY_LET(const std::optional<Place> place, tables.operations.place(id));
    if (!place) return false;
    TRY_LET(const std::optional<Chain> chain, tables.chains.find(place->chain));
    return chain && chain->open.account == ledger::province_account(home.province.intake);
}

}  // namespace

Result<std::vector<exchange::Pending>> Store::pending() {
    const auto province_has = [this](const OperationId& id) -> Result<bool> {
        if (parts_->positions.position_of(id)) return true;
        if (parts_->log.epoch != 0) return false;
        return by_province(parts_->tables, parts_->home, id);
    };
    std::vector<exchange::Pending> list;
    std::vector<exchange::Sendable> needs_of;
    std::map<OperationId, std::uint32_t> place_of;
    TRY(parts_->tables.operations.each_sealed_unreceipted(
        [&](std::uint64_t key, const ledger::Operation& one) -> Result<void> {
            exchange::Sendable sendable{exchange::urgency_of(one.header.kind), {}};
            for (const OperationId& id : ledger::needs(one)) {
                if (const auto here = place_of.find(id); here != place_of.end()) {
                    sendable.needs.push_back(here->second);
                    continue;
                }
                TRY_LET(const bool there, province_has(id));
                // One that names what is neither there nor here to send would have all refused.
                if (!there) return {};
            }
            place_of.emplace(one.id, static_cast<std::uint32_t>(list.size()));
            list.push_back({key, one.id, one.header.chain, one.header.seq});
            needs_of.push_back(std::move(sendable));
            return {};
        }));
    std::vector<exchange::Pending> sorted;
    for (const std::size_t at : exchange::sending_order(needs_of)) sorted.push_back(list[at]);
    return sorted;
}

Result<std::vector<exchange::Outgoing>> Store::outgoing(std::span<const exchange::Pending> some) {
    std::vector<exchange::Outgoing> found;
    for (const exchange::Pending& pending : some) {
        TRY_LET(exchange::Outgoing one, parts_->tables.operations.outgoing(pending.key));
        TRY_LET(const std::optional<Chain> chain, parts_->tables.chains.find(pending.chain));
        if (!chain) return fail(Errc::integrity, "store.gap");
        one.seed = chain->seed;
        found.push_back(std::move(one));
    }
    return found;
}

Result<std::vector<exchange::Outgoing>> Store::unreceipted() {
    TRY_LET(const std::vector<exchange::Pending> all, pending());
    return outgoing(all);
}

}  // namespace soxa::store
