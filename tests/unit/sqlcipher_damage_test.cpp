#include <string>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_damage {

constexpr std::size_t page_bytes = sqlcipher::Database::page_bytes;
constexpr std::string_view read_all = "SELECT sum(length(body)) FROM line";

/// A good book of some 30 pages.
std::string good_book(const DatabaseFolder& folder) {
    {
        auto database = folder.open();
        fill(database, 1000, 100);
        REQUIRE(database.run("CREATE INDEX line_body ON line (body)"));
        REQUIRE(database.verify_integrity());
    }
    std::string book = file_bytes(folder.file());
    REQUIRE(book.size() % page_bytes == 0);
    REQUIRE(book.size() >= 30 * page_bytes);
    return book;
}

TEST_CASE("damage: one bit in any page is found by the check", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);

    for (std::size_t page = 1; page < good.size() / page_bytes; ++page) {
        CAPTURE(page);
        std::string bad = good;
        bad[page * page_bytes + (page * 131) % page_bytes] ^= 4;
        write_file(folder.file(), bad);

        auto database = folder.open();
        const auto verified = database.verify_integrity();

        REQUIRE(!verified);
        REQUIRE(verified.error().code == Errc::integrity);
        REQUIRE(verified.error().text == "store.damaged");
    }
}

TEST_CASE("damage: a read that needs a bad page fails, and any later one too", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);
    int failed = 0;

    for (std::size_t page = 1; page < good.size() / page_bytes; ++page) {
        CAPTURE(page);
        std::string bad = good;
        bad[page * page_bytes + 2000] ^= 1;
        write_file(folder.file(), bad);
        auto database = folder.open();
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto read = database.prepare(read_all).run();
            if (read) continue;  // the index does not need the table's pages, nor they the index's
            ++failed;
            REQUIRE(read.error().code == Errc::integrity);
            REQUIRE(read.error().text == "store.damaged");
        }
    }

    CHECK(failed >= 2 * 20);
}

TEST_CASE("damage: a page met while another statement reads is no mistake of ours", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);
    std::string bad = good;
    for (std::size_t page = 8; page < good.size() / page_bytes; ++page) {
        bad[page * page_bytes + 2000] ^= 1;
    }
    write_file(folder.file(), bad);
    auto database = folder.open();

    const auto outer = database.prepare("SELECT n FROM line").each_row([&](const sqlcipher::Row&) {
        // SQLCipher now answers SQLITE_ERROR, which wrong SQL would have too.
        const auto inner = database.prepare(read_all).run();
        REQUIRE(!inner);
        CHECK(inner.error().code == Errc::integrity);
        const auto again = database.run("SELECT count(*) FROM line, line");
        if (!again) CHECK(again.error().code == Errc::integrity);
        return Result<void>{};
    });

    REQUIRE(!outer);
    CHECK(outer.error().code == Errc::integrity);
}

TEST_CASE("damage: in the first page it is found at opening", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);

    for (const std::size_t at :
         {std::size_t{0}, std::size_t{15}, std::size_t{16}, std::size_t{4095}}) {
        CAPTURE(at);
        std::string bad = good;
        bad[at] ^= 1;
        write_file(folder.file(), bad);
        const auto opened = folder.try_open();
        REQUIRE(!opened);
        CHECK(opened.error().text == "store.wrong_key_or_damaged");
    }
}

TEST_CASE("damage: a file cut short anywhere but to nothing is found", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);

    for (std::size_t size = 1; size < good.size(); size += size < 20 ? 1 : 1777) {
        CAPTURE(size);
        write_file(folder.file(), std::string_view(good).substr(0, size));
        auto opened = folder.try_open();
        if (!opened) {
            CHECK(opened.error().code == Errc::integrity);
            continue;
        }
        const auto verified = opened->verify_integrity();
        REQUIRE(!verified);
        CHECK(verified.error().code == Errc::integrity);
    }
}

TEST_CASE("damage: pages that changed places are found", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string good = good_book(folder);
    std::string bad = good;
    bad.replace(5 * page_bytes, page_bytes, good, 6 * page_bytes, page_bytes);
    write_file(folder.file(), bad);

    auto database = folder.open();

    CHECK(!database.verify_integrity());
}

TEST_CASE("damage: rows that refer to nothing are found", "[sqlcipher]") {
    auto database = sqlcipher::Database::open_in_memory();
    REQUIRE(database);
    REQUIRE(
        database->run("CREATE TABLE unit (id INTEGER PRIMARY KEY) STRICT;"
                      "CREATE TABLE thing (unit INTEGER REFERENCES unit (id)) STRICT;"
                      "INSERT INTO unit VALUES (1); INSERT INTO thing VALUES (1)"));
    REQUIRE(database->verify_integrity());
    REQUIRE(database->run("PRAGMA foreign_keys=OFF; DELETE FROM unit"));

    CHECK(!database->verify_integrity());
}

}  // namespace soxa::tests::sqlcipher_damage
