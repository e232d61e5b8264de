// A row that was changed behind the program's back is found and named.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/server/keys.hpp"
#include "sync/server/log_verify.hpp"
#include "sync/sqlcipher/database.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::test::server_log_verify {

using tests::ServerLaptop;
using tests::ServerProvince;

namespace {

struct Change {
    const char* sql;
    const char* word;
};

}  // namespace

TEST_CASE("log verify: finds what was changed, and says where", "[server]") {
    const Change change = GENERATE(
        Change{"UPDATE operation SET payload = x'8163626163' WHERE position = 6", "log.operation"},
        Change{"UPDATE operation SET header = (SELECT header FROM operation WHERE position = 2)"
               " WHERE position = 6",
               "log.operation"},
        Change{"UPDATE operation SET kind = 6 WHERE position = 6", "log.operation"},
        Change{"UPDATE operation SET judgement = 2 WHERE position = 6", "log.root"},
        Change{"UPDATE operation SET received = received + 1 WHERE position = 6", "log.root"},
        Change{"UPDATE operation SET seal = zeroblob(64) WHERE seal IS NOT NULL", "log.seal"},
        Change{"UPDATE operation SET second_judgement = 2, second_reason = 2 WHERE position = 6",
               "log.second_look"},
        Change{"DELETE FROM operation WHERE position = 6", "log.gap"},
        Change{"DELETE FROM operation WHERE position > 6", "log.root"},
        Change{"UPDATE chain SET last = zeroblob(32)", "log.chain"},
        Change{"UPDATE unit SET peaks = zeroblob(length(peaks))", "log.root"});
    CAPTURE(change.sql);
    ServerProvince province(41);
    server::Office office = province.open();
    province.add_unit(office, "30001");
    ServerLaptop laptop(province.random, province.ticket(office, "30001", "082190000001"));
    laptop.enrol(office);
    auto administrator = laptop.administrator();
    auto clerk = laptop.member(administrator, ledger::Role::clerk, "binh", "082190000002");
    laptop.create_record(clerk, "082190000009");
    laptop.exchange_all(office);
    const auto good = server::verify_logs(office);
    REQUIRE(good);
    REQUIRE(good->size() == 1);
    CHECK(good->front().entries == 10);

    {
        const auto keys = server::read_keys(province.data.keys());
        REQUIRE(keys);
        auto database = sqlcipher::Database::open(province.data.store(), keys->database, 1000);
        REQUIRE(database);
        REQUIRE(database->run(change.sql));
    }

    const auto found = server::verify_logs(office);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == Errc::integrity);
    CHECK(found.error().text == change.word);
    REQUIRE(found.error().args.size() == 2);
    CHECK(found.error().args.front() == "30001");
}

}  // namespace soxa::test::server_log_verify
