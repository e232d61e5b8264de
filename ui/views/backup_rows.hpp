// Backups: whether one is due, and what there is in a folder.
#pragma once

#include <string>
#include <vector>

#include "client/office/backup.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct BackupRow {
    std::string file;
    std::string name;  ///< without its folder
    std::string made;
    std::string unit;
    std::string size;
    std::string waiting;  ///< operations without a receipt then
    bool good = true;
};

struct BackupRows {
    std::string last;  ///< said; empty if there was none
    bool due = true;
    std::vector<BackupRow> here;  ///< the newest first
};

[[nodiscard]] BackupRows backup_rows(const office::Surroundings& around,
                                     const std::filesystem::path& folder, const Words& words);

}  // namespace soxa::ui
