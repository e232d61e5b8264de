// A list taken in: file, what is wrong with it, what will happen, and only then it happens.
#pragma once

#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"

namespace soxa::ui {

struct ImportRows {
    FolderRows folder;
    std::string path;   ///< that was tried; empty before
    bool csv = false;   ///< what is in it
    std::string columns;  ///< of a sheet: the fields that its columns stand for, said
    bool busy = false;
    std::string progress;
    bool tried = false;
    std::size_t ok = 0;
    struct Refused {
        std::size_t line = 0;
        std::vector<std::string> why;
    };
    std::vector<Refused> refused;
    std::vector<std::string> proposed;  ///< values that look damaged, and what they may be, said
    bool done = false;  ///< it is in
    bool can_undo = false;
    std::string message;
    bool message_is_bad = false;
};

class ImportPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const ImportRows& rows);

private:
    void draw_proposals(Pen& pen, const ImportRows& rows);

    FileChooser chooser_;
    bool take_proposals_ = false;
};

}  // namespace soxa::ui
