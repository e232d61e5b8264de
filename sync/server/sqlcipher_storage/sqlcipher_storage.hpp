// The embedded store: one encrypted file.
//
// Each transaction takes the file for itself (BEGIN IMMEDIATE), waits for another process that has
// it, and believes nothing that was read before; so commands work while the server runs. The
// transactions of this process wait for each other in front of it.
#pragma once

#include <filesystem>
#include <memory>

#include "crypto/signer.hpp"
#include "sync/server/storage.hpp"

namespace soxa::server {

struct EmbeddedStore {
    std::filesystem::path file;
    Secret key;
    crypto::PublicKey province;  ///< the intake key: whose word counts in the streams
    int busy_wait_ms = 10'000;
};

/// Makes the file if it is not there. Errc::storage ("store.busy", "store.newer", …),
/// Errc::integrity ("store.wrong_key_or_damaged").
[[nodiscard]] Result<std::unique_ptr<Storage>> open_embedded(const EmbeddedStore& store);

}  // namespace soxa::server
