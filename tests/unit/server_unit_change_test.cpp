// What the province orders for a unit or a person is done at once (F10, F11).
#include <catch2/catch_test_macros.hpp>

#include "sync/server/unit_change.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::tests::server_unit_change {

using namespace server;

namespace {

const std::string basis = "2/NQ 20/11/2026";

}  // namespace

TEST_CASE("server unit change: a day that cannot be read or is to come changes nothing [F10, F11]",
          "[server]") {
    ServerProvince province{12};
    Office office = province.open();
    province.add_unit(office, "H31.55");
    province.add_unit(office, "H31.56");
    // Half past one of 26/11 in Việt Nam, while it is the day before at Greenwich.
    province.clock.time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) +
                          std::chrono::hours(18) + std::chrono::minutes(30);
    const auto refusal = [](const auto& done) {
        return done ? std::string() : done.error().text;
    };
    const auto all = [&](const std::string& day) {
        const UnitOrder order{basis, day};
        return std::vector{
            refusal(merge_units(office, {"H31.55"}, "H31.56", order)),
            refusal(split_unit(office, "H31.55", "H31.56", {"034190000011"}, order)),
            refusal(rename_unit(office, "H31.55", "Xã Thử", order)),
            refusal(set_status(office, {"H31.55", "034190000011", "40", order}))};
    };
    for (const char* const unreadable : {"32/13/2026", "2026-13-32", "hôm qua", "2026-11"}) {
        INFO(unreadable);
        CHECK(all(unreadable) == std::vector<std::string>(4, "unit.date"));
    }
    CHECK(all("2026-11-27") == std::vector<std::string>(4, "unit.not_yet"));
    const auto untouched = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, "H31.55"));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const auto changes, stream->of_kind(ledger::Kind::unit_change));
        CHECK(changes.empty());
        CHECK(unit.name != "Xã Thử");
        return {};
    });
    REQUIRE(untouched);

    CHECK(rename_unit(office, "H31.55", "Xã Thử", {basis, "2026-11-26"}));
    CHECK(merge_units(office, {"H31.55"}, "H31.56", {basis, ""}));
}

}  // namespace soxa::tests::server_unit_change
