// The scans of a file: the list, one of them to be looked at page by page, and a new one, chosen or
// dropped on the window, looked at before it is attached.
#pragma once

#include "client/office/attach.hpp"
#include "client/office/scan_look.hpp"
#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"
#include "ui/panels/page.hpp"
#include "ui/panels/picture_box.hpp"
#include "ui/views/scan_rows.hpp"
#include "ui/widgets/picker.hpp"

namespace soxa::ui {

namespace intent {

struct LookAtScan {
    std::string row_uid;
    int page = 1;
};
/// A file that may be attached; an empty path: another, or none.
struct ChooseScan {
    std::string path;
    int page = 1;
};
struct AttachScan {
    office::NewAttachment typed;  ///< without its bytes, which are those that were looked at
};
struct GiveOutScan {
    std::string row_uid;
    std::string path;
    std::string purpose;
};

}  // namespace intent

using ScanWanted =
    std::optional<std::variant<intent::Go, intent::Browse, intent::LookAtScan, intent::ChooseScan,
                               intent::AttachScan, intent::GiveOutScan>>;

struct ScanPageRows {
    ScanRows scans;
    Place back = Place::form;
    std::string shown;  ///< row_uid of what is looked at; empty for none
    office::ScanLook look;
    FolderRows folder;
    std::string path;  ///< of the file that may be attached; empty for none
    office::ScanLook fresh;
    Told told;
};

class ScanPanel {
public:
    [[nodiscard]] ScanWanted draw(Pen& pen, const ScanPageRows& page);
    /// A file is being looked at: what was typed for the one before is not for it.
    void begin(const std::string& file_name);
    /// To the list; what was typed is gone.
    void done();
    /// No picture stays in memory.
    void forget();

private:
    [[nodiscard]] ScanWanted draw_list(Pen& pen, const ScanPageRows& page);
    [[nodiscard]] ScanWanted draw_shown(Pen& pen, const ScanPageRows& page);
    [[nodiscard]] ScanWanted draw_new(Pen& pen, const ScanPageRows& page);
    /// The page's number where it was turned.
    [[nodiscard]] std::optional<int> draw_look(Pen& pen, const std::string& name,
                                               const office::ScanLook& look);
    [[nodiscard]] ScanWanted draw_giving_out(Pen& pen, const ScanPageRows& page);

    bool adding_ = false;
    FileChooser chooser_;
    Picker picker_;
    PictureBox pictures_;
    office::NewAttachment typed_;
    std::string pages_;
    bool smaller_ = true;
    bool giving_out_ = false;
    std::string out_;
    std::string purpose_;
};

}  // namespace soxa::ui
