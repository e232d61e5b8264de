#include "sync/record/day.hpp"

#include "sync/record/date_text.hpp"

namespace soxa::record {

namespace {

KnownDate known(Day day) { return {year_of(day), month_of(day), day_of_month(day)}; }

}  // namespace

std::optional<Day> read_day(std::string_view stored_text) {
    const KnownDate date = known_date(stored_text);
    if (date.day == 0 || stored(date) != stored_text) return std::nullopt;
    return day_of(date.year, date.month, date.day);
}

std::string stored(Day day) { return stored(known(day)); }
std::string shown(Day day) { return shown(known(day)); }

Day Month::last() const { return day_of(year, month, days_in(year, month)); }

Month Month::next() const { return month == 12 ? Month{year + 1, 1} : Month{year, month + 1}; }

std::optional<Month> read_month(std::string_view stored_text) {
    const KnownDate date = known_date(stored_text);
    if (date.month == 0 || date.day != 0 || stored(date) != stored_text) return std::nullopt;
    return Month{date.year, date.month};
}

std::string stored(const Month& month) { return stored(KnownDate{month.year, month.month, 0}); }

}  // namespace soxa::record
