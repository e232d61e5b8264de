// The chains whose first operation is here: whose each is, by which key, and the seed of its
// payloads' salts. Where a chain ends is told by its operations.
//
// The only file that knows the table `chain` (migrations/0001_ledger.sql). The caller owns the
// transaction.
#pragma once

#include <optional>
#include <vector>

#include "sync/ledger/account.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

struct Chain {
    ledger::ChainId id;
    ledger::ChainOpen open;
    ledger::Seed seed;
    /// Begun by this store. A copy of this laptop writes chains of the same names' owner, device and
    /// key: they are read like others' and never continued here.
    bool own = false;
};

class ChainTable {
public:
    explicit ChainTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const Chain& chain);
    [[nodiscard]] Result<std::optional<Chain>> find(const ledger::ChainId& id);
    /// By name.
    [[nodiscard]] Result<std::vector<Chain>> all();
    /// None of them is this store's own any more.
    [[nodiscard]] Result<void> disown();

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement find_;
    sqlcipher::Statement all_;
    sqlcipher::Statement disown_;
};

}  // namespace soxa::store
