// Files by the words of their names: what a search asks instead of reading every line.
//
// The only file that knows the tables `name_word` and `view_state` (migrations/0004_search.sql). A
// word is a run of letters and digits of the search key, which is where a word typed may begin
// (record::finds). The caller owns the transaction.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

/// "h'hen nguyen" has h, hen, nguyen.
[[nodiscard]] std::vector<std::string> name_words(std::string_view search_key);

class NameIndex {
public:
    explicit NameIndex(sqlcipher::Database& database);

    /// Instead of what was there for the record.
    [[nodiscard]] Result<void> put(const ledger::RecordId& id, std::string_view search_key);
    [[nodiscard]] Result<void> remove(const ledger::RecordId& id);
    [[nodiscard]] Result<void> clear();

    /// Of these beginnings of words the one that the fewest names have: the records to look at.
    /// Reads no more than rows_counted_max of each to find out which it is.
    static constexpr std::int64_t rows_counted_max = 2000;
    [[nodiscard]] Result<std::vector<ledger::RecordId>> with_rarest(
        std::span<const std::string> beginnings);

    [[nodiscard]] Result<bool> stale();
    [[nodiscard]] Result<void> set_fresh();
    [[nodiscard]] Result<void> dump(std::string& out);

private:
    sqlcipher::Statement put_;
    sqlcipher::Statement remove_;
    sqlcipher::Statement clear_;
    sqlcipher::Statement count_;
    sqlcipher::Statement with_;
    sqlcipher::Statement stale_;
    sqlcipher::Statement set_fresh_;
    sqlcipher::Statement dump_;
};

}  // namespace soxa::store
