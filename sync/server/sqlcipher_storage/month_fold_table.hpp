// What the month keeps of each unit. The only file that knows the table `month_fold`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class MonthFoldTable final : public MonthFolds {
public:
    explicit MonthFoldTable(sqlcipher::Database& database);

    [[nodiscard]] Result<std::optional<Bytes>> find(ledger::StreamId stream) override;
    [[nodiscard]] Result<void> put(ledger::StreamId stream, ByteView content) override;

private:
    sqlcipher::Statement find_;
    sqlcipher::Statement put_;
};

}  // namespace soxa::server
