#include "client/store/link_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view save_sql =
    "INSERT INTO link (id, session, up_rate, down_rate, round_trip_ms, failures, retry_at,"
    " compared_at) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT (id) DO UPDATE SET session = excluded.session, up_rate = excluded.up_rate,"
    " down_rate = excluded.down_rate, round_trip_ms = excluded.round_trip_ms,"
    " failures = excluded.failures, retry_at = excluded.retry_at,"
    " compared_at = excluded.compared_at";
constexpr std::string_view load_sql =
    "SELECT session, up_rate, down_rate, round_trip_ms, failures, retry_at, compared_at"
    " FROM link WHERE id = 1";

std::uint64_t unsigned_at(const sqlcipher::Row& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

}  // namespace

LinkTable::LinkTable(sqlcipher::Database& database)
    : save_(database.prepare(save_sql)), load_(database.prepare(load_sql)) {}

Result<void> LinkTable::save(const Link& link) {
    return save_.bind(1, link.session.reveal())
        .bind(2, static_cast<std::int64_t>(link.up_rate))
        .bind(3, static_cast<std::int64_t>(link.down_rate))
        .bind(4, static_cast<std::int64_t>(link.round_trip_ms))
        .bind(5, static_cast<std::int64_t>(link.failures))
        .bind(6, static_cast<std::int64_t>(seconds_of(link.retry_at)))
        .bind(7, static_cast<std::int64_t>(seconds_of(link.compared_at)))
        .run();
}

Result<Link> LinkTable::load() {
    Link link;
    TRY(load_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        link.session = Secret(row.bytes(0));
        link.up_rate = unsigned_at(row, 1);
        link.down_rate = unsigned_at(row, 2);
        link.round_trip_ms = unsigned_at(row, 3);
        link.failures = unsigned_at(row, 4);
        link.retry_at = timestamp_of(unsigned_at(row, 5));
        link.compared_at = timestamp_of(unsigned_at(row, 6));
        return {};
    }));
    return link;
}

}  // namespace soxa::store
