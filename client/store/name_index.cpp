#include "client/store/name_index.hpp"

#include <algorithm>

namespace soxa::store {

namespace {

using sqlcipher::Row;

constexpr std::string_view put_sql =
    "INSERT OR IGNORE INTO name_word (word, record) VALUES (?1, ?2)";
constexpr std::string_view remove_sql = "DELETE FROM name_word WHERE record = ?1";
constexpr std::string_view clear_sql = "DELETE FROM name_word";
constexpr std::string_view count_sql =
    "SELECT count(*) FROM (SELECT 1 FROM name_word WHERE word >= ?1 AND word < ?2 LIMIT ?3)";
constexpr std::string_view with_sql =
    "SELECT DISTINCT record FROM name_word WHERE word >= ?1 AND word < ?2";
constexpr std::string_view stale_sql = "SELECT stale FROM view_state";
constexpr std::string_view set_fresh_sql = "UPDATE view_state SET stale = 0";
constexpr std::string_view dump_sql = "SELECT word, record FROM name_word ORDER BY word, record";

bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Above every word that begins so: words have no character above 'z'.
std::string end_of(const std::string& beginning) { return beginning + "{"; }

}  // namespace

std::vector<std::string> name_words(std::string_view search_key) {
    std::vector<std::string> words;
    bool inside = false;
    for (const char c : search_key) {
        if (!in_word(c)) {
            inside = false;
            continue;
        }
        if (!inside) words.emplace_back();
        inside = true;
        words.back() += c;
    }
    return words;
}

NameIndex::NameIndex(sqlcipher::Database& database)
    : put_(database.prepare(put_sql)),
      remove_(database.prepare(remove_sql)),
      clear_(database.prepare(clear_sql)),
      count_(database.prepare(count_sql)),
      with_(database.prepare(with_sql)),
      stale_(database.prepare(stale_sql)),
      set_fresh_(database.prepare(set_fresh_sql)),
      dump_(database.prepare(dump_sql)) {}

Result<void> NameIndex::put(const ledger::RecordId& id, std::string_view search_key) {
    TRY(remove(id));
    for (const std::string& word : name_words(search_key)) {
        TRY(put_.bind(1, word).bind(2, id.view()).run());
    }
    return {};
}

Result<void> NameIndex::remove(const ledger::RecordId& id) {
    return remove_.bind(1, id.view()).run();
}

Result<void> NameIndex::clear() { return clear_.run(); }

Result<std::vector<ledger::RecordId>> NameIndex::with_rarest(
    std::span<const std::string> beginnings) {
    std::vector<ledger::RecordId> found;
    const std::string* rarest = nullptr;
    std::int64_t fewest = rows_counted_max + 1;
    for (const std::string& one : beginnings) {
        TRY_LET(const auto count,
                count_.bind(1, one).bind(2, end_of(one)).bind(3, rows_counted_max).first(
                    [](const Row& row) { return row.integer(0); }));
        if (count.value_or(0) >= fewest) continue;
        fewest = count.value_or(0);
        rarest = &one;
    }
    if (rarest == nullptr) return found;
    TRY(with_.bind(1, *rarest).bind(2, end_of(*rarest)).each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<ledger::RecordId>(0));
        return {};
    }));
    return found;
}

Result<bool> NameIndex::stale() {
    TRY_LET(const auto stale, stale_.first([](const Row& row) { return row.integer(0) != 0; }));
    return stale.value_or(true);
}

Result<void> NameIndex::set_fresh() { return set_fresh_.run(); }

Result<void> NameIndex::dump(std::string& out) {
    return dump_.each_row([&](const Row& row) -> Result<void> {
        out += "name_word|" + row.text(0) + "|" + hex(row.bytes(1)) + "\n";
        return {};
    });
}

}  // namespace soxa::store
