// A column a day, a bar a series: how the days of a month went.
#pragma once

#include <string>
#include <vector>

#include "ui/widgets/text.hpp"

namespace soxa::ui {

struct DaySeries {
    std::string label;
    Tone tone = Tone::plain;
    std::vector<std::size_t> counts;  ///< the first day first; all series are equally long
};

/// As wide as the window; the numbers of a day are told when the mouse is over it. In the
/// description it is a picture whose value has each series' sum.
void day_bars(Pen& pen, const std::string& label, const std::vector<DaySeries>& series,
              float height);

}  // namespace soxa::ui
