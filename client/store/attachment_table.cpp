#include "client/store/attachment_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view key_sql = "SELECT key FROM attachment_key WHERE id = 1";
constexpr std::string_view set_key_sql =
    "INSERT OR REPLACE INTO attachment_key (id, key) VALUES (1, ?1)";
constexpr std::string_view add_sql =
    "INSERT OR REPLACE INTO attachment_view (digest, record, size, thumbnail)"
    " VALUES (?1, ?2, ?3, ?4)";
constexpr std::string_view remove_sql = "DELETE FROM attachment_view WHERE record = ?1";
constexpr std::string_view clear_sql = "DELETE FROM attachment_view";
// Who names the same bytes with another size is wrong about them: each size is told by itself, so
// that nobody's mistake stands for another's file.
constexpr std::string_view named_sql =
    "SELECT digest, size, min(thumbnail) FROM attachment_view GROUP BY digest, size"
    " ORDER BY min(thumbnail) DESC, size, digest";
constexpr std::string_view records_sql =
    "SELECT DISTINCT record FROM attachment_view ORDER BY record";
constexpr std::string_view dump_sql =
    "SELECT digest, record, size, thumbnail FROM attachment_view"
    " ORDER BY digest, record, thumbnail, size";
constexpr std::string_view upload_sql =
    "SELECT location FROM attachment_upload WHERE digest = ?1";
constexpr std::string_view set_upload_sql =
    "INSERT OR REPLACE INTO attachment_upload (digest, location) VALUES (?1, ?2)";
constexpr std::string_view end_upload_sql = "DELETE FROM attachment_upload WHERE digest = ?1";

using sqlcipher::Row;

}  // namespace

AttachmentTable::AttachmentTable(sqlcipher::Database& database)
    : key_(database.prepare(key_sql)),
      set_key_(database.prepare(set_key_sql)),
      add_(database.prepare(add_sql)),
      remove_(database.prepare(remove_sql)),
      clear_(database.prepare(clear_sql)),
      named_(database.prepare(named_sql)),
      records_(database.prepare(records_sql)),
      dump_(database.prepare(dump_sql)),
      upload_(database.prepare(upload_sql)),
      set_upload_(database.prepare(set_upload_sql)),
      end_upload_(database.prepare(end_upload_sql)) {}

Result<std::optional<Secret>> AttachmentTable::key() {
    return key_.first([](const Row& row) { return Secret(row.bytes(0)); });
}

Result<void> AttachmentTable::set_key(const Secret& key) {
    return set_key_.bind(1, key.reveal()).run();
}

Result<void> AttachmentTable::put(const ledger::RecordId& record,
                                  const std::vector<ledger::Stored>& operations) {
    TRY(remove_.bind(1, record.view()).run());
    for (const ledger::Stored& one : operations) {
        for (const ledger::NamedBytes& bytes : ledger::bytes_named(one.operation)) {
            TRY(add_.bind(1, bytes.digest.view())
                    .bind(2, record.view())
                    .bind(3, static_cast<std::int64_t>(bytes.size))
                    .bind(4, std::int64_t{bytes.thumbnail})
                    .run());
        }
    }
    return {};
}

Result<void> AttachmentTable::clear() { return clear_.run(); }

Result<std::vector<ledger::NamedBytes>> AttachmentTable::named() {
    std::vector<ledger::NamedBytes> found;
    TRY(named_.each_row([&](const Row& row) -> Result<void> {
        found.push_back({row.id<crypto::Digest>(0), static_cast<std::uint64_t>(row.integer(1)),
                         row.integer(2) != 0});
        return {};
    }));
    return found;
}

Result<std::vector<ledger::RecordId>> AttachmentTable::records() {
    std::vector<ledger::RecordId> found;
    TRY(records_.each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<ledger::RecordId>(0));
        return {};
    }));
    return found;
}

Result<void> AttachmentTable::dump(std::string& out) {
    return dump_.each_row([&](const Row& row) -> Result<void> {
        out += "attachment_view|" + hex(row.bytes(0)) + "|" + hex(row.bytes(1)) + "|";
        out += std::to_string(row.integer(2)) + "|" + std::to_string(row.integer(3)) + "\n";
        return {};
    });
}

Result<std::optional<std::string>> AttachmentTable::upload(const crypto::Digest& digest) {
    return upload_.bind(1, digest.view()).first([](const Row& row) { return row.text(0); });
}

Result<void> AttachmentTable::set_upload(const crypto::Digest& digest, std::string_view location) {
    return set_upload_.bind(1, digest.view()).bind(2, location).run();
}

Result<void> AttachmentTable::end_upload(const crypto::Digest& digest) {
    return end_upload_.bind(1, digest.view()).run();
}

}  // namespace soxa::store
