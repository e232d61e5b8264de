#include "client/store/left_out_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view keep_sql =
    "INSERT INTO left_out (operation, word, told) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (operation) DO UPDATE SET word = excluded.word, told = excluded.told";
constexpr std::string_view forget_sql = "DELETE FROM left_out WHERE operation = ?1";
constexpr std::string_view all_sql =
    "SELECT operation, word, told FROM left_out ORDER BY operation";

}  // namespace

LeftOutTable::LeftOutTable(sqlcipher::Database& database)
    : keep_(database.prepare(keep_sql)),
      forget_(database.prepare(forget_sql)),
      all_(database.prepare(all_sql)) {}

Result<void> LeftOutTable::keep(const Row& row) {
    return keep_.bind(1, row.left_out.operation.view())
        .bind(2, row.left_out.word)
        .bind(3, static_cast<std::int64_t>(seconds_of(row.told)))
        .run();
}

Result<void> LeftOutTable::forget(const ledger::OperationId& operation) {
    return forget_.bind(1, operation.view()).run();
}

Result<std::vector<LeftOutTable::Row>> LeftOutTable::all() {
    std::vector<Row> rows;
    TRY(all_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        rows.push_back({{row.id<ledger::OperationId>(0), row.text(1)},
                        timestamp_of(static_cast<std::uint64_t>(row.integer(2)))});
        return {};
    }));
    return rows;
}

}  // namespace soxa::store
