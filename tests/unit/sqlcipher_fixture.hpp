// What the tests of sync/sqlcipher start from: an empty folder that goes with the test, and an
// encrypted database in it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "sync/sqlcipher/database.hpp"

namespace soxa::tests {

class DatabaseFolder {
public:
    DatabaseFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "soxa-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~DatabaseFolder() { std::filesystem::remove_all(path_); }
    DatabaseFolder(const DatabaseFolder&) = delete;
    DatabaseFolder& operator=(const DatabaseFolder&) = delete;

    [[nodiscard]] std::filesystem::path file() const { return path_ / "book.db"; }
    [[nodiscard]] std::filesystem::path journal() const { return path_ / "book.db-journal"; }

    [[nodiscard]] Result<sqlcipher::Database> try_open(std::uint8_t key_byte = 7) const {
        const Secret key(Bytes(sqlcipher::Database::key_bytes, key_byte));
        return sqlcipher::Database::open(file(), key, 0);
    }
    [[nodiscard]] sqlcipher::Database open() const {
        auto opened = try_open();
        REQUIRE(opened);
        return std::move(*opened);
    }

private:
    std::filesystem::path path_;
};

inline std::string file_bytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    REQUIRE(stream.flush());
}

inline std::int64_t integer_in(sqlcipher::Database& database, std::string_view sql) {
    const auto found =
        database.prepare(sql).first([](const sqlcipher::Row& row) { return row.integer(0); });
    REQUIRE(found);
    REQUIRE(found->has_value());
    return **found;
}

/// A table `line` of `count` rows, each of about `size_bytes`.
inline void fill(sqlcipher::Database& database, int count, int size_bytes) {
    REQUIRE(database.run("CREATE TABLE line (n INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT"));
    auto filled = database.prepare(
        "WITH RECURSIVE upto(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM upto WHERE n < ?1) "
        "INSERT INTO line SELECT n, substr(hex(randomblob(?2)), 1, ?2) FROM upto");
    filled.bind(1, std::int64_t{count}).bind(2, std::int64_t{size_bytes});
    REQUIRE(filled.run());
}

}  // namespace soxa::tests
