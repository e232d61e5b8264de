#include <array>
#include <string_view>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_migration {

using sqlcipher::Transaction;

constexpr std::array<std::string_view, 2> steps{
    "CREATE TABLE one (a INTEGER) STRICT; INSERT INTO one VALUES (1)",
    "ALTER TABLE one ADD COLUMN b TEXT; CREATE TABLE two (a INTEGER) STRICT",
};

TEST_CASE("migration: applies each step once, whenever it is asked", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        REQUIRE(database.migrate(std::span(steps).first(1)));
        CHECK(database.setting("user_version").value() == "1");
        REQUIRE(database.run("INSERT INTO one VALUES (2)"));
    }
    auto database = folder.open();

    REQUIRE(database.migrate(steps));
    REQUIRE(database.migrate(steps));

    CHECK(database.setting("user_version").value() == "2");
    CHECK(integer_in(database, "SELECT sum(a) FROM one WHERE b IS NULL") == 3);
    CHECK(integer_in(database, "SELECT count(*) FROM two") == 0);
}

TEST_CASE("migration: with nothing to do writes nothing", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    REQUIRE(database.migrate(steps));
    const std::string before = file_bytes(folder.file());

    REQUIRE(database.migrate(steps));

    CHECK((file_bytes(folder.file()) == before));
}

TEST_CASE("migration: a file of a newer program is refused unchanged", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    REQUIRE(database.migrate(steps));
    const std::string before = file_bytes(folder.file());

    const auto migrated = database.migrate(std::span(steps).first(1));

    REQUIRE(!migrated);
    CHECK(migrated.error().code == Errc::storage);
    CHECK(migrated.error().text == "store.newer");
    CHECK(migrated.error().args == std::vector<std::string>{"2", "1"});
    CHECK((file_bytes(folder.file()) == before));
}

TEST_CASE("migration: a step that fails leaves the version before it, whole", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    const std::array<std::string_view, 2> failing{
        steps[0], "CREATE TABLE two (a INTEGER NOT NULL) STRICT; INSERT INTO two VALUES (NULL)"};

    const auto migrated = database.migrate(failing);

    REQUIRE(!migrated);
    CHECK(migrated.error().text == "store.constraint");
    CHECK(database.setting("user_version").value() == "1");
    CHECK(integer_in(database, "SELECT count(*) FROM sqlite_schema") == 1);
    CHECK(database.migrate(steps));
}

}  // namespace soxa::tests::sqlcipher_migration
