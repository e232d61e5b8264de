#include <csignal>
#include <cstdlib>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_full_disk {

using sqlcipher::Database;
using sqlcipher::Transaction;

/// 300 rows of 400 bytes, some of them in the place of the old ones, in one transaction.
Result<void> save_much(Database& database) {
    TRY_LET(auto transaction, Transaction::begin(database));
    TRY(database.run("UPDATE line SET body = body || body"));
    for (int n = 0; n < 300; ++n) {
        TRY(database.prepare("INSERT INTO line (body) VALUES (?1)")
                .bind(1, std::string(400, 'x'))
                .run());
    }
    return transaction.commit();
}

enum class Ending { saved = 0, told = 1, wrong_error = 2, could_not_start = 3 };

/// Saves in a process of its own that can make no file larger than `file_bytes_max`.
Ending save_with_limit(const DatabaseFolder& folder, rlim_t file_bytes_max) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const rlimit limit{file_bytes_max, file_bytes_max};
        if (::signal(SIGXFSZ, SIG_IGN) == SIG_ERR || ::setrlimit(RLIMIT_FSIZE, &limit) != 0) {
            ::_exit(static_cast<int>(Ending::could_not_start));
        }
        auto ending = Ending::could_not_start;
        if (auto database = folder.try_open()) {
            const auto saved = save_much(*database);
            ending = saved                                 ? Ending::saved
                     : saved.error().code == Errc::storage ? Ending::told
                                                           : Ending::wrong_error;
        }
        ::_exit(static_cast<int>(ending));
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return static_cast<Ending>(WEXITSTATUS(status));
}

TEST_CASE("full disk: is told at whatever byte it comes, and the old rows stay", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        fill(database, 50, 400);
    }
    const std::string good = file_bytes(folder.file());
    constexpr rlim_t step_bytes = 5000;
    int told = 0;
    auto ending = Ending::told;

    for (rlim_t limit = 512; ending != Ending::saved; limit += step_bytes) {
        CAPTURE(limit);
        REQUIRE(limit < 1'000'000);
        write_file(folder.file(), good);
        std::filesystem::remove(folder.journal());

        ending = save_with_limit(folder, limit);

        REQUIRE((ending == Ending::told || ending == Ending::saved));
        told += ending == Ending::told ? 1 : 0;
        auto database = folder.open();
        REQUIRE(database.verify_integrity());
        const bool saved = ending == Ending::saved;
        REQUIRE(integer_in(database, "SELECT count(*) FROM line") == (saved ? 350 : 50));
        REQUIRE(integer_in(database, "SELECT sum(length(body)) FROM line WHERE n <= 50") ==
                (saved ? 40'000 : 20'000));
    }

    CHECK(told >= 20);
}

TEST_CASE("full disk: has its own word, and the database can be used again", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 50, 400);
    const auto pages = integer_in(database, "PRAGMA page_count");
    REQUIRE(database.run("PRAGMA max_page_count=" + std::to_string(pages + 5)));

    const auto saved = save_much(database);

    REQUIRE(!saved);
    CHECK(saved.error().code == Errc::storage);
    CHECK(saved.error().text == "store.full");
    CHECK(integer_in(database, "SELECT count(*) FROM line") == 50);
    REQUIRE(database.run("PRAGMA max_page_count=1000000"));
    CHECK(save_much(database));
}

TEST_CASE("transaction: what SQLite rolled back by itself is not called saved", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 50, 400);
    auto transaction = Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(database.run("INSERT OR ROLLBACK INTO line (body) VALUES ('kept?')"));
    CHECK(!database.run("INSERT OR ROLLBACK INTO line (n, body) VALUES (1, 'taken')"));

    const auto committed = transaction->commit();

    REQUIRE(!committed);
    CHECK(committed.error().text == "store.rolled_back");
    CHECK(integer_in(database, "SELECT count(*) FROM line") == 50);
}

}  // namespace soxa::tests::sqlcipher_full_disk
