// The Vietnamese lunar calendar, computed: months begin on the day of the new moon at UTC+7, and
// the month that holds the winter solstice is the eleventh. A Chinese calendar (UTC+8) has other
// days in some years: Tết 2030 is 2 February here and 3 February there.
//
// Good for 1900 to 2100: new moons by Meeus, Astronomical Algorithms, chapter 49, and the sun's
// longitude by chapter 25 (the short series), well within the minutes that decide a day there.
#pragma once

#include "sync/record/day.hpp"

namespace soxa::record {

struct LunarDate {
    int year = 0;
    int month = 0;
    int day = 0;
    bool leap = false;  ///< the second month of its number

    friend bool operator==(const LunarDate&, const LunarDate&) = default;
};

[[nodiscard]] LunarDate lunar_date(Day day);
/// The day of a month that is no leap month; months have 29 or 30 days.
[[nodiscard]] Day day_of_lunar(int year, int month, int day);

}  // namespace soxa::record
