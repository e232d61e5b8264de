// What this laptop knows of its link: one row, rewritten after each exchange.
//
// The only file that knows the table `link` (migrations/0005_link.sql). Nothing here is needed: a
// laptop without it shakes hands in full and learns the link anew. The caller owns the transaction.
#pragma once

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class LinkTable {
public:
    explicit LinkTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> save(const Link& link);
    [[nodiscard]] Result<Link> load();

private:
    sqlcipher::Statement save_;
    sqlcipher::Statement load_;
};

}  // namespace soxa::store
