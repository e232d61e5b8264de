#include "sync/server/sqlcipher_storage/chain_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view open_sql =
    "INSERT INTO chain (stream, id, device, account, key, epoch, seed, seq, last)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view move_on_sql =
    "UPDATE chain SET seq = ?3, last = ?4 WHERE stream = ?1 AND id = ?2";
constexpr std::string_view find_sql =
    "SELECT device, account, key, epoch, seed, seq, last FROM chain WHERE stream = ?1 AND id = ?2";

exchange::ChainEnd end_from(const sqlcipher::Row& row) {
    exchange::ChainEnd end;
    end.open.device = row.id<ledger::DeviceId>(0);
    end.open.account = row.id<ledger::AccountId>(1);
    end.open.key = row.id<crypto::PublicKey>(2);
    end.open.epoch = static_cast<std::uint32_t>(row.integer(3));
    end.seed = row.id<ledger::Seed>(4);
    end.seq = number(row, 5);
    end.last = row.id<ledger::OperationId>(6);
    return end;
}

}  // namespace

ChainTable::ChainTable(sqlcipher::Database& database)
    : open_(database.prepare(open_sql)),
      move_on_(database.prepare(move_on_sql)),
      find_(database.prepare(find_sql)) {}

Result<void> ChainTable::open(ledger::StreamId stream, const ledger::ChainId& id,
                              const exchange::ChainEnd& end) {
    return open_.bind(1, column(std::uint64_t{stream}))
        .bind(2, id.view())
        .bind(3, end.open.device.view())
        .bind(4, end.open.account.view())
        .bind(5, end.open.key.view())
        .bind(6, column(std::uint64_t{end.open.epoch}))
        .bind(7, end.seed.view())
        .bind(8, column(end.seq))
        .bind(9, end.last.view())
        .run();
}

Result<void> ChainTable::move_on(ledger::StreamId stream, const ledger::Operation& last) {
    return move_on_.bind(1, column(std::uint64_t{stream}))
        .bind(2, last.header.chain.view())
        .bind(3, column(last.header.seq))
        .bind(4, last.id.view())
        .run();
}

Result<std::optional<exchange::ChainEnd>> ChainTable::find(ledger::StreamId stream,
                                                           const ledger::ChainId& id) {
    return find_.bind(1, column(std::uint64_t{stream})).bind(2, id.view()).first(end_from);
}

}  // namespace soxa::server
