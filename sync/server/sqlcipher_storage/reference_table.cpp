#include "sync/server/sqlcipher_storage/reference_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO reference (stream, cut, approve) VALUES (?1, ?2, ?3)";
constexpr std::string_view approvals_of_sql =
    "SELECT approve FROM reference WHERE stream = ?1 AND cut = ?2 ORDER BY approve";

}  // namespace

ReferenceTable::ReferenceTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)), approvals_of_(database.prepare(approvals_of_sql)) {}

Result<void> ReferenceTable::add(ledger::StreamId stream, const ledger::OperationId& cut,
                                 const ledger::OperationId& approve) {
    return add_.bind(1, column(std::uint64_t{stream}))
        .bind(2, cut.view())
        .bind(3, approve.view())
        .run();
}

Result<std::vector<ledger::OperationId>> ReferenceTable::approvals_of(
    ledger::StreamId stream, const ledger::OperationId& cut) {
    std::vector<ledger::OperationId> found;
    approvals_of_.bind(1, column(std::uint64_t{stream})).bind(2, cut.view());
    TRY(approvals_of_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        found.push_back(row.id<ledger::OperationId>(0));
        return {};
    }));
    return found;
}

}  // namespace soxa::server
