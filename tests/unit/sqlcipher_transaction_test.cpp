#include <chrono>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_transaction {

using sqlcipher::Database;
using sqlcipher::Row;
using sqlcipher::Transaction;

constexpr std::string_view count = "SELECT count(*) FROM line";
constexpr std::string_view add = "INSERT INTO line (body) VALUES ('new')";

TEST_CASE("transaction: rolls back when it goes without commit", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 3, 10);

    {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        REQUIRE(database.run(add));
        REQUIRE(database.run("CREATE TABLE other (a INTEGER) STRICT"));
        CHECK(integer_in(database, count) == 4);
    }

    CHECK(integer_in(database, count) == 3);
    CHECK(integer_in(database, "SELECT count(*) FROM sqlite_schema") == 1);
}

TEST_CASE("transaction: what was committed is there after reopening", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        fill(database, 3, 10);
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        Transaction moved(std::move(*transaction));
        REQUIRE(database.run(add));
        REQUIRE(moved.commit());
    }

    auto database = folder.open();

    CHECK(integer_in(database, count) == 4);
    CHECK(std::filesystem::file_size(folder.journal()) == 0);
}

TEST_CASE("transaction: an error inside leaves the earlier steps to the rollback", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 3, 10);
    const auto act = [&]() -> Result<void> {
        TRY_LET(auto transaction, Transaction::begin(database));
        TRY(database.run(add));
        TRY(database.run("INSERT INTO line (n, body) VALUES (1, 'taken')"));
        return transaction.commit();
    };

    const auto acted = act();

    REQUIRE(!acted);
    CHECK(acted.error().text == "store.constraint");
    CHECK(integer_in(database, count) == 3);
}

TEST_CASE("transaction: a second writer is told busy once its wait is over", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 3, 10);
    constexpr std::chrono::milliseconds wait{60};
    const Secret key(Bytes(Database::key_bytes, 7));
    auto second = Database::open(folder.file(), key, static_cast<int>(wait.count()));
    REQUIRE(second);
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction);

    // The clock is the subject here: only a lower bound, which a slow machine cannot break.
    const auto before = std::chrono::steady_clock::now();
    const auto refused = Transaction::begin(*second);
    const auto waited = std::chrono::steady_clock::now() - before;

    REQUIRE(!refused);
    CHECK(refused.error().code == Errc::storage);
    CHECK(refused.error().text == "store.busy");
    CHECK(waited >= wait);
    REQUIRE(database.run(add));
    REQUIRE(transaction->commit());
    CHECK(Transaction::begin(*second));
    CHECK(integer_in(*second, count) == 4);
}

TEST_CASE("transaction: a commit that meets a reader is busy and can be repeated", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 3, 10);
    auto reader = folder.open();
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(database.run(add));

    const auto read = reader.prepare("SELECT n FROM line").each_row([&](const Row&) {
        const auto committed = transaction->commit();
        REQUIRE(!committed);
        CHECK(committed.error().text == "store.busy");
        return Result<void>{};
    });

    REQUIRE(read);
    REQUIRE(transaction->commit());
    CHECK(integer_in(reader, count) == 4);
}

/// Dies in the middle of a transaction that is partly in the file already.
void die_while_saving(const DatabaseFolder& folder) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto database = folder.try_open();
        const bool spilt = database && database->run("PRAGMA cache_size=10") &&
                           database->run("BEGIN IMMEDIATE") &&
                           database->run("UPDATE line SET body = upper(body) || 'half'");
        ::_exit(spilt ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

TEST_CASE("transaction: one that a stopped process left is taken back at opening", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        fill(database, 500, 400);
    }
    const std::string good = file_bytes(folder.file());
    die_while_saving(folder);
    REQUIRE((file_bytes(folder.file()) != good));
    REQUIRE(std::filesystem::file_size(folder.journal()) > 0);

    SECTION("with the key") {
        auto database = folder.open();
        CHECK(database.verify_integrity());
        CHECK(integer_in(database, "SELECT count(*) FROM line WHERE body LIKE '%half'") == 0);
    }
    SECTION("also if somebody tried a wrong key before") {
        const auto opened = folder.try_open(8);
        REQUIRE(!opened);
        CHECK(opened.error().code == Errc::integrity);

        auto database = folder.open();
        CHECK(database.verify_integrity());
        CHECK(integer_in(database, "SELECT count(*) FROM line WHERE body LIKE '%half'") == 0);
    }
}

}  // namespace soxa::tests::sqlcipher_transaction
