// What this account entered and a decision went against: told to its author, who may propose it again.
#pragma once

#include <string>
#include <vector>

#include "client/office/overruled.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct OverruledRow {
    std::string id;   ///< of the office's Overruled
    std::string uid;  ///< of the record
    std::string full_name;
    struct Line {
        std::string label;
        std::string yours;
        std::string stands;
    };
    std::vector<Line> lines;  ///< one, or several of a cluster
    std::string who;          ///< decided, in what role
    std::string when;
    std::string device;
};

/// In the order of the list of files. Reads every file; may be given up.
[[nodiscard]] Result<std::vector<OverruledRow>> overruled_rows(const office::Office& office,
                                                               const office::Watch& watch,
                                                               const Words& words);

}  // namespace soxa::ui
