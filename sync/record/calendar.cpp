#include "sync/record/calendar.hpp"

#include <algorithm>

#include "sync/record/lunar.hpp"

namespace soxa::record {

namespace {

using std::chrono::days;

// The years that a file or a pack of this program may speak of.
constexpr int first_default_year = 2000;
constexpr int last_default_year = 2080;

bool is_weekend(Day day) {
    const std::chrono::weekday weekday(day);
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::set<Day> off(int year, std::initializer_list<std::pair<int, int>> month_and_day) {
    std::set<Day> made;
    for (const auto& [month, day] : month_and_day) made.insert(day_of(year, month, day));
    return made;
}

std::vector<YearDecision> make_known() {
    return {
        {2025,
         off(2025, {{1, 1},
                    {1, 27},
                    {1, 28},
                    {1, 29},
                    {1, 30},
                    {1, 31},
                    {4, 7},
                    {4, 30},
                    {5, 1},
                    {5, 2},
                    {9, 1},
                    {9, 2}}),
         off(2025, {{4, 26}}), "Thông báo nghỉ lễ, Tết năm 2025"},
        {2026,
         off(2026, {{1, 1},
                    {1, 2},
                    {2, 16},
                    {2, 17},
                    {2, 18},
                    {2, 19},
                    {2, 20},
                    {4, 27},
                    {4, 30},
                    {5, 1},
                    {8, 31},
                    {9, 1},
                    {9, 2},
                    {11, 24}}),
         off(2026, {{1, 10}, {8, 22}}), "Thông báo 9441/TB-BNV/2025"},
    };
}

/// A holiday on the weekly rest moves to the next working day [labour code, 111.3].
void put(std::set<Day>& all, Day holiday) {
    while (is_weekend(holiday) || all.contains(holiday)) holiday += days(1);
    all.insert(holiday);
}

const std::map<int, std::set<Day>>& computed_years() {
    static const std::map<int, std::set<Day>> computed = [] {
        std::map<int, std::set<Day>> all;
        for (int year = first_default_year; year <= last_default_year; ++year) {
            all.emplace(year, default_days_off(year));
        }
        return all;
    }();
    return computed;
}

}  // namespace

std::set<Day> default_days_off(int year) {
    constexpr int culture_day_since = 2026;
    constexpr int tet_days = 5;
    std::set<Day> all;
    put(all, day_of(year, 1, 1));
    const Day tet = day_of_lunar(year, 1, 1);
    for (int i = 0; i < tet_days; ++i) put(all, tet + days(i - 2));
    put(all, day_of_lunar(year, 3, 10));
    put(all, day_of(year, 4, 30));
    put(all, day_of(year, 5, 1));
    // 2/9 and the day before or after it: the one that makes the longer rest.
    const std::chrono::weekday national(day_of(year, 9, 2));
    const bool before = national == std::chrono::Tuesday || national == std::chrono::Wednesday;
    put(all, day_of(year, 9, 2));
    put(all, day_of(year, 9, before ? 1 : 3));
    if (year >= culture_day_since) put(all, day_of(year, 11, 24));
    return all;
}

const std::vector<YearDecision>& known_decisions() {
    static const std::vector<YearDecision> known = make_known();
    return known;
}

Calendar::Calendar(const std::vector<YearDecision>& own) {
    for (const YearDecision& one : known_decisions()) decisions_.insert_or_assign(one.year, one);
    for (const YearDecision& one : own) decisions_.insert_or_assign(one.year, one);
    defaults_ = computed_years();
    // One that says what is worked, or why, and names no day off, leaves the law's days as they are.
    for (auto& [year, decision] : decisions_) {
        const auto computed = defaults_.find(year);
        if (decision.off.empty() && computed != defaults_.end()) decision.off = computed->second;
    }
}

const std::set<Day>& Calendar::off_in(int year) const {
    static const std::set<Day> none;
    if (const auto decided = decisions_.find(year); decided != decisions_.end()) {
        return decided->second.off;
    }
    const auto computed = defaults_.find(year);
    return computed == defaults_.end() ? none : computed->second;
}

bool Calendar::is_workday(Day day) const {
    const int year = year_of(day);
    const auto decided = decisions_.find(year);
    if (decided != decisions_.end() && decided->second.worked.contains(day)) return true;
    return !is_weekend(day) && !off_in(year).contains(day);
}

Day Calendar::add_workdays(Day day, int n) const {
    while (n > 0) {
        day += days(1);
        if (is_workday(day)) --n;
    }
    return day;
}

std::vector<Day> Calendar::last_n_workdays(const Month& month, int n) const {
    std::vector<Day> found;
    for (Day day = month.last(); day >= month.first(); day -= days(1)) {
        if (found.size() == static_cast<std::size_t>(std::max(0, n))) break;
        if (is_workday(day)) found.push_back(day);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::optional<Day> Calendar::last_workday_until(Day day) const {
    constexpr int days_max = 60;
    for (int i = 0; i < days_max; ++i, day -= days(1)) {
        if (is_workday(day)) return day;
    }
    return std::nullopt;
}

int Calendar::workdays_between(const Window& window) const {
    int count = 0;
    for (Day day = window.first; day <= window.last; day += days(1)) count += is_workday(day);
    return count;
}

Day unit_deadline(const Month& month, int before_day) {
    return std::min(month.first() + days(before_day - 2), month.last());
}

std::vector<Day> province_window(const Calendar& calendar, const Month& month,
                                 const WindowTerms& terms) {
    switch (terms.kind) {
        case WindowKind::last_workdays:
            return calendar.last_n_workdays(month, terms.days);
        case WindowKind::last_calendar_days: {
            std::vector<Day> window;
            for (int i = terms.days - 1; i >= 0; --i) window.push_back(month.last() - days(i));
            return window;
        }
        case WindowKind::days_after_update:
        case WindowKind::continuous:
            return {};
    }
    return {};
}

}  // namespace soxa::record
