// The province's backup: the embedded store as of one moment, in one file, while laptops go on.
//
// The store in it is encrypted with the province's database key. The keys themselves go along only
// under a password (Argon2id, AES-256-GCM); without one they are kept apart, as `init` says, and
// the backup opens in the folder that has them. Three generations are kept [TB-8.1], and as many more
// as any pack in force asks for (backup.min_generations).
#pragma once

#include <functional>

#include "sync/server/data_folder.hpp"
#include "sync/server/log_verify.hpp"

namespace soxa::server {

inline constexpr std::size_t backup_generations = 3;

struct Backup {
    std::filesystem::path file;
    std::string code;  ///< the province's
    std::string name;
    Timestamp made{};
    bool with_keys = false;
    std::uint64_t bytes = 0;
};

struct BackupMade {
    Backup backup;
    std::vector<VerifiedLog> logs;  ///< as found in the copy
    std::size_t generations = 0;
};
/// `place` is a folder, which keeps the generations, or a file. Opened again and verified before it returns.
/// Errc::storage ("file.full", "file.not_kept", …).
[[nodiscard]] Result<BackupMade> make_backup(Office& office, const DataFolder& folder,
                                             const std::filesystem::path& place,
                                             const Secret* password);
/// What a verified backup has, opened in a folder of its own that goes with it.
using LookIntoCopy = std::function<Result<void>(Office& copy, const BackupMade& made)>;
/// With the keys of `folder` where the backup has none of its own. Errc::not_allowed
/// ("backup.wrong_password"), Errc::usage ("backup.no_password", "backup.no_keys"),
/// Errc::integrity ("backup.foreign", "backup.damaged", "backup.other_keys", and what log_verify
/// finds).
[[nodiscard]] Result<BackupMade> verify_backup(const DataFolder& folder,
                                               const std::filesystem::path& file,
                                               const Secret* password, const Clock& clock,
                                               RandomSource& random,
                                               const LookIntoCopy& look = {});
struct Restored {
    BackupMade made;
    /// Where the store that was there is now; empty if there was none.
    std::filesystem::path replaced;
};
/// Into `folder`, which is a province's whose keys the backup is of, or empty. What laptops were
/// promised after the backup comes back from them (exchange/healing.hpp). Errc::invalid_input
/// ("restore.store_here") where there is a store, unless `replace`; Errc::storage ("store.held")
/// while `serve` runs.
[[nodiscard]] Result<Restored> restore_backup(const DataFolder& folder,
                                              const std::filesystem::path& file,
                                              const Secret* password, bool replace,
                                              const Clock& clock, RandomSource& random);

}  // namespace soxa::server
