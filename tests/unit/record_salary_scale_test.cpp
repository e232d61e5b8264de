// The salary tables against the figures of the decree.

#include <catch2/catch_test_macros.hpp>

#include "sync/record/code_list.hpp"
#include "sync/record/salary_scale.hpp"

namespace soxa::tests::record_salary_scale {

using namespace record;

namespace {

struct Expected {
    std::string_view scale;
    std::int64_t steps;
    std::int64_t first;
    std::int64_t last;
    int months;
};

TEST_CASE("salary scales: first and last coefficients are the decree's [R08]", "[record]") {
    // First and last figures as they stand in the decree's tables, in hundredths.
    constexpr Expected table[] = {
        {"A3.1", 6, 620, 800, 36},  {"A3.2", 6, 575, 755, 36}, {"A2.1", 8, 440, 678, 36},
        {"A2.2", 8, 400, 638, 36},  {"A1", 9, 234, 498, 36},   {"A0", 10, 210, 489, 36},
        {"B", 12, 186, 406, 24},    {"C1", 12, 165, 363, 24},  {"C2", 12, 150, 348, 24},
        {"C3", 12, 135, 333, 24},   {"C1v", 12, 165, 363, 24}, {"C2v", 12, 200, 398, 24},
        {"C3v", 12, 150, 348, 24},  {"LX", 12, 205, 403, 24},  {"KT", 12, 165, 363, 24},
        {"BV", 12, 150, 348, 24},   {"PV", 12, 100, 298, 24},  {"CG", 3, 880, 1000, 60},
        {"CBX-BT", 2, 235, 285, 60}};
    for (const Expected& expected : table) {
        INFO(expected.scale);
        const SalaryScale* const scale = find_scale(expected.scale);
        REQUIRE(scale != nullptr);
        CHECK(scale->step_max() == expected.steps);
        CHECK(scale->coefficient_at(1) == expected.first);
        CHECK(scale->coefficient_at(expected.steps) == expected.last);
        CHECK(scale->raise_cycle_months == expected.months);
        CHECK_FALSE(scale->coefficient_at(0).has_value());
        CHECK_FALSE(scale->coefficient_at(expected.steps + 1).has_value());
    }
}

TEST_CASE("salary scales: a rank leads to its scale", "[record]") {
    CHECK(scale_of_rank("01.003")->name == "A1");
    CHECK(scale_of_rank("V.07.03.28")->name == "A2.2");
    CHECK(scale_of_rank("V.07.07.20") == nullptr);  // the sources do not agree
    CHECK(scale_of_rank("99.999") == nullptr);
}

TEST_CASE("salary scales: every rank's scale exists", "[record]") {
    for (const auto list : {"rank", "career_step"}) {
        for (const Code& code : find_code_list(list)->codes) {
            INFO(code.code);
            if (!code.parent.empty()) CHECK(find_scale(code.parent) != nullptr);
        }
    }
}

}  // namespace

}  // namespace soxa::tests::record_salary_scale
