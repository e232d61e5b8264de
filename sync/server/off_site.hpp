// The administrator's word that a backup lies at another place: read back where it lies, and said
// to every unit whose log it holds (ledger/off_site.hpp).
#pragma once

#include "sync/server/backup.hpp"
#include "sync/server/snapshot.hpp"

namespace soxa::server {

struct OffSiteUnit {
    std::string unit;
    std::uint64_t entries = 0;  ///< of its log, in the backup
    ledger::StreamId stream = 0;
    /// False where the same was said before, or nothing has happened in the unit since.
    bool told = false;
    /// What a new laptop begins with from now on, if it was made just now.
    std::optional<UnitSnapshot> snapshot{};
    /// Why it could not be made; the word is said all the same.
    std::optional<Error> snapshot_failed{};
};
struct OffSiteTold {
    BackupMade made;
    std::vector<OffSiteUnit> units;
};
/// Verifies the backup and tells all units or, in error, none. Errc::usage ("backup.not_off_site")
/// for a file in the province's own folder; Errc::integrity ("backup.other_log", {unit}) where the
/// unit's log is not a continuation of the backup's; otherwise as verify_backup().
[[nodiscard]] Result<OffSiteTold> confirm_off_site(Office& office, const DataFolder& folder,
                                                   const std::filesystem::path& file,
                                                   const Secret* password);

}  // namespace soxa::server
