// A row that one end lost comes back from the other, for about what the row weighs.
#include <catch2/generators/catch_generators.hpp>

#include "sync/exchange/repair.hpp"
#include "sync/server/keys.hpp"
#include "sync/server/log_verify.hpp"
#include "sync/server/repair.hpp"
#include "sync/sqlcipher/database.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_repair {

using namespace exchange_world;

namespace {

struct Healed {
    std::uint64_t here = 0;
    std::uint64_t there = 0;
    std::size_t requests = 0;
    std::size_t bytes = 0;
};

struct Unit : World {
    using World::World;

    Secret laptop_key(const std::string& name) {
        const auto keystore = good(crypto::Keystore::open(around(name).home));
        for (const crypto::Slot& slot : keystore.candidates(admin_id)) {
            const auto keys = crypto::open_slot(slot, secret("mật khẩu quản trị"));
            if (keys) return good(keystore.database_key(*keys));
        }
        FAIL("no slot opens");
        return {};
    }
    void damage_laptop(const std::string& name, const std::string& sql) {
        const Secret key = laptop_key(name);
        run(around(name).home / "ledger.db", key, sql);
    }
    void damage_province(const std::string& sql) {
        run(province.data.store(), good(server::read_keys(province.data.keys())).database, sql);
    }
    static void run(const fs::path& file, const Secret& key, const std::string& sql) {
        REQUIRE(fs::exists(file));
        auto database = good(sqlcipher::Database::open(file, key, 1000));
        good(database.run("PRAGMA foreign_keys = OFF"));
        good(database.run(sql));
    }

    Result<Healed> repair(office::Office& at) {
        const store::Home& home = at.store().home();
        exchange::RepairSession session(at.store(), home.stream, home.device,
                                        at.store().checkpoint());
        Healed healed;
        while (!session.complete()) {
            REQUIRE(++healed.requests < 10);
            TRY_LET(const Bytes said, session.request());
            const Bytes sent = exchange::compressed(said);
            TRY_LET(const Bytes answered,
                    server::answer_repair(office, home.device_certificate, sent));
            healed.bytes += sent.size() + answered.size();
            TRY(session.take(good(exchange::decompressed(answered, exchange::repair_bytes_max))));
        }
        healed.here = session.counts().here;
        healed.there = session.counts().there;
        return healed;
    }
    void check_whole(office::Office& at) {
        good(at.store().verify());
        good(server::verify_logs(office));
        CHECK(at.store().log().root() == root());
    }
};

}  // namespace

TEST_CASE("repair: where nothing is lost, one digest says so", "[repair]") {
    Unit unit(401);
    office::Office at = unit.laptop("a1");
    unit.work(at, 200);
    good(unit.sync(at));

    const Healed healed = good(unit.repair(at));

    CHECK(healed.requests == 1);
    CHECK(healed.here + healed.there == 0);
    CHECK(healed.bytes < 400);
}

TEST_CASE("repair: a row that a laptop lost or that was altered comes back", "[repair]") {
    const std::string position = GENERATE("30", "171", "(SELECT max(position) FROM operation)");
    const std::string damage = GENERATE(
        "DELETE FROM operation WHERE position = ",
        "UPDATE operation SET payload = x'8163626163' WHERE position = ",
        "UPDATE operation SET received = received + 7 WHERE position = ",
        // The administrator's files are refused: he may not enter any.
        "UPDATE operation SET logged = 0, judgement = 0, logged_reason = 0, reason = 0"
        " WHERE position = ");
    INFO(damage << position);
    Unit unit(402);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 200);
        good(unit.sync(at));
    }
    unit.damage_laptop("a1", damage + position);
    office::Office at = unit.open("a1");
    REQUIRE_FALSE(at.store().verify());

    const Healed healed = good(unit.repair(at));

    CHECK(healed.here == 1);
    CHECK(healed.there == 0);
    // The log of 200 files weighs 200 KB; this is the file, and three levels of 32 digests.
    CHECK(healed.bytes < 7000);
    unit.check_whole(at);
    CHECK_FALSE(at.store().has_gaps());
    unit.work(at);
    good(unit.sync(at));
    unit.check_whole(at);
}

TEST_CASE("repair: what the province lost is handed back, by whoever has it", "[repair]") {
    const std::string damage = GENERATE(
        "DELETE FROM operation WHERE position = 57",
        "DELETE FROM operation WHERE position = (SELECT max(position) FROM operation)",
        "UPDATE operation SET header = (SELECT header FROM operation WHERE position = 2)"
        " WHERE position = 57",
        "UPDATE operation SET judgement = 0, reason = 0 WHERE position = 57");
    INFO(damage);
    Unit unit(403);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 100);
        good(unit.sync(at));
    }
    office::Office other = unit.laptop("a2");
    good(unit.sync(other));
    unit.damage_province(damage);
    REQUIRE_FALSE(server::verify_logs(unit.office));

    const Healed healed = good(unit.repair(other));

    CHECK(healed.there == 1);
    CHECK(healed.here == 0);
    CHECK(healed.bytes < 7000);
    unit.check_whole(other);
    office::Office third = unit.laptop("a3");
    good(unit.sync(third));
    unit.check_whole(third);
}

TEST_CASE("repair: a laptop that lost most of its rows gets them back", "[repair]") {
    const std::string damage = GENERATE("DELETE FROM operation WHERE position BETWEEN 13 AND 390",
                                        "DELETE FROM operation WHERE position % 3 = 1");
    INFO(damage);
    Unit unit(407);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 400);
        good(unit.sync(at));
    }
    unit.damage_laptop("a1", damage);
    office::Office at = unit.open("a1");
    REQUIRE(at.store().has_gaps());

    const Healed healed = good(unit.repair(at));

    CHECK(healed.here > 130);
    CHECK(healed.there == 0);
    CHECK_FALSE(at.store().has_gaps());
    unit.check_whole(at);
}

TEST_CASE("repair: what waits leaves a laptop with lost rows all the same", "[repair]") {
    const std::string damage = GENERATE("DELETE FROM operation WHERE position BETWEEN 13 AND 90",
                                        "DELETE FROM operation WHERE position > 40");
    INFO(damage);
    Unit unit(408);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 100);
        good(unit.sync(at));
    }
    unit.damage_laptop("a1", damage);
    office::Office at = unit.open("a1");
    REQUIRE(at.store().has_gaps());
    unit.work(at, 2);

    good(unit.sync(at));

    CHECK(good(at.store().waiting()).operations == 0);
    CHECK(at.store().has_gaps());
    good(unit.repair(at));
    unit.check_whole(at);
}

TEST_CASE("repair: both may have lost something, each something else", "[repair]") {
    Unit unit(404);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 100);
        good(unit.sync(at));
    }
    unit.damage_laptop("a1", "DELETE FROM operation WHERE position IN (40, 41, 90)");
    unit.damage_province("DELETE FROM operation WHERE position IN (12, 77)");
    office::Office at = unit.open("a1");
    REQUIRE(at.store().has_gaps());

    const Healed healed = good(unit.repair(at));

    CHECK(healed.here == 3);
    CHECK(healed.there == 2);
    unit.check_whole(at);
}

TEST_CASE("repair: what does not lead to the signed root is not taken", "[repair]") {
    Unit unit(405);
    {
        office::Office at = unit.laptop("a1");
        unit.work(at, 40);
        good(unit.sync(at));
    }
    unit.damage_laptop("a1", "DELETE FROM operation WHERE position IN (20, 21)");
    // The province's own row is another than the one it signed.
    unit.damage_province("UPDATE operation SET received = received + 1 WHERE position = 20");
    office::Office at = unit.open("a1");

    const auto healed = unit.repair(at);

    REQUIRE_FALSE(healed);
    CHECK(healed.error().text == "repair.unproven");
    CHECK(at.store().has_gaps());
}

TEST_CASE("repair: foreign bytes are no walk", "[repair]") {
    Unit unit(406);
    office::Office at = unit.laptop("a1");
    unit.work(at, 3);
    good(unit.sync(at));
    const store::Home& home = at.store().home();
    exchange::RepairAsk ask{home.stream, home.device, at.store().checkpoint(), {}, {}, {}};
    const auto answer = [&](const exchange::RepairAsk& said) -> std::string {
        const auto answered = server::answer_repair(unit.office, home.device_certificate,
                                                    exchange::compressed(exchange::encode(said)));
        return answered ? "answered" : answered.error().text;
    };
    CHECK(answer(ask) == "answered");
    exchange::RepairAsk other = ask;
    other.stream += 1;
    CHECK(answer(other) == "exchange.not_yours");
    other = ask;
    other.checkpoint.root.bytes[0] ^= 1U;
    CHECK(answer(other) == "exchange.forged");
    other = ask;
    other.spans = {{1, ask.checkpoint.size + 1, {}}};
    CHECK(answer(other) == "message.malformed");
    other.spans = {{0, 1, {}}};
    CHECK(answer(other) == "message.malformed");
    other.spans = {{1, ask.checkpoint.size, {}}, {1, ask.checkpoint.size, {}}};
    CHECK(answer(other) == "message.malformed");
    other.spans = {{2, 1, {}}, {1, 1, {}}};
    CHECK(answer(other) == "message.malformed");
    other.spans = {{1, 2, {}}, {3, 1, {}}};
    CHECK(answer(other) == "answered");
    other = ask;
    other.wanted = {2, 2};
    CHECK(answer(other) == "message.malformed");
}

}  // namespace soxa::tests::exchange_repair
