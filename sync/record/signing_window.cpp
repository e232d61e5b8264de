#include "sync/record/signing_window.hpp"

namespace soxa::record {

std::optional<Day> signing_closed(const Policy& pack, Day day) {
    if (pack.outside_window != OutsideWindow::block || !pack.unit_deadline_day) return std::nullopt;
    const Day last = unit_deadline({year_of(day), month_of(day)}, *pack.unit_deadline_day);
    return day > last ? std::optional(last) : std::nullopt;
}

}  // namespace soxa::record
