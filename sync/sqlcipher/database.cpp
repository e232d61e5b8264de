#include "sync/sqlcipher/database.hpp"

#include <array>
#include <cassert>
#include <string>

#include "crypto/base/utf8.hpp"
#include "sync/sqlcipher/sqlite_error.hpp"

namespace soxa::sqlcipher {

namespace {

/// What every connection is set to, and how it answers when it is.
struct Setting {
    const char* pragma;
    const char* value;
    const char* reads;
};

// RELIABILITY §3.10. temp_store stands first: a sorter that spills would spill plaintext.
constexpr std::array settings{
    Setting{"temp_store", "MEMORY", "2"},      Setting{"trusted_schema", "OFF", "0"},
    Setting{"cell_size_check", "ON", "1"},     Setting{"foreign_keys", "ON", "1"},
    Setting{"secure_delete", "ON", "1"},       Setting{"synchronous", "EXTRA", "3"},
    Setting{"cache_size", "-16384", "-16384"},  // KiB; each page missed is decrypted again
};
constexpr std::array file_settings{
    Setting{"cipher_page_size", "4096", "4096"},
    Setting{"mmap_size", "0", "0"},
    // WAL has a known race in this version.
    Setting{"journal_mode", "TRUNCATE", "truncate"},
};
static_assert(Database::page_bytes == 4096);
// Global to the process, and only heeded once a connection has a key. SQLCipher would print to
// stderr about every page that does not authenticate; we report that once, as an Error.
constexpr std::array log_settings{
    Setting{"cipher_log_level", "NONE", "NONE"},
};

Error not_taken(std::string_view setting) {
    return Error{Errc::defect, "store.setting", {std::string(setting)}, {}};
}

/// Hands the key over as SQLCipher wants a raw one, in a text that is wiped and never in SQL.
int give_key(sqlite3* handle, const Secret& key) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::array<std::uint8_t, 2 * Database::key_bytes + 3> text{'x', '\''};
    std::size_t at = 2;
    for (const std::uint8_t byte : key.reveal()) {
        text[at++] = static_cast<std::uint8_t>(digits[byte >> 4U]);
        text[at++] = static_cast<std::uint8_t>(digits[byte & 15U]);
    }
    text[at++] = '\'';
    assert(at == text.size());
    const int code = sqlite3_key_v2(handle, "main", text.data(), static_cast<int>(text.size()));
    wipe(text);
    return code;
}

/// Switches that are no pragmas. Nothing if `name` is none of them.
std::optional<int> switch_named(std::string_view name) {
    if (name == "defensive") return SQLITE_DBCONFIG_DEFENSIVE;
    if (name == "load_extension") return SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION;
    return std::nullopt;
}

/// The state of a switch after setting it to 0 or 1, or, with -1, as it is.
std::optional<int> switched(sqlite3* handle, int which, int to) {
    int state = -1;
    if (sqlite3_db_config(handle, which, to, &state) != SQLITE_OK) return std::nullopt;
    return state;
}

Result<void> set_and_read_back(Database& database, std::span<const Setting> wanted) {
    for (const Setting& setting : wanted) {
        TRY(database.run(std::string("PRAGMA ") + setting.pragma + "=" + setting.value));
        TRY_LET(const std::string reads, database.setting(setting.pragma));
        if (reads != setting.reads) return tl::make_unexpected(not_taken(setting.pragma));
    }
    return {};
}

Result<void> close_the_doors(sqlite3* handle) {
    if (switched(handle, SQLITE_DBCONFIG_DEFENSIVE, 1) != 1) {
        return tl::make_unexpected(not_taken("defensive"));
    }
    if (switched(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0) != 0) {
        return tl::make_unexpected(not_taken("load_extension"));
    }
    return {};
}

/// SQLCipher 4, and the header it was compiled against: plain SQLite exports the same names.
Result<void> check_library(Database& database) {
    if (std::string_view(sqlite3_libversion()) != SQLITE_VERSION) {
        return tl::make_unexpected(not_taken("sqlite_version"));
    }
    TRY_LET(const std::string version, database.setting("cipher_version"));
    if (!version.starts_with("4.")) return tl::make_unexpected(not_taken("cipher_version"));
    return {};
}

/// Reads the first page, and finds a file that was cut short within it: SQLCipher takes a page of
/// which only the salt is left for one not written yet, and would begin a new book over the old.
Result<void> read_first_page(Database& database, const std::filesystem::path& file) {
    auto schema = database.prepare("SELECT count(*) FROM sqlite_schema");
    return schema.each_row([&](const Row&) -> Result<void> {
        // Under the read lock, after any rollback of a journal: nobody is writing.
        std::error_code failed;
        const auto size = std::filesystem::file_size(file, failed);
        if (failed) return tl::make_unexpected(error_of(SQLITE_IOERR));
        if (size % Database::page_bytes != 0) return tl::make_unexpected(error_of(SQLITE_NOTADB));
        return {};
    });
}

Error at_opening(Error error) {
    if (error.text == "store.damaged") error.text = "store.wrong_key_or_damaged";
    return error;
}

}  // namespace

Database::Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
    if (this != &other) {
        close();
        handle_ = std::exchange(other.handle_, nullptr);
    }
    return *this;
}

Database::~Database() { close(); }

void Database::close() noexcept {
    const int code = sqlite3_close(handle_);
    assert(code == SQLITE_OK && "a statement outlives its database");
    (void)code;
    handle_ = nullptr;
}

Result<Database> Database::connect(const std::string& name, int busy_wait_ms) {
    sqlite3* handle = nullptr;
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_EXRESCODE;
    const int opened = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    Database database(handle);  // must be closed even if it could not be opened
    if (opened != SQLITE_OK) return tl::make_unexpected(error_of(opened));
    sqlite3_busy_timeout(handle, busy_wait_ms);
    TRY(close_the_doors(handle));
    return database;
}

Result<Database> Database::open(const std::filesystem::path& file, const Secret& key,
                                int busy_wait_ms) {
    assert(key.reveal().size() == key_bytes);
    TRY_LET(Database database, connect(utf8(file), busy_wait_ms));
    if (const int keyed = give_key(database.handle_, key); keyed != SQLITE_OK) {
        return tl::make_unexpected(error_of(keyed));
    }
    auto ready = [&]() -> Result<void> {
        TRY(set_and_read_back(database, log_settings));
        TRY(check_library(database));
        TRY(set_and_read_back(database, settings));
        TRY(set_and_read_back(database, file_settings));
        return read_first_page(database, file);
    }();
    if (!ready) return tl::make_unexpected(at_opening(std::move(ready).error()));
    return database;
}

Result<Database> Database::open_in_memory() {
    TRY_LET(Database database, connect(":memory:", 0));
    TRY(check_library(database));
    TRY(set_and_read_back(database, settings));
    return database;
}

Statement Database::prepare(std::string_view sql) { return {handle_, sql}; }

Result<void> Database::run(std::string_view sql) {
    const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::make_unexpected(error_of(judged(handle_, code)));
    return {};
}

Result<std::string> Database::setting(std::string_view pragma) {
    assert(pragma.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    if (const auto which = switch_named(pragma)) {
        const auto state = switched(handle_, *which, -1);
        if (!state) return tl::make_unexpected(not_taken(pragma));
        return std::to_string(*state);
    }
    Statement asked = prepare(std::string("PRAGMA ").append(pragma));
    TRY_LET(const auto answer, asked.first([](const Row& row) { return row.text(0); }));
    return answer.value_or("");
}

Result<void> Database::copy_to(const std::filesystem::path& file, const Secret& key) {
    TRY_LET(Database copy, open(file, key, 0));
    sqlite3_backup* const backup =
        sqlite3_backup_init(copy.handle_, "main", handle_, "main");
    if (backup == nullptr) {
        return tl::make_unexpected(error_of(sqlite3_extended_errcode(copy.handle_)));
    }
    // In one step: a writer waits meanwhile, and the copy is of one moment.
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (stepped != SQLITE_DONE) return tl::make_unexpected(error_of(stepped));
    if (finished != SQLITE_OK) return tl::make_unexpected(error_of(finished));
    return {};
}

Result<void> Database::migrate(std::span<const std::string_view> steps) {
    for (;;) {
        TRY_LET(Transaction transaction, Transaction::begin(*this));
        // Read inside the transaction: another process may have migrated while we waited.
        Statement asked = prepare("PRAGMA user_version");
        TRY_LET(const auto reads, asked.first([](const Row& row) { return row.integer(0); }));
        const auto version = static_cast<std::size_t>(reads.value_or(0));
        if (version > steps.size()) {
            return fail(Errc::storage, "store.newer",
                        {std::to_string(version), std::to_string(steps.size())});
        }
        if (version == steps.size()) return {};
        TRY(run(steps[version]));
        TRY(run("PRAGMA user_version=" + std::to_string(version + 1)));
        TRY(transaction.commit());
    }
}

std::int64_t Database::rows_scanned() const {
    std::int64_t rows = 0;
    for (sqlite3_stmt* one = sqlite3_next_stmt(handle_, nullptr); one != nullptr;
         one = sqlite3_next_stmt(handle_, one)) {
        rows += sqlite3_stmt_status(one, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
    }
    return rows;
}

Result<void> Database::verify_integrity() {
    const bool is_file = sqlite3_db_filename(handle_, "main")[0] != '\0';
    // The cipher's check reads the file behind the cache, so nobody may be writing it meanwhile.
    TRY_LET(const Transaction transaction, Transaction::begin(*this));
    const auto none_but = [this](std::string_view sql, std::string_view good) -> Result<void> {
        return prepare(sql).each_row([good](const Row& row) -> Result<void> {
            if (row.text(0) == good) return {};
            return fail(Errc::integrity, "store.damaged", {"0"});
        });
    };
    if (is_file) TRY(none_but("PRAGMA cipher_integrity_check", "ok"));
    TRY(none_but("PRAGMA integrity_check(1)", "ok"));
    return none_but("PRAGMA foreign_key_check", "");
}

}  // namespace soxa::sqlcipher
