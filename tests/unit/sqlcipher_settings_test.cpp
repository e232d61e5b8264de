#include <array>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <utility>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sqlcipher_fixture.hpp"

namespace soxa::tests::sqlcipher_settings {

using sqlcipher::Database;
using sqlcipher::Row;

constexpr std::array everywhere{
    std::pair{"temp_store", "2"},      std::pair{"trusted_schema", "0"},
    std::pair{"cell_size_check", "1"}, std::pair{"foreign_keys", "1"},
    std::pair{"secure_delete", "1"},   std::pair{"synchronous", "3"},
    std::pair{"cache_size", "-16384"}, std::pair{"defensive", "1"},
    std::pair{"load_extension", "0"},
};

bool has_temporary_file_open() {
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const auto target = std::filesystem::read_symlink(entry.path(), gone);
        if (target.string().find("etilqs") != std::string::npos) return true;
    }
    return false;
}

/// Sorts 32 MB, twice the cache, and looks at the open files while the rows come out.
bool sorting_opens_a_file(Database& database) {
    bool seen = false;
    auto sorted = database.prepare(
        "WITH RECURSIVE upto(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upto WHERE n < 80000) "
        "SELECT hex(randomblob(200)) AS body FROM upto ORDER BY body");
    const auto walked = sorted.each_row([&](const Row&) -> Result<void> {
        seen = has_temporary_file_open();
        return fail(Errc::usage, "one row is enough");
    });
    REQUIRE(!walked);
    REQUIRE(walked.error().code == Errc::usage);
    return seen;
}

/// What the process prints to stderr meanwhile.
template <class Act>
std::string stderr_of(const std::filesystem::path& to, Act act) {
    const int kept = ::dup(STDERR_FILENO);
    const int file = ::open(to.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    REQUIRE(::dup2(file, STDERR_FILENO) == STDERR_FILENO);
    act();
    REQUIRE(::dup2(kept, STDERR_FILENO) == STDERR_FILENO);
    ::close(file);
    ::close(kept);
    return file_bytes(to);
}

TEST_CASE("database: every setting took, in a file and in memory", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();
    auto memory = Database::open_in_memory();
    REQUIRE(memory);

    for (const auto& [name, value] : everywhere) {
        CAPTURE(name);
        CHECK(database.setting(name).value() == value);
        CHECK(memory->setting(name).value() == value);
    }
    CHECK(database.setting("journal_mode").value() == "truncate");
    CHECK(database.setting("mmap_size").value() == "0");
    CHECK(database.setting("cipher_log_level").value() == "NONE");
    CHECK(database.setting("cipher_version").value().starts_with("4."));
    CHECK(database.setting("cipher_use_hmac").value() == "1");
    CHECK(database.setting("cipher_page_size").value() == "4096");
}

TEST_CASE("database: the settings hold after reopening", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        fill(*std::make_unique<Database>(folder.open()), 10, 10);
    }

    auto database = folder.open();

    for (const auto& [name, value] : everywhere) CHECK(database.setting(name).value() == value);
    CHECK(database.setting("journal_mode").value() == "truncate");
}

TEST_CASE("database: a wrong key is found at opening and changes no byte", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        fill(database, 100, 100);
    }
    const std::string before = file_bytes(folder.file());

    const auto opened = folder.try_open(8);

    REQUIRE(!opened);
    CHECK(opened.error().code == Errc::integrity);
    CHECK(opened.error().text == "store.wrong_key_or_damaged");
    CHECK((file_bytes(folder.file()) == before));
    CHECK(folder.try_open(7));
}

TEST_CASE("database: a wrong key prints nothing", "[sqlcipher]") {
    const DatabaseFolder folder;
    {
        auto database = folder.open();
        fill(database, 1, 1);
    }

    const std::string printed =
        stderr_of(folder.file().parent_path() / "stderr", [&] { CHECK(!folder.try_open(8)); });

    CHECK(printed.empty());
}

TEST_CASE("database: a file that is none is refused and kept", "[sqlcipher]") {
    const DatabaseFolder folder;
    const std::string letter(5000, 'x');
    write_file(folder.file(), letter);

    const auto opened = folder.try_open();

    REQUIRE(!opened);
    CHECK(opened.error().code == Errc::integrity);
    CHECK((file_bytes(folder.file()) == letter));
}

TEST_CASE("database: a folder in the file's place is a storage error", "[sqlcipher]") {
    const DatabaseFolder folder;
    std::filesystem::create_directory(folder.file());

    const auto opened = folder.try_open();

    REQUIRE(!opened);
    CHECK(opened.error().code == Errc::storage);
    CHECK(opened.error().text == "store.cannot_open");
}

TEST_CASE("database: neither file nor journal holds a word in plain text", "[sqlcipher]") {
    constexpr std::string_view canary = "Nguyen Thi Canary 0123456789";
    const DatabaseFolder folder;
    auto database = folder.open();
    fill(database, 2000, 100);
    REQUIRE(database.prepare("UPDATE line SET body = ?1 || n").bind(1, canary).run());
    auto transaction = sqlcipher::Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(database.prepare("UPDATE line SET body = n || ?1").bind(1, canary).run());

    const std::string book = file_bytes(folder.file());
    const std::string journal = file_bytes(folder.journal());

    REQUIRE(book.size() > 100'000);
    REQUIRE(journal.size() > 100'000);
    for (const std::string_view word :
         {canary.substr(0, 6), std::string_view("SQLite"), std::string_view("CREATE TABLE")}) {
        CAPTURE(word);
        CHECK(book.find(word) == std::string::npos);
        CHECK(journal.find(word) == std::string::npos);
    }
}

TEST_CASE("database: a sort beyond the cache opens no temporary file", "[sqlcipher]") {
    const DatabaseFolder folder;
    auto database = folder.open();

    CHECK(!sorting_opens_a_file(database));

    // The same sort with the setting off, so that it is known what the check would see.
    REQUIRE(database.run("PRAGMA temp_store=FILE"));
    CHECK(sorting_opens_a_file(database));
}

}  // namespace soxa::tests::sqlcipher_settings
