// A laptop's backup: everything on it, as encrypted as it is here, in one file somewhere else; its
// scans, sealed, in one folder beside for all generations ("soxa-scans-1a2b3c4d").
//
// Offered each month, three generations kept [TB-8.1]; a copy counts once it was opened again and
// found whole. What is put back goes on in new chains and fetches from the province what happened
// after it, so no number of a chain is ever used twice (FEATURES F13, LEDGER §3, 17).
#pragma once

#include "client/office/office.hpp"
#include "client/office/watch.hpp"

namespace soxa::office {

/// And as many more as the pack asks for (backup.min_generations).
inline constexpr std::size_t backup_generations = 3;
inline constexpr std::chrono::days backup_term{31};

/// What anybody can read on a backup.
struct Backup {
    std::filesystem::path file;
    std::string device;  ///< hexadecimal
    std::string unit_code;
    std::string unit_name;
    Timestamp made{};
    std::uint64_t log_size = 0;  ///< of the province's log, as far as it was here
    std::uint64_t waiting = 0;   ///< operations without a receipt then
    std::uint64_t bytes = 0;
};

struct BackupMade {
    Backup backup;
    std::size_t generations = 0;  ///< of this laptop in that folder now
    std::size_t removed = 0;      ///< older ones
    std::size_t scans = 0;        ///< that were not there yet
};
/// `place` is a folder, which keeps the generations, or a file; empty for the folder of last
/// time. Errc::usage ("backup.where") if there was none, Errc::storage ("file.full",
/// "file.not_kept", …); what was there before is there after an error. Given up before it was found
/// whole, it is taken away and does not count ("act.given_up").
[[nodiscard]] Result<BackupMade> make_backup(Office& office, const std::filesystem::path& place,
                                             const Watch& watch = {});

/// Errc::integrity ("backup.foreign", "backup.damaged"), Errc::storage.
[[nodiscard]] Result<Backup> look_at_backup(const std::filesystem::path& file);
/// Of all laptops, the newest first; what is no whole backup has `bytes` and nothing else.
[[nodiscard]] Result<std::vector<Backup>> backups_in(const std::filesystem::path& folder);
/// Opens it with an account's password and checks every page, operation and view. Errc::not_allowed
/// ("login.wrong"), Errc::integrity.
[[nodiscard]] Result<Backup> verify_backup(const Surroundings& around,
                                           const std::filesystem::path& file,
                                           std::string_view login, const Secret& password);

struct Restored {
    Backup backup;
    /// Where the laptop that was in the folder is now; empty if there was none.
    std::filesystem::path replaced;
};
/// Into a folder without a laptop, or with `replace` in the place of one, which is kept beside.
/// Errc::invalid_input ("restore.laptop_here"); otherwise as verify_backup(), and then nothing has
/// changed. Safe to be cut and given again.
[[nodiscard]] Result<Restored> restore(const Surroundings& around,
                                       const std::filesystem::path& file, std::string_view login,
                                       const Secret& password, bool replace);

struct BackupState {
    std::optional<Timestamp> last;
    std::filesystem::path place;
    bool due = true;  ///< none yet, or more than a month ago
};
[[nodiscard]] BackupState backup_state(const Surroundings& around);

}  // namespace soxa::office
