#include "ui/views/backup_rows.hpp"

#include "crypto/base/utf8.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

BackupRows backup_rows(const office::Surroundings& around, const std::filesystem::path& folder,
                       const Words& words) {
    BackupRows rows;
    const office::BackupState state = office::backup_state(around);
    rows.due = state.due;
    if (state.last) {
        rows.last = words.say("backups.last", {spelled(*state.last),
                                               age(*state.last, around.clock.now(), words),
                                               utf8(state.place)});
    }
    const auto found = office::backups_in(folder);
    if (!found) return rows;  // the chooser says that the folder cannot be read
    for (const office::Backup& one : *found) {
        rows.here.push_back({utf8(one.file), utf8(one.file.filename()), spelled(one.made),
                             one.unit_name, size_of(one.bytes), std::to_string(one.waiting),
                             !one.device.empty()});
    }
    return rows;
}

}  // namespace soxa::ui
