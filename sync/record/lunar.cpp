#include "sync/record/lunar.hpp"

#include <array>
#include <cmath>

namespace soxa::record {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double vietnam = 7.0 / 24.0;  ///< UTC+7, in days
constexpr double epoch = 2440587.5;     ///< Julian day of 1/1/1970, 0 h
constexpr double synodic_month = 29.530588861;

double radians(double degrees) { return degrees * pi / 180.0; }

/// Terrestrial time runs ahead of universal time; in days, by the polynomials of Espenak and Meeus
/// for our two centuries. A minute, which no month begin of the dossier comes near.
double delta_t(double year) {
    const double t = year - 2000.0;
    const double seconds = year < 1961.0   ? 29.07 + 0.407 * (year - 1950.0)
                           : year < 1986.0 ? 45.45 + 1.067 * (year - 1975.0)
                           : year < 2005.0 ? 63.86 + 0.3345 * t
                                           : 62.92 + 0.32217 * t + 0.005589 * t * t;
    return seconds / 86400.0;
}

/// A term of the series: how often the anomalies and the node's argument count, and its size.
struct Term {
    int sun;
    int moon;
    int latitude;
    int eccentricity;
    double days;
};
constexpr std::array<Term, 22> new_moon_terms{{
    {0, 1, 0, 0, -0.40720},   {1, 0, 0, 1, 0.17241},   {0, 2, 0, 0, 0.01608},
    {0, 0, 2, 0, 0.01039},    {-1, 1, 0, 1, 0.00739},  {1, 1, 0, 1, -0.00514},
    {2, 0, 0, 2, 0.00208},    {0, 1, -2, 0, -0.00111}, {0, 1, 2, 0, -0.00057},
    {1, 2, 0, 1, 0.00056},    {0, 3, 0, 0, -0.00042},  {1, 0, 2, 1, 0.00042},
    {1, 0, -2, 1, 0.00038},   {-1, 2, 0, 1, -0.00024}, {2, 1, 0, 0, -0.00007},
    {0, 2, -2, 0, 0.00004},   {3, 0, 0, 0, 0.00004},   {1, 1, -2, 0, 0.00003},
    {0, 2, 2, 0, 0.00003},    {1, 1, 2, 0, -0.00003},  {-1, 1, 2, 0, 0.00003},
    {-1, 1, -2, 0, -0.00002},
}};

/// The k-th new moon since that of 6/1/2000, as a Julian day in universal time.
double new_moon(int k) {
    const double t = k / 1236.85;
    const double t2 = t * t;
    const double mean = 2451550.09766 + synodic_month * k + 0.00015437 * t2;
    const double e = 1.0 - 0.002516 * t - 0.0000074 * t2;
    const double sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t2);
    const double moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t2);
    const double latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t2);
    const double node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t2);
    double correction = -0.00017 * std::sin(node);
    for (const Term& term : new_moon_terms) {
        correction += term.days * std::pow(e, term.eccentricity) *
                      std::sin(term.sun * sun + term.moon * moon + term.latitude * latitude);
    }
    // The largest of the planets' terms.
    correction += 0.000325 * std::sin(radians(299.77 + 0.107408 * k - 0.009173 * t2)) +
                  0.000165 * std::sin(radians(251.88 + 0.016321 * k)) +
                  0.000164 * std::sin(radians(251.83 + 26.651886 * k)) +
                  0.000126 * std::sin(radians(349.42 + 36.412478 * k));
    return mean + correction - delta_t(2000.0 + k / 12.3685);
}

/// The local day on which a Julian day falls.
Day local_day(double julian) {
    return Day(std::chrono::days(static_cast<int>(std::floor(julian - epoch + vietnam))));
}

Day month_begin(int k) { return local_day(new_moon(k)); }

/// The sun's apparent longitude at the local midnight that a day begins with, in twelfths of the
/// circle: 0 from the spring equinox.
int sign_at(Day day) {
    const double universal = epoch + static_cast<double>(day.time_since_epoch().count()) - vietnam;
    const double julian = universal + delta_t(static_cast<double>(year_of(day)));
    const double t = (julian - 2451545.0) / 36525.0;
    const double mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
    const double anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t);
    const double centre = (1.914602 - 0.004817 * t) * std::sin(anomaly) +
                          (0.019993 - 0.000101 * t) * std::sin(2 * anomaly) +
                          0.000289 * std::sin(3 * anomaly);
    const double node = radians(125.04 - 1934.136 * t);
    const double apparent = mean + centre - 0.00569 - 0.00478 * std::sin(node);
    const double turns = apparent / 360.0;
    return static_cast<int>((turns - std::floor(turns)) * 12.0);
}

/// The new moon that a day lies under.
int moon_of(Day day) {
    const double since = static_cast<double>(day.time_since_epoch().count()) + epoch - 2451550.0;
    int k = static_cast<int>(std::floor(since / synodic_month)) + 1;
    while (month_begin(k) > day) --k;
    return k;
}

/// The new moon of the eleventh month: the one with the winter solstice of the year.
int eleventh_moon(int year) {
    constexpr int winter = 9;  // 270°
    const int k = moon_of(day_of(year, 12, 31));
    return sign_at(month_begin(k)) >= winter ? k - 1 : k;
}

/// Between two eleventh months thirteen moons have a leap one: the first without a principal term.
/// 0 if there is none; else its place after the eleventh month.
int leap_place(int from, int to) {
    constexpr int moons = 13;
    if (to - from < moons) return 0;
    for (int i = 1; i < moons; ++i) {
        if (sign_at(month_begin(from + i)) == sign_at(month_begin(from + i + 1))) return i;
    }
    return 0;
}

}  // namespace

LunarDate lunar_date(Day day) {
    const int k = moon_of(day);
    const Day begin = month_begin(k);
    int year = year_of(day);
    if (k >= eleventh_moon(year)) ++year;  // the eleventh month already counts to the next
    const int from = eleventh_moon(year - 1);
    const int leap = leap_place(from, eleventh_moon(year));
    const int place = k - from;
    const int number = leap != 0 && place >= leap ? place - 1 : place;
    LunarDate date;
    date.leap = leap != 0 && place == leap;
    date.month = (number + 10) % 12 + 1;
    date.year = number < 2 ? year - 1 : year;
    date.day = static_cast<int>((day - begin).count()) + 1;
    return date;
}

Day day_of_lunar(int year, int month, int day) {
    const int solstice_year = month >= 11 ? year : year - 1;
    const int from = eleventh_moon(solstice_year);
    const int leap = leap_place(from, eleventh_moon(solstice_year + 1));
    const int number = (month + 1) % 12;  // after the eleventh month
    const int place = leap != 0 && number >= leap ? number + 1 : number;
    return month_begin(from + place) + std::chrono::days(day - 1);
}

}  // namespace soxa::record
