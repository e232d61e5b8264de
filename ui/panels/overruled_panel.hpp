// Values of one's own that were not taken, each with what stands and by whom, and "Đề nghị lại".
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/page.hpp"
#include "ui/views/overruled_rows.hpp"

namespace soxa::ui {

namespace intent {

struct ProposeAgain {
    std::string id;
    std::string full_name;
};

}  // namespace intent

using OverruledWanted =
    std::optional<std::variant<intent::Go, intent::OpenRecord, intent::ProposeAgain>>;

struct OverruledPageRows {
    std::vector<OverruledRow> rows;
    bool read = false;  ///< all of them; not where it was given up
    bool may_enter = true;
    Told told;
};

class OverruledPanel {
public:
    /// `read_again`: the files are to be read once more.
    [[nodiscard]] OverruledWanted draw(Pen& pen, const OverruledPageRows& page, bool& read_again);
};

}  // namespace soxa::ui
