#include "sync/server/sqlcipher_storage/unit_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view next_sql = "SELECT coalesce(max(stream), 0) + 1 FROM unit";
constexpr std::string_view add_sql =
    "INSERT INTO unit (stream, code, name, parent) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view rename_sql = "UPDATE unit SET name = ?2 WHERE stream = ?1";
constexpr std::string_view find_sql =
    "SELECT stream, code, name, parent, epoch, log_size, peaks FROM unit WHERE code = ?1";
constexpr std::string_view of_sql =
    "SELECT stream, code, name, parent, epoch, log_size, peaks FROM unit WHERE stream = ?1";
constexpr std::string_view all_sql =
    "SELECT stream, code, name, parent, epoch, log_size, peaks FROM unit ORDER BY code";
constexpr std::string_view set_log_sql =
    "UPDATE unit SET log_size = ?2, peaks = ?3 WHERE stream = ?1";
constexpr std::string_view set_epoch_sql = "UPDATE unit SET epoch = ?2 WHERE stream = ?1";

Result<Unit> unit_from(const sqlcipher::Row& row) {
    Unit unit;
    unit.stream = static_cast<ledger::StreamId>(row.integer(0));
    unit.code = row.text(1);
    unit.name = row.text(2);
    unit.parent = row.text(3);
    unit.epoch = number(row, 4);
    TRY_LET(unit.log, crypto::MerkleLog::restore(number(row, 5), digests(row, 6)));
    return unit;
}

Result<std::vector<Unit>> all_of(sqlcipher::Statement& bound) {
    std::vector<Unit> units;
    TRY(bound.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        TRY_LET(units.emplace_back(), unit_from(row));
        return {};
    }));
    return units;
}

Result<std::optional<Unit>> first_of(sqlcipher::Statement& bound) {
    TRY_LET(std::vector<Unit> units, all_of(bound));
    if (units.empty()) return std::optional<Unit>();
    return std::optional(std::move(units.front()));
}

}  // namespace

UnitTable::UnitTable(sqlcipher::Database& database)
    : next_(database.prepare(next_sql)),
      add_(database.prepare(add_sql)),
      rename_(database.prepare(rename_sql)),
      find_(database.prepare(find_sql)),
      of_(database.prepare(of_sql)),
      all_(database.prepare(all_sql)),
      set_log_(database.prepare(set_log_sql)),
      set_epoch_(database.prepare(set_epoch_sql)) {}

Result<ledger::StreamId> UnitTable::add(const std::string& code, const std::string& name,
                                        const std::string& parent) {
    TRY_LET(const auto next, next_.first([](const sqlcipher::Row& row) { return row.integer(0); }));
    const std::int64_t stream = next.value_or(1);
    TRY(add_.bind(1, stream).bind(2, code).bind(3, name).bind(4, parent).run());
    return static_cast<ledger::StreamId>(stream);
}

Result<void> UnitTable::rename(ledger::StreamId stream, const std::string& name) {
    return rename_.bind(1, column(std::uint64_t{stream})).bind(2, name).run();
}

Result<std::optional<Unit>> UnitTable::find(std::string_view code) {
    return first_of(find_.bind(1, code));
}

Result<std::optional<Unit>> UnitTable::of(ledger::StreamId stream) {
    return first_of(of_.bind(1, column(std::uint64_t{stream})));
}

Result<std::vector<Unit>> UnitTable::all() { return all_of(all_); }

Result<void> UnitTable::set_log(ledger::StreamId stream, const crypto::MerkleLog& log) {
    return set_log_.bind(1, column(std::uint64_t{stream}))
        .bind(2, column(log.size()))
        .bind(3, joined(log.peaks()))
        .run();
}

Result<void> UnitTable::set_epoch(ledger::StreamId stream, std::uint64_t epoch) {
    return set_epoch_.bind(1, column(std::uint64_t{stream})).bind(2, column(epoch)).run();
}

}  // namespace soxa::server
