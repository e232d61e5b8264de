// Which approvals name which submission. The only file that knows the table `reference`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class ReferenceTable {
public:
    explicit ReferenceTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(ledger::StreamId stream, const ledger::OperationId& cut,
                                   const ledger::OperationId& approve);
    [[nodiscard]] Result<std::vector<ledger::OperationId>> approvals_of(
        ledger::StreamId stream, const ledger::OperationId& cut);

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement approvals_of_;
};

}  // namespace soxa::server
