// Working days, windows and lunar dates: all vectors of DOMAIN §3.9.

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/record/calendar.hpp"
#include "sync/record/lunar.hpp"

namespace soxa::tests::record_calendar {

using namespace record;

namespace {

using Days = std::vector<std::string>;

Day day(std::string_view text) { return read_day(text).value(); }

Days texts(const std::vector<Day>& days) {
    Days all;
    for (const Day one : days) all.push_back(stored(one));
    return all;
}

std::set<Day> days(std::initializer_list<std::string_view> texts_of) {
    std::set<Day> all;
    for (const std::string_view one : texts_of) all.insert(day(one));
    return all;
}

constexpr WindowTerms last_five{WindowKind::last_workdays, 5};

struct MonthCase {
    std::string_view month;
    std::string_view commune;
    Days province;
};

TEST_CASE("calendar: the twelve months of the dossier [TB-6.4] [TB-6.5]", "[calendar]") {
    const auto one =
        GENERATE(MonthCase{"2025-01",
                           "2025-01-24",
                           {"2025-01-20", "2025-01-21", "2025-01-22", "2025-01-23", "2025-01-24"}},
                 MonthCase{"2025-04",
                           "2025-04-24",
                           {"2025-04-24", "2025-04-25", "2025-04-26", "2025-04-28", "2025-04-29"}},
                 MonthCase{"2025-12",
                           "2025-12-24",
                           {"2025-12-25", "2025-12-26", "2025-12-29", "2025-12-30", "2025-12-31"}},
                 MonthCase{"2026-02",
                           "2026-02-24",
                           {"2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"}},
                 MonthCase{"2026-04",
                           "2026-04-24",
                           {"2026-04-22", "2026-04-23", "2026-04-24", "2026-04-28", "2026-04-29"}},
                 MonthCase{"2026-08",
                           "2026-08-24",
                           {"2026-08-24", "2026-08-25", "2026-08-26", "2026-08-27", "2026-08-28"}},
                 MonthCase{"2026-10",
                           "2026-10-23",
                           {"2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30"}},
                 MonthCase{"2026-11",
                           "2026-11-23",
                           {"2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"}},
                 MonthCase{"2026-12",
                           "2026-12-24",
                           {"2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"}},
                 MonthCase{"2027-02",
                           "2027-02-24",
                           {"2027-02-22", "2027-02-23", "2027-02-24", "2027-02-25", "2027-02-26"}},
                 MonthCase{"2027-04",
                           "2027-04-23",
                           {"2027-04-23", "2027-04-26", "2027-04-27", "2027-04-28", "2027-04-29"}},
                 MonthCase{"2027-11",
                           "2027-11-23",
                           {"2027-11-23", "2027-11-25", "2027-11-26", "2027-11-29", "2027-11-30"}});
    CAPTURE(one.month);
    const Calendar calendar;
    const Month month = read_month(one.month).value();

    CHECK(stored(calendar.last_workday_until(unit_deadline(month, 25)).value()) == one.commune);
    CHECK(texts(province_window(calendar, month, last_five)) == one.province);
}

TEST_CASE("calendar: November 2026 if Monday the 23rd is swapped off [TB-6.5]", "[calendar]") {
    YearDecision swapped = known_decisions().at(1);
    REQUIRE(swapped.year == 2026);
    swapped.off.insert(day("2026-11-23"));
    const Month november{2026, 11};

    swapped.worked.insert(day("2026-11-28"));
    Calendar calendar({swapped});
    CHECK(stored(calendar.last_workday_until(unit_deadline(november, 25)).value()) == "2026-11-20");
    CHECK(texts(province_window(calendar, november, last_five)) ==
          Days{"2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30"});

    swapped.worked.erase(day("2026-11-28"));
    swapped.worked.insert(day("2026-11-21"));
    calendar = Calendar({swapped});
    CHECK(stored(calendar.last_workday_until(unit_deadline(november, 25)).value()) == "2026-11-21");
    CHECK(texts(province_window(calendar, november, last_five)) ==
          Days{"2026-11-21", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"});
}

struct SumCase {
    std::string_view from;
    int days;
    std::string_view due;
};

TEST_CASE("calendar: add_workdays as in the dossier [TB-6.2] [TB-6.3b]", "[calendar]") {
    const auto one =
        GENERATE(SumCase{"2026-11-16", 5, "2026-11-23"}, SumCase{"2026-11-17", 5, "2026-11-25"},
                 SumCase{"2026-11-20", 3, "2026-11-26"}, SumCase{"2026-11-20", 5, "2026-11-30"},
                 SumCase{"2026-11-20", 10, "2026-12-07"}, SumCase{"2026-02-12", 3, "2026-02-24"},
                 SumCase{"2026-02-12", 5, "2026-02-26"}, SumCase{"2026-08-21", 3, "2026-08-25"},
                 SumCase{"2026-08-21", 5, "2026-08-27"}, SumCase{"2026-08-21", 10, "2026-09-08"},
                 SumCase{"2026-04-24", 3, "2026-05-04"}, SumCase{"2026-04-24", 5, "2026-05-06"},
                 SumCase{"2026-12-25", 5, "2027-01-04"}, SumCase{"2026-12-25", 0, "2026-12-25"});
    CAPTURE(one.from, one.days);
    CHECK(stored(Calendar().add_workdays(day(one.from), one.days)) == one.due);
}

TEST_CASE("calendar: over 36 months the two windows overlap in 17 and touch in 19 [TB-6.5]",
          "[calendar]") {
    const Calendar calendar;
    int overlapping = 0;
    int touching = 0;
    for (Month month{2025, 1}; month < Month{2028, 1}; month = month.next()) {
        const Day deadline = calendar.last_workday_until(unit_deadline(month, 25)).value();
        const Day opens = province_window(calendar, month, last_five).front();
        if (opens <= deadline) {
            ++overlapping;
        } else if (calendar.add_workdays(deadline, 1) == opens) {
            ++touching;
        }
    }
    CHECK(overlapping == 17);
    CHECK(touching == 19);
}

TEST_CASE("calendar: the last five calendar days, by the other regime [QA-7.1]", "[calendar]") {
    const Calendar calendar;
    CHECK(texts(province_window(calendar, {2026, 2}, {WindowKind::last_calendar_days, 5})) ==
          Days{"2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27", "2026-02-28"});
    CHECK(province_window(calendar, {2026, 2}, {WindowKind::continuous, 0}).empty());
}

TEST_CASE("calendar: the unit's last instant is the end of the 24th [TB-6.4]", "[calendar]") {
    CHECK(stored(unit_deadline({2026, 11}, 25)) == "2026-11-24");
    CHECK(stored(unit_deadline({2026, 2}, 1)) == "2026-01-31");
}

TEST_CASE("calendar: a year without a decision has the law's days, and says so", "[calendar]") {
    CHECK(default_days_off(2027) == days({"2027-01-01", "2027-02-04", "2027-02-05", "2027-02-08",
                                          "2027-02-09", "2027-02-10", "2027-04-16", "2027-04-30",
                                          "2027-05-03", "2027-09-02", "2027-09-03", "2027-11-24"}));
    const Calendar calendar;
    CHECK(calendar.is_decided(2025));
    CHECK(calendar.is_decided(2026));
    CHECK_FALSE(calendar.is_decided(2027));
    // A holiday that begins in 2026 was none before.
    CHECK_FALSE(default_days_off(2025).contains(day("2025-11-24")));
}

TEST_CASE("calendar: what was decided for 2026 is the law's default but for the swaps",
          "[calendar]") {
    std::set<Day> expected = known_decisions().at(1).off;
    expected.erase(day("2026-01-02"));  // against Saturday the 10th
    expected.erase(day("2026-08-31"));  // against Saturday the 22nd
    CHECK(default_days_off(2026) == expected);
}

struct LunarCase {
    int year;
    std::string_view tet;
    std::string_view kings;
};

TEST_CASE("lunar: Tết and Giỗ Tổ of the dossier, at UTC+7", "[calendar]") {
    const auto one = GENERATE(
        LunarCase{2025, "2025-01-29", "2025-04-07"}, LunarCase{2026, "2026-02-17", "2026-04-26"},
        LunarCase{2027, "2027-02-06", "2027-04-16"}, LunarCase{2028, "2028-01-26", "2028-04-04"},
        LunarCase{2029, "2029-02-13", "2029-04-23"}, LunarCase{2030, "2030-02-02", "2030-04-12"},
        LunarCase{2031, "2031-01-23", "2031-04-01"}, LunarCase{2032, "2032-02-11", "2032-04-19"},
        LunarCase{2033, "2033-01-31", "2033-04-09"}, LunarCase{2034, "2034-02-19", ""},
        LunarCase{2035, "2035-02-08", ""});
    CAPTURE(one.year);
    CHECK(stored(day_of_lunar(one.year, 1, 1)) == one.tet);
    if (!one.kings.empty()) CHECK(stored(day_of_lunar(one.year, 3, 10)) == one.kings);
}

TEST_CASE("lunar: where Việt Nam and China part", "[calendar]") {
    CHECK(stored(day_of_lunar(1985, 1, 1)) == "1985-01-21");  // China: 20 February
    CHECK(stored(day_of_lunar(2007, 1, 1)) == "2007-02-17");  // China: the 18th
    CHECK(stored(day_of_lunar(1968, 1, 1)) == "1968-01-29");
}

TEST_CASE("lunar: there and back, for two centuries", "[calendar]") {
    for (Day one = day("1900-02-01"); one < day("2099-12-01"); one += std::chrono::days(17)) {
        const LunarDate date = lunar_date(one);
        CAPTURE(stored(one), date.year, date.month, date.day, date.leap);
        REQUIRE(date.day >= 1);
        REQUIRE(date.day <= 30);
        if (!date.leap) REQUIRE(day_of_lunar(date.year, date.month, date.day) == one);
    }
}

TEST_CASE("days: only whole days that are in the calendar", "[calendar]") {
    CHECK(stored(day("2024-02-29")) == "2024-02-29");
    for (const auto wrong : {"2026-02-29", "2026-2-1", "2026-02", "01/02/2026", ""}) {
        CHECK_FALSE(read_day(wrong));
    }
    CHECK(read_month("2026-11").value() == Month{2026, 11});
    CHECK_FALSE(read_month("2026-13"));
    CHECK_FALSE(read_month("2026-11-01"));
    CHECK(shown(day("2026-11-05")) == "05/11/2026");
}

TEST_CASE("calendar: a decision that names no day off leaves the law's days as they are",
          "[calendar]") {
    YearDecision swaps;
    swaps.year = 2027;
    swaps.worked.insert(day("2027-02-13"));
    const Calendar calendar({swaps});
    CHECK_FALSE(calendar.is_workday(day("2027-04-30")));
    CHECK(calendar.is_workday(day("2027-02-13")));
    CHECK(calendar.is_workday(day("2027-02-15")));
}

TEST_CASE("calendar: the law's days are computed for years before and long after this one",
          "[calendar]") {
    const Calendar calendar;
    for (const auto holiday : {"2023-04-30", "2023-05-01", "2036-01-28", "2060-04-30"}) {
        CAPTURE(holiday);
        if (std::chrono::weekday(day(holiday)).iso_encoding() < 6) {
            CHECK_FALSE(calendar.is_workday(day(holiday)));
        }
    }
    CHECK_FALSE(calendar.is_workday(day("2023-09-04")));  // 2/9 was a Saturday
    CHECK_FALSE(calendar.is_workday(day("2045-11-24")));
}

TEST_CASE("calendar: a unit's day that a short month has not is its last one [TB-6.4]",
          "[calendar]") {
    CHECK(stored(unit_deadline({2027, 2}, 31)) == "2027-02-28");
    CHECK(stored(unit_deadline({2028, 2}, 30)) == "2028-02-29");
    CHECK(stored(unit_deadline({2027, 3}, 31)) == "2027-03-30");
}

}  // namespace

}  // namespace soxa::tests::record_calendar
