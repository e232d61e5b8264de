// A list of files given out into a folder that is chosen.
#pragma once

#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"
#include "ui/panels/page.hpp"

namespace soxa::ui {

namespace intent {

struct GiveOutList {
    std::string folder;
    std::string purpose;
};

}  // namespace intent

using ExportWanted = std::optional<std::variant<intent::Go, intent::Browse, intent::GiveOutList>>;

struct ExportPageRows {
    std::size_t files = 0;  ///< that this account has in its list
    FolderRows folder;
    Told told;
};

class ExportPanel {
public:
    [[nodiscard]] ExportWanted draw(Pen& pen, const ExportPageRows& page);

private:
    FileChooser chooser_;
    std::string purpose_;
};

}  // namespace soxa::ui
