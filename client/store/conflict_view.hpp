// The open conflicts of all records: a row each.
//
// The only file that knows the table `conflict_view` (migrations/0003_views.sql). The caller owns
// the transaction.
#pragma once

#include <string>

#include "sync/ledger/record_fold.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class ConflictView {
public:
    explicit ConflictView(sqlcipher::Database& database);

    /// Replaces what there is of the record.
    [[nodiscard]] Result<void> put(const ledger::RecordState& state);
    [[nodiscard]] Result<void> remove(const ledger::RecordId& id);
    [[nodiscard]] Result<void> clear();

    [[nodiscard]] Result<std::uint64_t> count();
    /// A line of text a row, all columns, by record and cell.
    [[nodiscard]] Result<void> dump(std::string& out);

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement remove_;
    sqlcipher::Statement clear_;
    sqlcipher::Statement count_;
    sqlcipher::Statement dump_;
};

}  // namespace soxa::store
