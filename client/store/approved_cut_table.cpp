#include "client/store/approved_cut_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO approved_cut (record, cut, approval) VALUES (?1, ?2, ?3)";
constexpr std::string_view approvals_of_sql =
    "SELECT DISTINCT approval FROM approved_cut WHERE record = ?1 ORDER BY approval";
constexpr std::string_view records_of_sql =
    "SELECT DISTINCT record FROM approved_cut WHERE approval = ?1 ORDER BY record";
constexpr std::string_view records_sql =
    "SELECT DISTINCT record FROM approved_cut ORDER BY record";

using record::OperationId;

Result<std::vector<OperationId>> names(sqlcipher::Statement& statement) {
    std::vector<OperationId> found;
    TRY(statement.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        found.push_back(row.id<OperationId>(0));
        return {};
    }));
    return found;
}

}  // namespace

ApprovedCutTable::ApprovedCutTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      approvals_of_(database.prepare(approvals_of_sql)),
      records_of_(database.prepare(records_of_sql)),
      records_(database.prepare(records_sql)) {}

Result<void> ApprovedCutTable::add(const ApprovedCut& approved) {
    return add_.bind(1, approved.record.view())
        .bind(2, approved.cut.view())
        .bind(3, approved.approval.view())
        .run();
}

Result<std::vector<OperationId>> ApprovedCutTable::approvals_of(const record::RecordId& id) {
    return names(approvals_of_.bind(1, id.view()));
}

Result<std::vector<record::RecordId>> ApprovedCutTable::records_of(const OperationId& approval) {
    return names(records_of_.bind(1, approval.view()));
}

Result<std::vector<record::RecordId>> ApprovedCutTable::records() { return names(records_); }

}  // namespace soxa::store
