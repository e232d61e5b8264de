#include "client/store/conflict_view.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO conflict_view (record, cell, section, claims) VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view remove_sql = "DELETE FROM conflict_view WHERE record = ?1";
constexpr std::string_view clear_sql = "DELETE FROM conflict_view";
constexpr std::string_view count_sql = "SELECT count(record) FROM conflict_view";
constexpr std::string_view dump_sql =
    "SELECT record, cell, section, claims FROM conflict_view ORDER BY record, cell";

using sqlcipher::Row;

}  // namespace

ConflictView::ConflictView(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      remove_(database.prepare(remove_sql)),
      clear_(database.prepare(clear_sql)),
      count_(database.prepare(count_sql)),
      dump_(database.prepare(dump_sql)) {}

Result<void> ConflictView::put(const ledger::RecordState& state) {
    TRY(remove(state.id));
    for (const ledger::Conflict& conflict : state.conflicts) {
        TRY(add_.bind(1, state.id.view())
                .bind(2, ByteView(ledger::encoded(conflict.cell)))
                .bind(3, std::int64_t{conflict.section})
                .bind(4, static_cast<std::int64_t>(conflict.claims.size()))
                .run());
    }
    return {};
}

Result<void> ConflictView::remove(const ledger::RecordId& id) {
    return remove_.bind(1, id.view()).run();
}

Result<void> ConflictView::clear() { return clear_.run(); }

Result<std::uint64_t> ConflictView::count() {
    TRY_LET(const auto count, count_.first([](const Row& row) { return row.integer(0); }));
    return static_cast<std::uint64_t>(count.value_or(0));
}

Result<void> ConflictView::dump(std::string& out) {
    return dump_.each_row([&](const Row& row) -> Result<void> {
        out += "conflict_view|" + hex(row.bytes(0)) + "|" + hex(row.bytes(1)) + "|";
        out += std::to_string(row.integer(2)) + "|" + std::to_string(row.integer(3)) + "\n";
        return {};
    });
}

}  // namespace soxa::store
