#include <cassert>

#include "sync/sqlcipher/database.hpp"
#include "sync/sqlcipher/sqlite_error.hpp"

namespace soxa::sqlcipher {

Result<Transaction> Transaction::begin(Database& database) {
    TRY(database.run("BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // SQLite has rolled back by itself after some errors. A rollback that fails leaves the journal
    // hot, and the next opening completes it.
    if (sqlite3_get_autocommit(database_->handle_) == 0) {
        sqlite3_exec(database_->handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

Result<void> Transaction::commit() {
    assert(database_ != nullptr);
    if (sqlite3_get_autocommit(database_->handle_) != 0) {
        return fail(Errc::storage, "store.rolled_back");
    }
    TRY(database_->run("COMMIT"));
    database_ = nullptr;
    return {};
}

}  // namespace soxa::sqlcipher
