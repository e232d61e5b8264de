// Whole days to count with: a day is the number of days since 1/1/1970, in Việt Nam. No clock, no
// time zone.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soxa::record {

using Day = std::chrono::sys_days;

[[nodiscard]] constexpr Day day_of(int year, int month, int day) {
    return Day(std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
               std::chrono::day(static_cast<unsigned>(day)));
}
[[nodiscard]] constexpr int year_of(Day day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}
[[nodiscard]] constexpr int month_of(Day day) {
    return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(day).month()));
}
[[nodiscard]] constexpr int day_of_month(Day day) {
    return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(day).day()));
}

/// YYYY-MM-DD of a day that the calendar has; nothing else.
[[nodiscard]] std::optional<Day> read_day(std::string_view stored);
[[nodiscard]] std::string stored(Day day);
/// 24/11/2026.
[[nodiscard]] std::string shown(Day day);

/// A calendar month.
struct Month {
    int year = 0;
    int month = 0;

    [[nodiscard]] Day first() const { return day_of(year, month, 1); }
    [[nodiscard]] Day last() const;
    [[nodiscard]] Month next() const;
    friend auto operator<=>(const Month&, const Month&) = default;
};

/// YYYY-MM.
[[nodiscard]] std::optional<Month> read_month(std::string_view stored);
[[nodiscard]] std::string stored(const Month& month);

}  // namespace soxa::record
