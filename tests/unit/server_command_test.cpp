// What an officer types: addresses, lists of units, words.
#include <catch2/catch_test_macros.hpp>

#include "crypto/durable_file.hpp"
#include "sync/server/listen_address.hpp"
#include "sync/server/unit_import.hpp"
#include "sync/server/words.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_command {

using namespace server;
using tests::ServerProvince;

TEST_CASE("listen address: reads host and port, and nothing else", "[server]") {
    CHECK(parse_listen_address("127.0.0.1:8443").value().port == 8443);
    CHECK(parse_listen_address("[::1]:0").value().host == "::1");
    CHECK(parse_listen_address("tinh.example:443").value().host == "tinh.example");
    for (const char* wrong : {"", "8443", ":8443", "host:", "host:65536", "host:80a", "::1:80"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_listen_address(wrong));
    }
    CHECK(url_of({"::1", 8443}, {}) == "https://[::1]:8443");
    CHECK(url_of({"0.0.0.0", 8443}, {"tinh.example"}) == "https://tinh.example:8443");
    CHECK(certificate_hosts({"127.0.0.1", 1}, {"b.example", "127.0.0.1"}) ==
          std::vector<std::string>{"127.0.0.1", "b.example"});
}

TEST_CASE("unit import: takes a list whole, in any order, or not at all", "[server]") {
    ServerProvince province(51);
    Office office = province.open();
    const auto imported = import_units(office,
                                       "\xEF\xBB\xBF"
                                       "code,name,parent\r\n"
                                       "30002,\"Trường \"\"Ánh Dương\"\", cơ sở 1\",30001\r\n"
                                       "\r\n"
                                       "30001,UBND xã Tân Phú,\r\n");
    REQUIRE(imported);
    CHECK(imported->added == 2);
    const auto again = import_units(office, "30001,UBND xã Tân Phú\n");
    REQUIRE(again);
    CHECK(again->there_before == 1);

    SECTION("with each wrong line named") {
        const auto wrong = import_units(office,
                                        "30003,UBND xã Mới\n"
                                        "một dòng\n"
                                        "30 04,Tên\n"
                                        "30005,Tên,39999\n");
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().code == Errc::invalid_input);
        REQUIRE(wrong.error().faults.size() == 2);
        CHECK(wrong.error().faults[0].field == "2");
        CHECK(wrong.error().faults[1].field == "3");
        REQUIRE(office.storage->transaction([](Records& records) -> Result<void> {
            CHECK(records.units().all().value().size() == 2);
            return {};
        }));
    }
    SECTION("with a parent that nobody has") {
        const auto wrong = import_units(office, "30005,Tên,39999\n");
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().faults.front().text == "unit.parent");
    }
}

TEST_CASE("province: is not made twice in one folder", "[server]") {
    ServerProvince province(52);
    const auto again =
        make_province(province.data, {"83", "Tỉnh khác"}, province.clock, province.random);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Errc::invalid_input);
    CHECK(again.error().text == "data.exists");

    SECTION("and a store without its keys is left alone") {
        std::filesystem::remove(province.data.keys());
        const auto without =
            make_province(province.data, {"82", "Tỉnh"}, province.clock, province.random);
        REQUIRE_FALSE(without);
        CHECK(without.error().text == "data.without_keys");
    }
}

TEST_CASE("province: an attempt that was cut goes on with the same keys", "[server]") {
    const tests::TestFolder folder;
    const DataFolder data{folder.path()};
    tests::SetClock clock;
    tests::SeededRandom random(53);
    const KeyRing keys = draw_keys(random);
    REQUIRE(crypto::write_durably(data.beginning(), {}));
    REQUIRE(write_keys(data.keys(), keys));

    REQUIRE(make_province(data, {"82", "Tỉnh Đồng Tháp"}, clock, random));

    const auto office = open_province(data, clock, random);
    REQUIRE(office);
    CHECK(office->root.key() == keys.root.public_key());
}

TEST_CASE("words: fill their places, in both languages", "[server]") {
    CHECK(say(Language::vi, "unit.added", {"30001"}) == "Đã thêm đơn vị 30001.");
    CHECK(say(Language::en, "unit.added", {"30001"}) == "Unit 30001 is added.");
    CHECK(say(Language::en, "no.such_key", {"1", "2"}) == "no.such_key 1 2");
}

}  // namespace soxa::test::server_command
