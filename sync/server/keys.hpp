// The province's keys in one file that only its owner can read.
//
// Whoever has this file is the province: it signs for it, opens its store, and makes certificates.
#pragma once

#include <filesystem>

#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/software_signer.hpp"

namespace soxa::server {

struct KeyRing {
    crypto::SoftwareSigner root;    ///< issues certificates; laptops pin its own
    crypto::SoftwareSigner intake;  ///< signs the province's operations
    crypto::SoftwareSigner log;     ///< signs checkpoints
    crypto::SoftwareSigner server;  ///< of the listener's certificate
    Secret database;                ///< of the embedded store
};

[[nodiscard]] KeyRing draw_keys(RandomSource& random);
[[nodiscard]] Result<void> write_keys(const std::filesystem::path& file, const KeyRing& keys);
/// Errc::storage ("file.missing", "file.read"), Errc::integrity ("keys.unreadable").
[[nodiscard]] Result<KeyRing> read_keys(const std::filesystem::path& file);

}  // namespace soxa::server
