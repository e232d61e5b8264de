#include "sync/server/sqlcipher_storage/month_fold_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view find_sql = "SELECT content FROM month_fold WHERE stream = ?1";
constexpr std::string_view put_sql =
    "INSERT INTO month_fold (stream, content) VALUES (?1, ?2)"
    " ON CONFLICT (stream) DO UPDATE SET content = excluded.content";

}  // namespace

MonthFoldTable::MonthFoldTable(sqlcipher::Database& database)
    : find_(database.prepare(find_sql)), put_(database.prepare(put_sql)) {}

Result<std::optional<Bytes>> MonthFoldTable::find(ledger::StreamId stream) {
    return find_.bind(1, column(std::uint64_t{stream})).first([](const sqlcipher::Row& row) {
        return row.bytes(0);
    });
}

Result<void> MonthFoldTable::put(ledger::StreamId stream, ByteView content) {
    return put_.bind(1, column(std::uint64_t{stream})).bind(2, content).run();
}

}  // namespace soxa::server
