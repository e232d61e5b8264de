// Which approvals name which versions of a record: an approve operation is on no record itself.
//
// The only file that knows the table `approved_cut` (migrations/0001_ledger.sql). The caller owns
// the transaction.
#pragma once

#include <vector>

#include "sync/record/names.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

struct ApprovedCut {
    record::RecordId record;
    record::OperationId cut;
    record::OperationId approval;
};

class ApprovedCutTable {
public:
    explicit ApprovedCutTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const ApprovedCut& approved);
    /// Each once, by name.
    [[nodiscard]] Result<std::vector<record::OperationId>> approvals_of(const record::RecordId& id);
    [[nodiscard]] Result<std::vector<record::RecordId>> records_of(
        const record::OperationId& approval);
    [[nodiscard]] Result<std::vector<record::RecordId>> records();

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement approvals_of_;
    sqlcipher::Statement records_of_;
    sqlcipher::Statement records_;
};

}  // namespace soxa::store
