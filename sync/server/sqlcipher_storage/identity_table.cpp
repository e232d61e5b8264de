#include "sync/server/sqlcipher_storage/identity_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view put_sql =
    "INSERT INTO identity (personal_id, stream, record, since, earlier)"
    " VALUES (?1, ?2, ?3, ?4, ?5)"
    " ON CONFLICT (personal_id, stream, record) DO UPDATE SET earlier = ?5";
constexpr std::string_view remove_sql =
    "DELETE FROM identity WHERE personal_id = ?1 AND stream = ?2 AND record = ?3";
constexpr std::string_view of_number_sql =
    "SELECT personal_id, stream, record, since, earlier FROM identity WHERE personal_id = ?1"
    " ORDER BY since, stream, record";
constexpr std::string_view of_record_sql =
    "SELECT personal_id, stream, record, since, earlier FROM identity"
    " WHERE stream = ?1 AND record = ?2 ORDER BY earlier, personal_id";

Result<std::vector<Identity>> all_of(sqlcipher::Statement& bound) {
    std::vector<Identity> found;
    TRY(bound.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        found.push_back({row.text(0), static_cast<ledger::StreamId>(row.integer(1)),
                         row.id<ledger::RecordId>(2), time(row, 3), row.integer(4) != 0});
        return {};
    }));
    return found;
}

}  // namespace

IdentityTable::IdentityTable(sqlcipher::Database& database)
    : put_(database.prepare(put_sql)),
      remove_(database.prepare(remove_sql)),
      of_number_(database.prepare(of_number_sql)),
      of_record_(database.prepare(of_record_sql)) {}

Result<void> IdentityTable::put(const Identity& identity) {
    return put_.bind(1, identity.personal_id)
        .bind(2, column(std::uint64_t{identity.stream}))
        .bind(3, identity.record.view())
        .bind(4, column(identity.since))
        .bind(5, std::int64_t{identity.earlier ? 1 : 0})
        .run();
}

Result<void> IdentityTable::remove(const Identity& identity) {
    return remove_.bind(1, identity.personal_id)
        .bind(2, column(std::uint64_t{identity.stream}))
        .bind(3, identity.record.view())
        .run();
}

Result<std::vector<Identity>> IdentityTable::of_number(std::string_view personal_id) {
    return all_of(of_number_.bind(1, personal_id));
}

Result<std::vector<Identity>> IdentityTable::of_record(ledger::StreamId stream,
                                                       const ledger::RecordId& record) {
    return all_of(of_record_.bind(1, column(std::uint64_t{stream})).bind(2, record.view()));
}

}  // namespace soxa::server
