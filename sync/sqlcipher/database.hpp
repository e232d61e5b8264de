// SQLCipher behind RAII: a database, its statements, its transactions, its migrations.
//
// Only this folder's .cpp files know sqlite3.h. Every connection is opened with the settings of
// RELIABILITY §3.10, and opening fails if any of them did not take: temporary files in memory (a
// sorter would spill plaintext otherwise), rollback journal TRUNCATE with synchronous EXTRA (WAL
// has a known race in this version), no memory map, defensive mode. A wrong key is found at
// opening, by reading a page. One thread at a time uses a Database and what belongs to it;
// statements and transactions go before it does, which is asserted.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace soxa::sqlcipher {

/// A row under the statement's cursor; dies with the step. Columns count from 0, in the order
/// the SELECT names them.
class Row {
public:
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes bytes(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    /// For columns with CHECK (length(…) = n).
    template <class Fixed>
    [[nodiscard]] Fixed id(int column) const {
        return Fixed::from(bytes(column)).value_or(Fixed{});
    }

private:
    friend class Statement;
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

    sqlite3_stmt* statement_;
};

/// A statement, prepared when it is first used: a book has a hundred of them, and who opens it asks a
/// few. bind() keeps its error for the step, so a chain of binds needs one check;
/// every way out of run() and each_row() resets it and forgets what was bound.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view value);
    Statement& bind(int parameter, ByteView value);
    Statement& bind_null(int parameter);

    /// For statements without rows. Errc::storage: "store.full", "store.io", "store.busy",
    /// "store.cannot_open", "store.memory"; Errc::integrity: "store.damaged", "store.constraint".
    /// After one of storage, the transaction may be rolled back already: pass the error on.
    [[nodiscard]] Result<void> run();
    /// Calls `each` for every row; stops at the first error it returns.
    [[nodiscard]] Result<void> each_row(const std::function<Result<void>(const Row&)>& each);
    /// The first row's value, or nothing if there is no row.
    template <class Read>
    [[nodiscard]] auto first(Read read)
        -> Result<std::optional<decltype(read(std::declval<const Row&>()))>> {
        std::optional<decltype(read(std::declval<const Row&>()))> found;
        auto walked = each_row([&](const Row& row) -> Result<void> {
            if (!found) found = read(row);
            return {};
        });
        if (!walked) return tl::make_unexpected(std::move(walked).error());
        return found;
    }

private:
    friend class Database;
    Statement(sqlite3* handle, std::string_view sql) : handle_(handle), sql_(sql) {}
    /// Null if it cannot be prepared.
    [[nodiscard]] sqlite3_stmt* prepared();
    Statement& bound(int code);
    [[nodiscard]] Result<void> reset_with(int code);

    sqlite3* handle_;
    std::string sql_;
    sqlite3_stmt* statement_ = nullptr;
    int refused_ = 0;  // the first code that was not SQLITE_OK
};

class Database {
public:
    static constexpr std::size_t key_bytes = 32;
    static constexpr std::size_t page_bytes = 4096;

    /// Makes the file if it is not there; an empty file is a new database too (user_version 0),
    /// so who knows that there was one asks before migrating. Errc::integrity
    /// ("store.wrong_key_or_damaged"), Errc::storage. Here and later, waits up to `busy_wait_ms`
    /// for another process's transaction.
    [[nodiscard]] static Result<Database> open(const std::filesystem::path& file, const Secret& key,
                                               int busy_wait_ms);
    /// In memory, for tests of what stands on a database.
    [[nodiscard]] static Result<Database> open_in_memory();

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// SQL of ours only, never text from outside. A mistake in it is a defect and asserts; what
    /// the file is to blame for is reported by the statement's run.
    [[nodiscard]] Statement prepare(std::string_view sql);
    /// One or more statements without parameters.
    [[nodiscard]] Result<void> run(std::string_view sql);

    /// Applies what is missing of `steps` (step n makes schema version n), each in a transaction
    /// of its own. Errc::storage ("store.newer") if the file is of a newer program.
    [[nodiscard]] Result<void> migrate(std::span<const std::string_view> steps);
    /// Errc::integrity ("store.damaged") unless every page authenticates and is well formed.
    /// Reads the whole file, in a transaction of its own.
    [[nodiscard]] Result<void> verify_integrity();
    /// All of it into a new file under the same key, as of one moment, while others read and
    /// write. Errc::storage ("store.full", …).
    [[nodiscard]] Result<void> copy_to(const std::filesystem::path& file, const Secret& key);
    /// A setting as the connection reports it, for `doctor` and the tests: a pragma's name, or
    /// "defensive" or "load_extension".
    [[nodiscard]] Result<std::string> setting(std::string_view pragma);
    /// Rows that its statements have stepped over without an index, since they were prepared: 0 of
    /// a search that touches what it finds.
    [[nodiscard]] std::int64_t rows_scanned() const;

private:
    friend class Transaction;
    explicit Database(sqlite3* handle) : handle_(handle) {}
    [[nodiscard]] static Result<Database> connect(const std::string& name, int busy_wait_ms);
    void close() noexcept;

    sqlite3* handle_;
};

/// BEGIN IMMEDIATE until commit(); rolls back when it goes without. The database stays where it
/// is meanwhile.
class Transaction {
public:
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Only after this returned well is anything saved. After "store.busy" (somebody reads too
    /// long) it may be called again; after anything else the transaction is lost.
    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database& database) : database_(&database) {}

    Database* database_;
};

}  // namespace soxa::sqlcipher
