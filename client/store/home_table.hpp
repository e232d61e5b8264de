// What this laptop knows of itself, on disk: one row, one canonical CBOR array.
//
// The only file that knows the table `home` (migrations/0001_ledger.sql). The caller owns the
// transaction.
#pragma once

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class HomeTable {
public:
    explicit HomeTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> save(const Home& home, Timestamp last_contact);
    /// Errc::integrity ("store.unfinished") if there is none, or none that can be read.
    [[nodiscard]] Result<Home> load();

private:
    sqlcipher::Statement save_;
    sqlcipher::Statement load_;
};

}  // namespace soxa::store
