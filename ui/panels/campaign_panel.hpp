// Whose files are not complete, and the way to each.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/page.hpp"
#include "ui/views/campaign_rows.hpp"

namespace soxa::ui {

struct CampaignPageRows {
    std::vector<CampaignRow> rows;
    bool read = false;  ///< all of them; not where it was given up
    Told told;
};

class CampaignPanel {
public:
    /// `read_again`: the files are to be read once more.
    [[nodiscard]] Wanted draw(Pen& pen, const CampaignPageRows& page, bool& read_again);

private:
    bool only_open_ = true;
    std::string chosen_;
};

}  // namespace soxa::ui
