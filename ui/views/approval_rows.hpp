// What waits for the head: of each file only what the last approved version did not say
// (TB-6.4, FEATURES on approval).
#pragma once

#include "client/office/approve.hpp"
#include "ui/views/difference_rows.hpp"
#include "ui/views/scan_rows.hpp"

namespace soxa::ui {

struct ApprovalRow {
    std::string uid;
    std::string full_name;
    std::size_t version = 0;
    bool first = false;        ///< nothing of it was approved before
    std::string submitted_by;
    std::string submitted_at;
    std::string reason;        ///< answers the warnings
    std::vector<DifferenceRow> changes;
    std::vector<ScanRow> evidence = {};  ///< new scans, and those of rows that changed
};

[[nodiscard]] Result<std::vector<ApprovalRow>> approval_rows(office::Office& office,
                                                             const Words& words);

}  // namespace soxa::ui
