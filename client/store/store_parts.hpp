// What a Store holds: the file, its tables, and in memory what the exchange and every panel ask
// for all the time. What is in memory changes only after its transaction was committed; after a
// commit that failed it is read anew before anybody asks, because the disk may have kept it (a
// journal that was cut off and could not be synced).
#pragma once

#include "client/store/position_index.hpp"
#include "client/store/store.hpp"
#include "client/store/views.hpp"

namespace soxa::store {

/// The names by position, none where a row is gone. Errc::integrity ("store.log") for a position that
/// the log does not have.
[[nodiscard]] Result<PositionIndex> positions_in(Tables& tables, std::uint64_t size);

struct Store::Parts {
    explicit Parts(sqlcipher::Database opened)
        : database(std::move(opened)), tables(database), directory(crypto::PublicKey{}) {}

    /// All that is in memory, from the file. After an error it is as it was.
    [[nodiscard]] Result<void> read();
    /// Reads anew if an earlier commit left it open what the file says.
    [[nodiscard]] Result<void> settle_doubt();
    [[nodiscard]] Result<sqlcipher::Transaction> begin();
    [[nodiscard]] Result<void> commit(sqlcipher::Transaction& transaction);

    sqlcipher::Database database;
    Tables tables;  // its statements go before the database
    Home home;
    LogState log;
    PositionIndex positions;
    ledger::Directory directory;
    ledger::Rulebooks rulebooks;
    bool in_doubt = false;
};

}  // namespace soxa::store
