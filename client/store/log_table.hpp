// How far the province's log is here: its epoch, the peaks of its Merkle tree, the signed
// checkpoint over it.
//
// The only file that knows the table `log_state` (migrations/0002_log.sql). The caller owns the
// transaction.
#pragma once

#include "crypto/merkle.hpp"
#include "sync/ledger/verdict.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

struct LogState {
    std::uint64_t epoch = 0;  ///< 0 before the first contact
    crypto::MerkleLog log;
    ledger::Checkpoint checkpoint;
};

class LogTable {
public:
    explicit LogTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> save(const LogState& state);
    /// An empty log before the first contact. Errc::integrity ("store.log").
    [[nodiscard]] Result<LogState> load();

private:
    sqlcipher::Statement save_;
    sqlcipher::Statement load_;
};

}  // namespace soxa::store
