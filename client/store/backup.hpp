// A store's backup as a file: what was kept beside it, and the store itself in another folder.
#pragma once

#include <filesystem>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::store {

/// What back_up() was given. Errc::integrity ("backup.foreign", "backup.damaged"), Errc::storage.
[[nodiscard]] Result<Bytes> backup_label(const std::filesystem::path& file);
/// So that Store::open() finds it there; whole, or nothing of it.
[[nodiscard]] Result<void> extract_backup(const std::filesystem::path& file,
                                          const std::filesystem::path& folder);

}  // namespace soxa::store
