// Where each chain of a stream ends. The only file that knows the table `chain`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class ChainTable {
public:
    explicit ChainTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> open(ledger::StreamId stream, const ledger::ChainId& id,
                                    const exchange::ChainEnd& end);
    [[nodiscard]] Result<void> move_on(ledger::StreamId stream, const ledger::Operation& last);
    [[nodiscard]] Result<std::optional<exchange::ChainEnd>> find(ledger::StreamId stream,
                                                                 const ledger::ChainId& id);

private:
    sqlcipher::Statement open_;
    sqlcipher::Statement move_on_;
    sqlcipher::Statement find_;
};

}  // namespace soxa::server
