// What happened to a file, newest first: who, when, where, what, and the province's word on it.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct HistoryRow {
    std::string when;
    std::string who;
    std::string device;
    std::string what;     ///< said: changed, submitted …
    std::string verdict;  ///< said; "đã nhận" only by the province's receipt
    std::vector<std::string> changes;  ///< "Số điện thoại: 0912…"
};

[[nodiscard]] Result<std::vector<HistoryRow>> history_rows(const office::Office& office,
                                                           const ledger::RecordState& state,
                                                           const Words& words);

}  // namespace soxa::ui
