// What the month asks of the unit: the windows, the days, and every duty with who must act.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/views/month_rows.hpp"
#include "ui/widgets/day_bars.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

/// The days' bars: submitted, signed, received.
[[nodiscard]] std::vector<DaySeries> day_series(const Pen& pen, const std::vector<DayCount>& days);

class MonthPanel {
public:
    [[nodiscard]] Wanted draw(Pen& pen, const MonthRows& rows);

private:
    bool only_open_ = true;
    std::string chosen_;
};

}  // namespace soxa::ui
