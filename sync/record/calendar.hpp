// Working days in Việt Nam: public holidays, the yearly decisions, and what follows from them
// (DOMAIN §3.9).
//
// Which days of Tết are off, which side of 2/9, and which Saturday is worked for a day off is
// decided each year: a decision is data (built in here, or sent by the province) and replaces
// everything that is computed for its year. A year without one has the law's default and says so.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/record/day.hpp"

namespace soxa::record {

/// What the Prime Minister or the ministry decided for a year.
struct YearDecision {
    int year = 0;
    std::set<Day> off;     ///< working days that are none
    std::set<Day> worked;  ///< Saturdays and Sundays that are worked instead
    std::string basis;     ///< the document

    friend bool operator==(const YearDecision&, const YearDecision&) = default;
};

/// The days off by the law alone: labour code 2019, articles 111.3 and 112, and resolution
/// 28/2026/QH16 (24/11, from 2026). Tết is two days before its
/// first day and three from it on, as in 2025.
[[nodiscard]] std::set<Day> default_days_off(int year);
/// 2025 and 2026, as decided.
[[nodiscard]] const std::vector<YearDecision>& known_decisions();

/// First and last day of a window, both in it.
struct Window {
    Day first{};
    Day last{};

    [[nodiscard]] bool contains(Day day) const { return first <= day && day <= last; }
    friend bool operator==(const Window&, const Window&) = default;
};

class Calendar {
public:
    /// With the known decisions; one of `own` goes before a known one of its year.
    explicit Calendar(const std::vector<YearDecision>& own = {});

    [[nodiscard]] bool is_workday(Day day) const;
    /// The day of the event does not count; due is the whole of the n-th working day after it. With
    /// n = 0, the day itself.
    [[nodiscard]] Day add_workdays(Day day, int n) const;
    /// In their order; fewer if the month has fewer.
    [[nodiscard]] std::vector<Day> last_n_workdays(const Month& month, int n) const;
    [[nodiscard]] std::optional<Day> last_workday_until(Day day) const;
    [[nodiscard]] int workdays_between(const Window& window) const;
    /// False where the year's days off are only computed.
    [[nodiscard]] bool is_decided(int year) const { return decisions_.contains(year); }

private:
    [[nodiscard]] const std::set<Day>& off_in(int year) const;

    std::map<int, YearDecision> decisions_;
    /// Computed once, for the years that deadlines are asked of; others are computed anew.
    std::map<int, std::set<Day>> defaults_;
};

/// The unit's approvals are due before a day of the month: its last instant is the end of the day
/// before, 23:59:59 [TB-6.4].
[[nodiscard]] Day unit_deadline(const Month& month, int before_day);

/// The kinds of provincial window that the regimes know (DOMAIN §0.2, X1).
enum class WindowKind { last_workdays, last_calendar_days, days_after_update, continuous };
struct WindowTerms {
    WindowKind kind = WindowKind::last_workdays;
    int days = 5;

    friend bool operator==(const WindowTerms&, const WindowTerms&) = default;
};
/// All of the days in the window, in order; empty where the kind has no window in a month.
[[nodiscard]] std::vector<Day> province_window(const Calendar& calendar, const Month& month,
                                               const WindowTerms& terms);

}  // namespace soxa::record
