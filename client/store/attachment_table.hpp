// What the store knows of scans: the key of their files, the bytes that the ledger names, and
// uploads that are under way.
//
// The only file that knows the tables of migrations/0006_attachments.sql. The caller owns the
// transaction.
#pragma once

#include <string>

#include "sync/ledger/attachment.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::store {

class AttachmentTable {
public:
    explicit AttachmentTable(sqlcipher::Database& database);

    [[nodiscard]] Result<std::optional<Secret>> key();
    [[nodiscard]] Result<void> set_key(const Secret& key);

    /// Replaces what is known of the record by what these operations name.
    [[nodiscard]] Result<void> put(const ledger::RecordId& record,
                                   const std::vector<ledger::Stored>& operations);
    [[nodiscard]] Result<void> clear();
    /// Each once, thumbnails first, the small before the large.
    [[nodiscard]] Result<std::vector<ledger::NamedBytes>> named();
    /// Each once, by name.
    [[nodiscard]] Result<std::vector<ledger::RecordId>> records();
    /// A line of text a row, all columns, by digest and record.
    [[nodiscard]] Result<void> dump(std::string& out);

    [[nodiscard]] Result<std::optional<std::string>> upload(const crypto::Digest& digest);
    [[nodiscard]] Result<void> set_upload(const crypto::Digest& digest,
                                          std::string_view location);
    [[nodiscard]] Result<void> end_upload(const crypto::Digest& digest);

private:
    sqlcipher::Statement key_;
    sqlcipher::Statement set_key_;
    sqlcipher::Statement add_;
    sqlcipher::Statement remove_;
    sqlcipher::Statement clear_;
    sqlcipher::Statement named_;
    sqlcipher::Statement records_;
    sqlcipher::Statement dump_;
    sqlcipher::Statement upload_;
    sqlcipher::Statement set_upload_;
    sqlcipher::Statement end_upload_;
};

}  // namespace soxa::store
