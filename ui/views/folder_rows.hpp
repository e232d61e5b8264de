// What lies in a folder, for choosing a ticket or a list to import.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace soxa::ui {

struct FolderRow {
    std::string name;  ///< UTF-8
    std::string path;
    bool folder = false;
};

struct FolderRows {
    std::string path;
    std::string above;  ///< empty at the top
    std::vector<FolderRow> rows;  ///< folders first, each by name; hidden ones left out
    bool readable = true;
    /// Sticks and other disks that are here now.
    std::vector<FolderRow> places = {};
};

/// Only files whose name ends in one of `endings` (".ticket"); all if there are none.
[[nodiscard]] FolderRows folder_rows(const std::filesystem::path& folder,
                                     const std::vector<std::string>& endings);

/// All of the folder that is typed or chosen, or of the one in which a file lies; of where the
/// program was started for an empty path.
[[nodiscard]] FolderRows folder_of(const std::string& path);

}  // namespace soxa::ui
