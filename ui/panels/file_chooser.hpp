// Choosing a file without the system's dialog: a path that is typed, pasted or dropped, or the
// folders to walk through.
#pragma once

#include "ui/views/folder_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct FileChosen {
    std::string folder;  ///< to be shown
    std::string file;    ///< taken
};

class FileChooser {
public:
    [[nodiscard]] FileChosen draw(Pen& pen, const char* id, const FolderRows& rows, float height);

private:
    std::string typed_;
    std::string shown_;  ///< the folder that typed_ stands for
};

}  // namespace soxa::ui
