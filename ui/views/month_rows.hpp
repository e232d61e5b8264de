// The month as the office judges it: what has to be done by when and by whom, what is late, and how
// the days went (TB-6.2 to 6.5, TB-13.3).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "sync/record/day.hpp"
#include "sync/record/month.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct DutyRow {
    std::string uid;
    std::string full_name;
    std::string kind;
    std::string who;
    std::string due;    ///< "24/11/2026"; empty where the pack has no number
    std::string state;  ///< with the days that it is late
    bool late = false;
    bool open = false;
};

/// Approvals of one day, by the day in Việt Nam.
struct DayCount {
    std::size_t submitted = 0;
    std::size_t signed_here = 0;
    std::size_t received = 0;  ///< by the province's receipt

    friend bool operator==(const DayCount&, const DayCount&) = default;
};

struct MonthRows {
    record::Month month;
    std::string title;
    std::vector<std::string> windows;  ///< when unit and province sign, a sentence each
    std::size_t open = 0;
    std::size_t late = 0;
    std::size_t to_sign = 0;
    std::vector<std::string> late_by;
    std::vector<DutyRow> duties;  ///< as the office orders them: by due day
    std::vector<DayCount> days;   ///< of the month, the first first
};

[[nodiscard]] MonthRows month_rows(const record::MonthReport& report, const Words& words);
/// Reads every file; long for a large unit.
[[nodiscard]] Result<MonthRows> month_rows(office::Office& office, const record::Month& month,
                                           const Words& words);

}  // namespace soxa::ui
