// The list of files: a row a record, folded from its operations.
//
// The only file that knows the table `record_view` (migrations/0003_views.sql). The caller owns
// the transaction.
#pragma once

#include <span>

#include "client/store/store.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

/// All names of a file as a search looks for them, without tone marks.
[[nodiscard]] std::string search_key_of(const ledger::RecordState& state);

class RecordView {
public:
    explicit RecordView(sqlcipher::Database& database);

    /// Adds or replaces the record's row.
    [[nodiscard]] Result<void> put(const ledger::RecordState& state);
    [[nodiscard]] Result<void> remove(const ledger::RecordId& id);
    [[nodiscard]] Result<void> clear();

    // Lines without their count of unreceipted operations, in the order of names:
    [[nodiscard]] Result<std::vector<RecordLine>> all();
    /// By the beginning of the personal number.
    [[nodiscard]] Result<std::vector<RecordLine>> with_number(std::string_view beginning);
    /// Of these records those whose names the keys find (record::finds).
    [[nodiscard]] Result<std::vector<RecordLine>> named_so(std::span<const ledger::RecordId> among,
                                                           const std::vector<std::string>& keys);

    [[nodiscard]] Result<std::optional<ledger::RecordId>> named(std::string_view uid);
    [[nodiscard]] Result<std::vector<ledger::RecordId>> with_personal_id(
        std::string_view personal_id);
    /// A line of text a row, all columns, by record.
    [[nodiscard]] Result<void> dump(std::string& out);

private:
    sqlcipher::Statement put_;
    sqlcipher::Statement remove_;
    sqlcipher::Statement clear_;
    sqlcipher::Statement all_;
    sqlcipher::Statement with_number_;
    sqlcipher::Statement one_;
    sqlcipher::Statement named_;
    sqlcipher::Statement with_personal_id_;
    sqlcipher::Statement dump_;
};

}  // namespace soxa::store
