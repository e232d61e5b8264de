// Whose files are not complete: what a unit works through before the day that all of them are due.
#pragma once

#include <string>
#include <vector>

#include "client/office/watch.hpp"
#include "client/office/office.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct CampaignRow {
    std::string uid;
    std::string full_name;
    std::string status;
    std::size_t required = 0;
    std::size_t filled = 0;
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::string missing;  ///< the first few labels of what is wrong or not there
    bool closed_to_me = false;  ///< restricted: its look asks for a purpose first

    [[nodiscard]] bool complete() const { return !closed_to_me && filled == required && errors == 0; }
};

/// All files that are worked on, the least complete first. Reads every one of them; may be given up.
[[nodiscard]] Result<std::vector<CampaignRow>> campaign_rows(const office::Office& office,
                                                             const office::Watch& watch,
                                                             const Words& words);

}  // namespace soxa::ui
