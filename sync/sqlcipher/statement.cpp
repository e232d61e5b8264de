#include <cassert>
#include <cstdio>
#include <cstring>
#include <string>

#include "sync/sqlcipher/database.hpp"
#include "sync/sqlcipher/sqlite_error.hpp"

namespace soxa::sqlcipher {

Error error_of(int code) {
    const auto made = [code](Errc what, const char* text) {
        return Error{what, text, {std::to_string(code)}, {}};
    };
    switch (code & 0xFF) {
        case SQLITE_FULL:
            return made(Errc::storage, "store.full");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return made(Errc::storage, "store.busy");
        case SQLITE_IOERR:
            return made(Errc::storage, "store.io");
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_NOLFS:
            return made(Errc::storage, "store.cannot_open");
        case SQLITE_NOMEM:
            return made(Errc::storage, "store.memory");
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return made(Errc::integrity, "store.damaged");
        case SQLITE_CONSTRAINT:
            return made(Errc::integrity, "store.constraint");
        default:
            return made(Errc::defect, "store.defect");
    }
}

int judged(sqlite3* handle, int code) {
    if ((code & 0xFF) != SQLITE_ERROR) return code;
    const char* message = sqlite3_errmsg(handle);
    if (std::strcmp(message, sqlite3_errstr(SQLITE_ERROR)) == 0) return SQLITE_CORRUPT;
    std::fprintf(stderr, "sqlcipher: %s\n", message);
    assert(false && "wrong SQL");
    return code;
}

std::int64_t Row::integer(int column) const {
    assert(column >= 0 && column < sqlite3_data_count(statement_));
    return sqlite3_column_int64(statement_, column);
}

std::string Row::text(int column) const {
    assert(column >= 0 && column < sqlite3_data_count(statement_));
    const unsigned char* found = sqlite3_column_text(statement_, column);
    if (found == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {reinterpret_cast<const char*>(found), size};
}

Bytes Row::bytes(int column) const {
    assert(column >= 0 && column < sqlite3_data_count(statement_));
    const auto* found = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    if (found == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {found, found + size};
}

bool Row::is_null(int column) const {
    assert(column >= 0 && column < sqlite3_data_count(statement_));
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Statement::Statement(Statement&& other) noexcept
    : handle_(other.handle_),
      sql_(std::move(other.sql_)),
      statement_(std::exchange(other.statement_, nullptr)),
      refused_(other.refused_) {}

Statement& Statement::operator=(Statement&& other) noexcept {
    if (this != &other) {
        sqlite3_finalize(statement_);
        handle_ = other.handle_;
        sql_ = std::move(other.sql_);
        statement_ = std::exchange(other.statement_, nullptr);
        refused_ = other.refused_;
    }
    return *this;
}

Statement::~Statement() { sqlite3_finalize(statement_); }

sqlite3_stmt* Statement::prepared() {
    if (statement_ != nullptr || refused_ != SQLITE_OK) return statement_;
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql_.data(), static_cast<int>(sql_.size()),
                                        &statement_, &rest);
    if (code != SQLITE_OK) {
        refused_ = judged(handle_, code);
        return nullptr;
    }
    assert(statement_ != nullptr && rest == sql_.data() + sql_.size() && "one statement, no more");
    return statement_;
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    if (prepared() == nullptr) return *this;
    return bound(sqlite3_bind_int64(statement_, parameter, value));
}

Statement& Statement::bind(int parameter, std::string_view value) {
    if (prepared() == nullptr) return *this;
    // A null pointer would bind NULL, which an empty text is not.
    const char* data = value.data() == nullptr ? "" : value.data();
    return bound(sqlite3_bind_text64(statement_, parameter, data, value.size(), SQLITE_TRANSIENT,
                                     SQLITE_UTF8));
}

Statement& Statement::bind(int parameter, ByteView value) {
    if (prepared() == nullptr) return *this;
    const void* data = value.data() == nullptr ? static_cast<const void*>("") : value.data();
    return bound(sqlite3_bind_blob64(statement_, parameter, data, value.size(), SQLITE_TRANSIENT));
}

Statement& Statement::bind_null(int parameter) {
    if (prepared() == nullptr) return *this;
    return bound(sqlite3_bind_null(statement_, parameter));
}

Statement& Statement::bound(int code) {
    // No such parameter, or bound while its rows are being read.
    assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (refused_ == SQLITE_OK) refused_ = code;
    return *this;
}

Result<void> Statement::run() {
    return each_row([](const Row&) -> Result<void> { return {}; });
}

Result<void> Statement::each_row(const std::function<Result<void>(const Row&)>& each) {
    if (prepared() == nullptr || refused_ != SQLITE_OK) return reset_with(refused_);
    assert(!sqlite3_stmt_busy(statement_));
    for (;;) {
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_ROW) return reset_with(code);
        if (auto seen = each(Row(statement_)); !seen) {
            (void)reset_with(SQLITE_DONE);
            return seen;
        }
    }
}

Result<void> Statement::reset_with(int code) {
    if (statement_ == nullptr) {
        refused_ = SQLITE_OK;  // the next use tries again
        return tl::make_unexpected(error_of(code));
    }
    if (code != SQLITE_DONE) code = judged(sqlite3_db_handle(statement_), code);
    refused_ = SQLITE_OK;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
    if (code != SQLITE_DONE) return tl::make_unexpected(error_of(code));
    return {};
}

}  // namespace soxa::sqlcipher
