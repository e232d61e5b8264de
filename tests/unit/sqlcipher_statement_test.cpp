#include <array>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_statement {

using sqlcipher::Database;
using sqlcipher::Row;

struct DeviceTag;
using Device = Id<DeviceTag, 4>;

Database in_memory(std::string_view schema) {
    auto database = Database::open_in_memory();
    REQUIRE(database);
    REQUIRE(database->run(schema));
    return std::move(*database);
}

TEST_CASE("statement: gives back what was bound, by kind", "[sqlcipher]") {
    auto database = in_memory(
        "CREATE TABLE thing (a INTEGER NOT NULL, b TEXT NOT NULL, c BLOB NOT NULL, d TEXT) STRICT");
    const Bytes blob{0, 1, 255, 0};
    REQUIRE(database.prepare("INSERT INTO thing VALUES (?1, ?2, ?3, ?4)")
                .bind(1, std::int64_t{-9'007'199'254'740'993})
                .bind(2, std::string_view("Nguyễn\0Thuỷ", 15))
                .bind(3, blob)
                .bind_null(4)
                .run());

    int rows = 0;
    REQUIRE(database.prepare("SELECT a, b, c, d FROM thing").each_row([&](const Row& row) {
        ++rows;
        CHECK(row.integer(0) == -9'007'199'254'740'993);
        CHECK(row.text(1) == std::string("Nguyễn\0Thuỷ", 15));
        CHECK(row.bytes(2) == blob);
        CHECK(row.id<Device>(2).view()[2] == 255);
        CHECK(row.is_null(3));
        CHECK(row.text(3).empty());
        CHECK(row.bytes(3).empty());
        return Result<void>{};
    }));

    CHECK(rows == 1);
}

TEST_CASE("statement: empty text and empty bytes are not NULL", "[sqlcipher]") {
    auto database = in_memory("CREATE TABLE thing (b TEXT NOT NULL, c BLOB NOT NULL) STRICT");

    const auto stored = database.prepare("INSERT INTO thing VALUES (?1, ?2)")
                            .bind(1, std::string_view{})
                            .bind(2, ByteView{})
                            .run();

    REQUIRE(stored);
    CHECK(integer_in(database, "SELECT length(b) + length(c) FROM thing") == 0);
}

TEST_CASE("statement: may be run again and forgets what was bound", "[sqlcipher]") {
    auto database = in_memory("CREATE TABLE thing (a INTEGER) STRICT");
    auto insert = database.prepare("INSERT INTO thing VALUES (?1)");

    REQUIRE(insert.bind(1, std::int64_t{5}).run());
    REQUIRE(insert.bind(1, std::int64_t{6}).run());
    REQUIRE(insert.run());

    CHECK(integer_in(database, "SELECT count(*) FROM thing") == 3);
    CHECK(integer_in(database, "SELECT sum(a) FROM thing") == 11);
    CHECK(integer_in(database, "SELECT count(*) FROM thing WHERE a IS NULL") == 1);
}

TEST_CASE("statement: stops at the first error of the reader and can start over", "[sqlcipher]") {
    auto database = in_memory("CREATE TABLE thing (a INTEGER) STRICT");
    REQUIRE(database.run("INSERT INTO thing VALUES (1), (2), (3)"));
    auto select = database.prepare("SELECT a FROM thing ORDER BY a");
    std::vector<std::int64_t> seen;

    const auto stopped = select.each_row([&](const Row& row) -> Result<void> {
        seen.push_back(row.integer(0));
        if (seen.size() == 2) return fail(Errc::usage, "enough");
        return {};
    });

    REQUIRE(!stopped);
    CHECK(stopped.error().text == "enough");
    CHECK(seen == std::vector<std::int64_t>{1, 2});
    REQUIRE(select.each_row([&](const Row& row) -> Result<void> {
        seen.push_back(row.integer(0));
        return {};
    }));
    CHECK(seen == std::vector<std::int64_t>{1, 2, 1, 2, 3});
}

TEST_CASE("statement: first gives the first row, or nothing", "[sqlcipher]") {
    auto database = in_memory("CREATE TABLE thing (a INTEGER) STRICT");
    const auto a = [](const Row& row) { return row.integer(0); };

    const auto none = database.prepare("SELECT a FROM thing").first(a);
    REQUIRE(database.run("INSERT INTO thing VALUES (4), (5)"));
    const auto found = database.prepare("SELECT a FROM thing ORDER BY a").first(a);

    REQUIRE(none);
    CHECK(!none->has_value());
    REQUIRE(found);
    CHECK(*found == 4);
}

TEST_CASE("statement: what the schema forbids is an integrity error", "[sqlcipher]") {
    auto database = in_memory(
        "CREATE TABLE unit (id INTEGER PRIMARY KEY) STRICT;"
        "CREATE TABLE thing (a INTEGER NOT NULL UNIQUE CHECK (a > 0), "
        "unit INTEGER REFERENCES unit (id)) STRICT;"
        "INSERT INTO thing VALUES (1, NULL)");
    const std::array wrong{
        "INSERT INTO thing VALUES (1, NULL)",    // UNIQUE
        "INSERT INTO thing VALUES (0, NULL)",    // CHECK
        "INSERT INTO thing VALUES (NULL, 1)",    // NOT NULL
        "INSERT INTO thing VALUES ('x', NULL)",  // STRICT
        "INSERT INTO thing VALUES (2, 9)",       // REFERENCES
    };

    for (const std::string_view sql : wrong) {
        CAPTURE(sql);
        const auto prepared = database.prepare(sql).run();
        const auto direct = database.run(sql);
        REQUIRE(!prepared);
        REQUIRE(!direct);
        CHECK(prepared.error().code == Errc::integrity);
        CHECK(prepared.error().text == "store.constraint");
        CHECK(direct.error().text == "store.constraint");
    }
    CHECK(integer_in(database, "SELECT count(*) FROM thing") == 1);
}

TEST_CASE("statement: can be moved and replaced", "[sqlcipher]") {
    auto database = in_memory("CREATE TABLE thing (a INTEGER) STRICT");
    Database moved(std::move(database));
    auto first = moved.prepare("INSERT INTO thing VALUES (1)");
    auto second = moved.prepare("INSERT INTO thing VALUES (10)");

    first = std::move(second);
    REQUIRE(first.run());

    CHECK(integer_in(moved, "SELECT sum(a) FROM thing") == 10);
}

}  // namespace soxa::tests::sqlcipher_statement
