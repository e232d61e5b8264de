#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/time.hpp"

namespace soxa::tests::base_time {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

TEST_CASE("time: is written as RFC 3339 in UTC and read back", "[base]") {
    const std::array<std::pair<std::uint64_t, std::string_view>, 7> known{{
        {0, "1970-01-01T00:00:00Z"},
        {951'782'399, "2000-02-28T23:59:59Z"},
        {951'782'400, "2000-02-29T00:00:00Z"},
        {1'709'164'800, "2024-02-29T00:00:00Z"},
        {2'147'483'648, "2038-01-19T03:14:08Z"},
        {4'107'542'400, "2100-03-01T00:00:00Z"},
        {253'402'300'799, "9999-12-31T23:59:59Z"},
    }};

    for (const auto& [seconds, text] : known) {
        CAPTURE(seconds);
        CHECK(rfc3339(timestamp_of(seconds)) == text);
        CHECK(from_rfc3339(text) == timestamp_of(seconds));
        CHECK(seconds_of(timestamp_of(seconds)) == seconds);
    }
}

TEST_CASE("time: every half day of 400 years comes back", "[base]") {
    constexpr std::uint64_t half_day = 12 * 3600;
    constexpr std::uint64_t halves = 146'097 * 2;  // the calendar repeats after 146,097 days

    for (std::uint64_t i = 0; i < halves; ++i) {
        const auto time = timestamp_of(i * half_day + i % 43'200);
        if (from_rfc3339(rfc3339(time)) != time) FAIL(rfc3339(time));
    }
    SUCCEED();
}

TEST_CASE("time: what is no time of the calendar is not read", "[base]") {
    const std::array wrong{
        "",
        "2026-11-22",
        "2026-11-22T03:04:05",
        "2026-11-22T03:04:05z",
        "2026-11-22t03:04:05Z",
        "2026-11-22 03:04:05Z",
        "2026-11-22T03:04:05+00:00",
        "2026-11-22T03:04:05.0Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T23:60:00Z",
        "2026-11-22T23:59:60Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-11-00T00:00:00Z",
        "2026-11-2 T03:04:05Z",
        "+026-11-22T03:04:05Z",
        "2026-11-22T03:-4:05Z",
        "2026-11-22T03:04:05Z ",
    };

    for (const std::string_view text : wrong) {
        CAPTURE(text);
        CHECK_FALSE(from_rfc3339(text));
    }
}

TEST_CASE("time: a new day begins in Việt Nam at 17:00 UTC", "[base]") {
    const auto before = from_rfc3339("2026-12-31T16:59:59Z");
    const auto after = from_rfc3339("2026-12-31T17:00:00Z");
    REQUIRE(before);
    REQUIRE(after);

    CHECK(day_in_vietnam(*before) == year(2026) / month(12) / day(31));
    CHECK(day_in_vietnam(*after) == year(2027) / month(1) / day(1));
    CHECK(day_in_vietnam(*from_rfc3339("2028-02-28T17:00:00Z")) == year(2028) / month(2) / day(29));
}

TEST_CASE("time: before 1970 counts as 1970", "[base]") {
    CHECK(seconds_of(Timestamp(std::chrono::seconds(-1))) == 0);
}

}  // namespace soxa::tests::base_time
