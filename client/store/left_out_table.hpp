// What the province could not take in: so that it is not sent with every exchange, and can be shown.
//
// The only file that knows the table `left_out` (migrations/0007_left_out.sql). The caller owns the
// transaction.
#pragma once

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class LeftOutTable {
public:
    explicit LeftOutTable(sqlcipher::Database& database);

    struct Row {
        exchange::LeftOut left_out;
        Timestamp told{};
    };
    [[nodiscard]] Result<void> keep(const Row& row);
    [[nodiscard]] Result<void> forget(const ledger::OperationId& operation);
    /// By name.
    [[nodiscard]] Result<std::vector<Row>> all();

private:
    sqlcipher::Statement keep_;
    sqlcipher::Statement forget_;
    sqlcipher::Statement all_;
};

}  // namespace soxa::store
