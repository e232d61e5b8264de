// The exchange by USB stick: a bundle to take along, one to take in, looked at first.
#pragma once

#include "ui/panels/file_chooser.hpp"
#include "ui/panels/intent.hpp"
#include "ui/panels/page.hpp"

namespace soxa::ui {

namespace intent {

struct WriteBundle {
    std::string folder;
    bool with_log = false;
    std::string laptop;  ///< its label; empty: for the province
};
/// An empty path: another one is to be chosen.
struct LookAtBundle {
    std::string path;
};
struct TakeBundle {
    std::string path;
};

}  // namespace intent

using BundleWanted =
    std::optional<std::variant<intent::Browse, intent::WriteBundle, intent::LookAtBundle,
                               intent::TakeBundle>>;

struct BundlePageRows {
    std::string waits;  ///< said
    std::vector<std::string> laptops;  ///< of the unit, to which a bundle may go
    FolderRows folder;
    std::string path;  ///< of the bundle that is looked at; empty if there is none
    std::string looked;  ///< said of it
    bool may_take = false;  ///< it is for a laptop
    std::vector<std::string> written;
    Told told;
};

class BundlePanel {
public:
    [[nodiscard]] BundleWanted draw(Pen& pen, const BundlePageRows& page);
    /// A bundle was dropped on the window.
    void show_in() { in_ = true; }

private:
    [[nodiscard]] BundleWanted draw_out(Pen& pen, const BundlePageRows& page);
    [[nodiscard]] BundleWanted draw_in(Pen& pen, const BundlePageRows& page);

    bool in_ = false;
    bool with_log_ = false;
    std::size_t to_ = 0;  ///< the province, then the laptops
    FileChooser chooser_;
};

}  // namespace soxa::ui
