#include "client/store/chain_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO chain (chain, device, account, key, epoch, seed, own)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view find_sql =
    "SELECT chain, device, account, key, epoch, seed, own FROM chain WHERE chain = ?1";
constexpr std::string_view all_sql =
    "SELECT chain, device, account, key, epoch, seed, own FROM chain ORDER BY chain";
constexpr std::string_view disown_sql = "UPDATE chain SET own = 0 WHERE own = 1";

Chain chain_from(const sqlcipher::Row& row) {
    Chain chain;
    chain.id = row.id<ledger::ChainId>(0);
    chain.open.device = row.id<ledger::DeviceId>(1);
    chain.open.account = row.id<ledger::AccountId>(2);
    chain.open.key = row.id<crypto::PublicKey>(3);
    chain.open.epoch = static_cast<std::uint32_t>(row.integer(4));
    chain.seed = row.id<ledger::Seed>(5);
    chain.own = row.integer(6) != 0;
    return chain;
}

}  // namespace

ChainTable::ChainTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      find_(database.prepare(find_sql)),
      all_(database.prepare(all_sql)),
      disown_(database.prepare(disown_sql)) {}

Result<void> ChainTable::add(const Chain& chain) {
    return add_.bind(1, chain.id.view())
        .bind(2, chain.open.device.view())
        .bind(3, chain.open.account.view())
        .bind(4, chain.open.key.view())
        .bind(5, std::int64_t{chain.open.epoch})
        .bind(6, chain.seed.view())
        .bind(7, std::int64_t{chain.own ? 1 : 0})
        .run();
}

Result<std::optional<Chain>> ChainTable::find(const ledger::ChainId& id) {
    return find_.bind(1, id.view()).first(chain_from);
}

Result<std::vector<Chain>> ChainTable::all() {
    std::vector<Chain> chains;
    TRY(all_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        chains.push_back(chain_from(row));
        return {};
    }));
    return chains;
}

Result<void> ChainTable::disown() { return disown_.run(); }

}  // namespace soxa::store
