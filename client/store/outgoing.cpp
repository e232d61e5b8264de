// What a Store offers to the province: read twice, once for the list and its order, once to send,
// so that no exchange holds more than it is sending.
#include <set>

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

// By the province's clock, as of the last contact.
constexpr std::chrono::hours offered_again{24};

/// These come in once others' operations have.
bool waits_for_others(const exchange::LeftOut& one) {
    return one.word == "intake.gap" || one.word == "intake.unknown_author" ||
           one.word == "intake.unknown_chain";
}

Result<std::set<OperationId>> not_offered(Tables& tables, const Home& home) {
    TRY_LET(const std::vector<LeftOutTable::Row> rows, tables.left_out.all());
    std::set<OperationId> names;
    for (const LeftOutTable::Row& row : rows) {
        const bool fresh = home.last_contact < row.told + offered_again;
        if (fresh) names.insert(row.left_out.operation);
    }
    return names;
}

}  // namespace

Result<void> Store::keep_left_out(const std::vector<exchange::LeftOut>& left_out) {
    TRY_LET(const std::vector<LeftOutTable::Row> before, parts_->tables.left_out.all());
    if (before.empty() && left_out.empty()) return {};
    TRY_LET(sqlcipher::Transaction transaction, parts_->begin());
    for (const LeftOutTable::Row& row : before) {
        const bool received = position_of(row.left_out.operation).has_value();
        if (received) TRY(parts_->tables.left_out.forget(row.left_out.operation));
    }
    for (const exchange::LeftOut& one : left_out) {
        if (waits_for_others(one)) continue;
        TRY(parts_->tables.left_out.keep({one, parts_->home.last_contact}));
    }
    return parts_->commit(transaction);
}

Result<std::vector<exchange::LeftOut>> Store::left_out() {
    TRY_LET(const std::vector<LeftOutTable::Row> rows, parts_->tables.left_out.all());
    std::vector<exchange::LeftOut> found;
    for (const LeftOutTable::Row& row : rows) {
        if (!position_of(row.left_out.operation)) found.push_back(row.left_out);
    }
    return found;
}

Result<std::vector<exchange::Pending>> Store::pending() {
    const auto province_has = [this](const OperationId& id) -> Result<bool> {
        if (in_memory().positions.position_of(id)) return true;
        if (in_memory().log.epoch != 0) return false;
        return by_province(parts_->tables, parts_->home, id);
    };
    TRY_LET(const std::set<OperationId> kept_back, not_offered(parts_->tables, parts_->home));
    std::vector<exchange::Pending> list;
    std::vector<exchange::Sendable> needs_of;
    std::map<OperationId, std::uint32_t> place_of;
    TRY(parts_->tables.operations.each_sealed_unreceipted(
        [&](std::uint64_t key, const ledger::Operation& one) -> Result<void> {
            // What rests on it is neither there nor here to send, and so is kept back too.
            if (kept_back.contains(one.id)) return {};
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
