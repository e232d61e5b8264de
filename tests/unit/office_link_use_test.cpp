// What a laptop has used of its line, and what caps leave of it.
#include <catch2/catch_test_macros.hpp>

#include "client/office/link_plan.hpp"
#include "client/office/link_use.hpp"
#include "tests/unit/seeded_random.hpp"
#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::office_link_use {

using namespace office;

namespace {

class SetClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time = timestamp_of(1'795'000'000);
};

constexpr std::uint64_t handshake = 4000;

}  // namespace

TEST_CASE("link use: is counted by days and months, and begins anew with them", "[office]") {
    const DatabaseFolder folder;
    SetClock clock;
    SeededRandom random(1);
    const Surroundings around{folder.file().parent_path(), clock, random};
    CHECK(link_use(around).day_bytes == 0);
    REQUIRE(count_link_use(around, 1000));
    REQUIRE(count_link_use(around, 0));
    REQUIRE(count_link_use(around, 500));
    CHECK(link_use(around).day_bytes == 1500 + 2 * handshake);
    clock.time += std::chrono::days(1);
    CHECK(link_use(around).day_bytes == 0);
    CHECK(link_use(around).month_bytes == 1500 + 2 * handshake);
    clock.time += std::chrono::days(31);
    CHECK(link_use(around).month_bytes == 0);
}

TEST_CASE("link use: a cap leaves what was not used, and the lesser of two holds", "[office]") {
    Preferences wanted;
    CHECK_FALSE(allowance(wanted, {10, 10}).now());
    wanted.day_kb_max = 5;
    CHECK(allowance(wanted, {1000, 1000}).now() == 4000);
    CHECK(allowance(wanted, {6000, 6000}).now() == 0);
    wanted.month_mb_max = 1;
    CHECK(allowance(wanted, {1000, 999'000}).now() == 1000);
}

TEST_CASE("link use: a link ends at its cap, and does not begin beyond it", "[office]") {
    const DatabaseFolder folder;
    const SetClock clock;
    SeededRandom random(1);
    const Surroundings around{folder.file().parent_path(), clock, random};
    CHECK(LinkMeter::begin(around)->allows(~std::uint64_t{0}));
    Preferences wanted;
    wanted.day_kb_max = 14;
    REQUIRE(save(folder.file().parent_path(), wanted));
    CHECK(preferences(folder.file().parent_path()) == wanted);
    LinkMeter meter = LinkMeter::begin(around).value();
    CHECK(meter.allows(10'000));
    CHECK_FALSE(meter.capped());
    CHECK_FALSE(meter.allows(10'001));
    CHECK(meter.capped());
    REQUIRE(count_link_use(around, 10'001));
    const auto again = LinkMeter::begin(around);
    REQUIRE_FALSE(again);
    CHECK(again.error().text == "exchange.capped");
}

TEST_CASE("courier: is advised where the cap would not let it through in time", "[office]") {
    using std::chrono::hours;
    LinkPlan plan;
    plan.operations = 10;
    plan.bytes = 100'000;
    plan.takes = std::chrono::seconds(10);
    CHECK_FALSE(courier_advised(plan, hours(24 * 4)));
    plan.allowed.today = 10'000;
    plan.day_bytes_max = 30'000;
    // A day is for the road: today and three more days are 100,000 bytes.
    CHECK_FALSE(courier_advised(plan, hours(24 * 4)));
    CHECK(courier_advised(plan, hours(24 * 4 - 1)));
    plan.allowed.this_month = 99'999;
    CHECK(courier_advised(plan, hours(24 * 10)));
}

}  // namespace soxa::tests::office_link_use
