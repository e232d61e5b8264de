// Whom the province's commands mean by a number (F11, F17).
#include <catch2/catch_test_macros.hpp>

#include "sync/server/person_number.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::tests::server_person_number {

using namespace server;

namespace {

ledger::RecordId record(std::uint8_t number) {
    ledger::RecordId id;
    id.bytes.fill(number);
    return id;
}

}  // namespace

TEST_CASE("server person number: it means who has it now, then who had it, and never one of two [F17]",
          "[server]") {
    ServerProvince province{11};
    Office office = province.open();
    province.add_unit(office, "H31.55");
    province.add_unit(office, "H31.56");
    const std::string number = "034190000011";
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, "H31.55"));
        TRY_LET(const Unit other, required_unit(records, "H31.56"));
        const auto put = [&](const Unit& in, std::uint8_t file, int hour, bool earlier) {
            return records.identities().put(
                {number, in.stream, record(file), Timestamp(std::chrono::hours(hour)), earlier});
        };
        const auto meant = [&] { return person_of_number(records, unit, number); };
        CHECK(meant() == std::nullopt);
        TRY(put(other, 9, 1, false));
        CHECK(meant() == std::nullopt);

        TRY(put(unit, 1, 2, true));  // whose number it was, and is first in the register
        REQUIRE(meant().value());
        CHECK(meant().value()->record == record(1));
        TRY(put(unit, 2, 3, false));  // who has it now
        CHECK(meant().value()->record == record(2));
        TRY(put(unit, 3, 4, false));
        REQUIRE(!meant());
        CHECK(meant().error().text == "person.several");
        return {};
    });
    REQUIRE(done);
}

}  // namespace soxa::tests::server_person_number
