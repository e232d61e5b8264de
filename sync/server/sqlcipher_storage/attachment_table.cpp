#include "sync/server/sqlcipher_storage/attachment_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view name_sql =
    "INSERT OR IGNORE INTO attachment (stream, digest, record, size, thumbnail)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view is_named_sql =
    "SELECT 1 FROM attachment WHERE stream = ?1 AND digest = ?2 AND size = ?3 LIMIT 1";
constexpr std::string_view pending_sql =
    "SELECT record, count(*), sum(size) FROM attachment AS named"
    " WHERE stream = ?1 AND thumbnail = 0 AND NOT EXISTS"
    " (SELECT 1 FROM attachment_bytes AS here"
    "  WHERE here.stream = named.stream AND here.digest = named.digest)"
    " GROUP BY record ORDER BY record";
constexpr std::string_view receive_sql =
    "INSERT OR IGNORE INTO attachment_bytes (stream, digest, size, device, received, receipted)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 0)";
constexpr std::string_view go_over_sql =
    "INSERT OR IGNORE INTO attachment_bytes (stream, digest, size, device, received, receipted)"
    " SELECT ?2, digest, size, zeroblob(16), ?5, 0 FROM attachment_bytes"
    " WHERE stream = ?1 AND digest = ?3 AND size = ?4";
constexpr std::string_view has_sql =
    "SELECT 1 FROM attachment_bytes WHERE stream = ?1 AND digest = ?2";
constexpr std::string_view bytes_of_sql =
    "SELECT coalesce(sum(size), 0) FROM attachment_bytes WHERE stream = ?1";
constexpr std::string_view bytes_from_sql =
    "SELECT coalesce(sum(size), 0) FROM attachment_bytes WHERE device = ?1";
constexpr std::string_view untold_sql =
    "SELECT digest FROM attachment_bytes WHERE stream = ?1 AND receipted = 0"
    " ORDER BY digest LIMIT ?2";
constexpr std::string_view told_sql =
    "UPDATE attachment_bytes SET receipted = 1 WHERE stream = ?1 AND digest = ?2";
constexpr std::string_view begin_sql =
    "INSERT INTO attachment_upload (id, stream, device, digest, length, offset, expires)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
constexpr std::string_view upload_sql =
    "SELECT id, stream, device, digest, length, offset, expires FROM attachment_upload"
    " WHERE id = ?1";
constexpr std::string_view unfinished_sql =
    "SELECT id, stream, device, digest, length, offset, expires FROM attachment_upload"
    " WHERE device = ?1 AND digest = ?2 AND length = ?3 AND offset < length AND expires >= ?4"
    " ORDER BY offset DESC LIMIT 1";
constexpr std::string_view move_on_sql =
    "UPDATE attachment_upload SET offset = ?3, expires = ?4 WHERE id = ?1 AND offset = ?2"
    " RETURNING 1";
constexpr std::string_view end_sql = "DELETE FROM attachment_upload WHERE id = ?1";
constexpr std::string_view under_way_sql =
    "SELECT count(*), coalesce(sum(length), 0) FROM attachment_upload"
    " WHERE device = ?1 AND offset < length";
constexpr std::string_view expired_sql =
    "SELECT id FROM attachment_upload WHERE expires < ?1 ORDER BY expires LIMIT ?2";

using sqlcipher::Row;

constexpr auto found = [](const Row&) { return true; };

Upload upload_in(const Row& row) {
    return {row.id<UploadId>(0),
            static_cast<ledger::StreamId>(row.integer(1)),
            row.id<ledger::DeviceId>(2),
            row.id<crypto::Digest>(3),
            number(row, 4),
            number(row, 5),
            time(row, 6)};
}

}  // namespace

AttachmentTable::AttachmentTable(sqlcipher::Database& database)
    : name_(database.prepare(name_sql)),
      is_named_(database.prepare(is_named_sql)),
      pending_(database.prepare(pending_sql)),
      receive_(database.prepare(receive_sql)),
      go_over_(database.prepare(go_over_sql)),
      has_(database.prepare(has_sql)),
      bytes_of_(database.prepare(bytes_of_sql)),
      bytes_from_(database.prepare(bytes_from_sql)),
      untold_(database.prepare(untold_sql)),
      told_(database.prepare(told_sql)),
      begin_(database.prepare(begin_sql)),
      upload_(database.prepare(upload_sql)),
      unfinished_(database.prepare(unfinished_sql)),
      move_on_(database.prepare(move_on_sql)),
      end_(database.prepare(end_sql)),
      under_way_(database.prepare(under_way_sql)),
      expired_(database.prepare(expired_sql)) {}

Result<void> AttachmentTable::name(ledger::StreamId stream, const ledger::RecordId& record,
                                   const ledger::NamedBytes& bytes) {
    return name_.bind(1, column(std::uint64_t{stream}))
        .bind(2, bytes.digest.view())
        .bind(3, record.view())
        .bind(4, column(bytes.size))
        .bind(5, std::int64_t{bytes.thumbnail})
        .run();
}

Result<bool> AttachmentTable::is_named(ledger::StreamId stream, const crypto::Digest& digest,
                                       std::uint64_t size) {
    is_named_.bind(1, column(std::uint64_t{stream})).bind(2, digest.view()).bind(3, column(size));
    TRY_LET(const auto row, is_named_.first(found));
    return row.has_value();
}

Result<std::vector<EvidencePending>> AttachmentTable::pending(ledger::StreamId stream) {
    std::vector<EvidencePending> records;
    pending_.bind(1, column(std::uint64_t{stream}));
    TRY(pending_.each_row([&](const Row& row) -> Result<void> {
        records.push_back({row.id<ledger::RecordId>(0), number(row, 1), number(row, 2)});
        return {};
    }));
    return records;
}

Result<void> AttachmentTable::receive(const Upload& whole, Timestamp now) {
    return receive_.bind(1, column(std::uint64_t{whole.stream}))
        .bind(2, whole.digest.view())
        .bind(3, column(whole.length))
        .bind(4, whole.device.view())
        .bind(5, column(now))
        .run();
}

Result<void> AttachmentTable::go_over(ledger::StreamId from, ledger::StreamId to,
                                      const ledger::NamedBytes& bytes, Timestamp now) {
    return go_over_.bind(1, column(std::uint64_t{from}))
        .bind(2, column(std::uint64_t{to}))
        .bind(3, bytes.digest.view())
        .bind(4, column(bytes.size))
        .bind(5, column(now))
        .run();
}

Result<bool> AttachmentTable::has(ledger::StreamId stream, const crypto::Digest& digest) {
    has_.bind(1, column(std::uint64_t{stream})).bind(2, digest.view());
    TRY_LET(const auto row, has_.first(found));
    return row.has_value();
}

Result<std::uint64_t> AttachmentTable::bytes_of(ledger::StreamId stream) {
    bytes_of_.bind(1, column(std::uint64_t{stream}));
    TRY_LET(const auto sum, bytes_of_.first([](const Row& row) { return number(row, 0); }));
    return sum.value_or(0);
}

Result<std::uint64_t> AttachmentTable::bytes_from(const ledger::DeviceId& device) {
    bytes_from_.bind(1, device.view());
    TRY_LET(const auto sum, bytes_from_.first([](const Row& row) { return number(row, 0); }));
    return sum.value_or(0);
}

Result<std::vector<crypto::Digest>> AttachmentTable::untold(ledger::StreamId stream,
                                                            std::size_t count_max) {
    std::vector<crypto::Digest> digests;
    untold_.bind(1, column(std::uint64_t{stream})).bind(2, column(std::uint64_t{count_max}));
    TRY(untold_.each_row([&](const Row& row) -> Result<void> {
        digests.push_back(row.id<crypto::Digest>(0));
        return {};
    }));
    return digests;
}

Result<void> AttachmentTable::told(ledger::StreamId stream, const crypto::Digest& digest) {
    return told_.bind(1, column(std::uint64_t{stream})).bind(2, digest.view()).run();
}

Result<void> AttachmentTable::begin(const Upload& upload) {
    return begin_.bind(1, upload.id.view())
        .bind(2, column(std::uint64_t{upload.stream}))
        .bind(3, upload.device.view())
        .bind(4, upload.digest.view())
        .bind(5, column(upload.length))
        .bind(6, column(upload.offset))
        .bind(7, column(upload.expires))
        .run();
}

Result<std::optional<Upload>> AttachmentTable::upload(const UploadId& id) {
    return upload_.bind(1, id.view()).first(upload_in);
}

Result<std::optional<Upload>> AttachmentTable::unfinished(const ledger::DeviceId& device,
                                                          const crypto::Digest& digest,
                                                          std::uint64_t length, Timestamp now) {
    return unfinished_.bind(1, device.view())
        .bind(2, digest.view())
        .bind(3, column(length))
        .bind(4, column(now))
        .first(upload_in);
}

Result<bool> AttachmentTable::move_on(const UploadId& id, std::uint64_t from, std::uint64_t to,
                                      Timestamp expires) {
    move_on_.bind(1, id.view()).bind(2, column(from)).bind(3, column(to)).bind(4, column(expires));
    TRY_LET(const auto moved, move_on_.first(found));
    return moved.has_value();
}

Result<void> AttachmentTable::end(const UploadId& id) { return end_.bind(1, id.view()).run(); }

Result<AttachmentRegister::UnderWay> AttachmentTable::under_way(const ledger::DeviceId& device) {
    under_way_.bind(1, device.view());
    TRY_LET(const auto sums, under_way_.first([](const Row& row) {
        return UnderWay{number(row, 0), number(row, 1)};
    }));
    return sums.value_or(UnderWay{});
}

Result<std::vector<UploadId>> AttachmentTable::expired(Timestamp now, std::size_t count_max) {
    std::vector<UploadId> uploads;
    expired_.bind(1, column(now)).bind(2, column(std::uint64_t{count_max}));
    TRY(expired_.each_row([&](const Row& row) -> Result<void> {
        uploads.push_back(row.id<UploadId>(0));
        return {};
    }));
    return uploads;
}

}  // namespace soxa::server
