#include "client/store/snapshot_table.hpp"

#include <algorithm>
#include <iterator>

#include "client/store/operation_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view kept_sql = "SELECT head, state FROM snapshot WHERE id = 1";
constexpr std::string_view keep_sql =
    "INSERT OR REPLACE INTO snapshot (id, head, state) VALUES (1, ?1, ?2)";
constexpr std::string_view keep_part_sql =
    "INSERT OR REPLACE INTO snapshot_part (number, bytes) VALUES (?1, ?2)";
constexpr std::string_view parts_sql = "SELECT number FROM snapshot_part ORDER BY number";
constexpr std::string_view part_sql = "SELECT bytes FROM snapshot_part WHERE number = ?1";
constexpr std::string_view add_base_sql =
    "INSERT INTO snapshot_base (record, base) VALUES (?1, ?2)";
constexpr std::string_view add_name_sql = "INSERT OR IGNORE INTO snapshot_name (id) VALUES (?1)";
constexpr std::string_view add_row_sql =
    "INSERT INTO snapshot_row (position, id, kind, record, header, payload, salt, judgement,"
    " reason, received, earlier) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr std::string_view add_about_sql =
    "INSERT OR IGNORE INTO snapshot_about (record, position) VALUES (?1, ?2)";
constexpr std::string_view base_sql = "SELECT base FROM snapshot_base WHERE record = ?1";
constexpr std::string_view on_record_sql =
    "SELECT id, header, payload, salt, one.position, judgement, reason, received, earlier"
    " FROM snapshot_about JOIN snapshot_row AS one ON one.position = snapshot_about.position"
    " WHERE snapshot_about.record = ?1 ORDER BY one.position";
constexpr std::string_view of_kind_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier"
    " FROM snapshot_row WHERE kind = ?1 ORDER BY position";
constexpr std::string_view kinds_sql = "SELECT DISTINCT kind FROM snapshot_row ORDER BY kind";
constexpr std::string_view find_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier"
    " FROM snapshot_row WHERE id = ?1";
constexpr std::string_view names_sql =
    "SELECT 1 FROM snapshot_row WHERE id = ?1 UNION ALL SELECT 1 FROM snapshot_name WHERE id = ?1";
constexpr std::string_view records_sql =
    "SELECT record FROM snapshot_base UNION SELECT record FROM snapshot_about ORDER BY record";

using ledger::Stored;
using sqlcipher::Row;

/// Columns position, judgement, reason, received, earlier from 4 on.
Result<Stored> stored_from(const Row& row) {
    auto operation = ledger::decode(row.bytes(1), row.bytes(2), row.id<ledger::Salt>(3));
    const auto earlier = ledger::decode_replaced(row.bytes(8));
    if (!operation || !earlier || operation->id != row.id<ledger::OperationId>(0)) {
        return fail(Errc::integrity, "store.operation_altered");
    }
    const ledger::Standing standing{
        static_cast<std::uint64_t>(row.integer(4)),
        static_cast<ledger::Judgement>(row.integer(5)),
        static_cast<ledger::Reason>(row.integer(6)),
        timestamp_of(static_cast<std::uint64_t>(row.integer(7))), *earlier};
    return Stored{std::move(*operation), standing};
}

}  // namespace

SnapshotTable::SnapshotTable(sqlcipher::Database& database)
    : kept_(database.prepare(kept_sql)),
      keep_(database.prepare(keep_sql)),
      keep_part_(database.prepare(keep_part_sql)),
      parts_(database.prepare(parts_sql)),
      part_(database.prepare(part_sql)),
      add_base_(database.prepare(add_base_sql)),
      add_name_(database.prepare(add_name_sql)),
      add_row_(database.prepare(add_row_sql)),
      add_about_(database.prepare(add_about_sql)),
      clear_head_(database.prepare("DELETE FROM snapshot")),
      clear_parts_(database.prepare("DELETE FROM snapshot_part")),
      clear_bases_(database.prepare("DELETE FROM snapshot_base")),
      clear_names_(database.prepare("DELETE FROM snapshot_name")),
      clear_rows_(database.prepare("DELETE FROM snapshot_row")),
      clear_about_(database.prepare("DELETE FROM snapshot_about")),
      base_(database.prepare(base_sql)),
      on_record_(database.prepare(on_record_sql)),
      of_kind_(database.prepare(of_kind_sql)),
      kinds_(database.prepare(kinds_sql)),
      find_(database.prepare(find_sql)),
      names_(database.prepare(names_sql)),
      records_(database.prepare(records_sql)) {}

Result<std::optional<SnapshotTable::Kept>> SnapshotTable::kept() {
    TRY_LET(const auto found, kept_.first([](const Row& row) {
        return std::pair(Bytes(row.bytes(0)), row.integer(1));
    }));
    if (!found) return std::nullopt;
    TRY_LET(exchange::SnapshotHead head, exchange::decode_snapshot_head(found->first));
    return Kept{std::move(head), static_cast<SnapshotState>(found->second)};
}

Result<void> SnapshotTable::keep(const exchange::SnapshotHead& head, SnapshotState state) {
    return keep_.bind(1, ByteView(exchange::encode(head)))
        .bind(2, static_cast<std::int64_t>(state))
        .run();
}

Result<void> SnapshotTable::keep_part(std::uint64_t number, ByteView bytes) {
    return keep_part_.bind(1, static_cast<std::int64_t>(number)).bind(2, bytes).run();
}

Result<std::set<std::uint64_t>> SnapshotTable::parts() {
    std::set<std::uint64_t> numbers;
    TRY(parts_.each_row([&](const Row& row) -> Result<void> {
        numbers.insert(static_cast<std::uint64_t>(row.integer(0)));
        return {};
    }));
    return numbers;
}

Result<Bytes> SnapshotTable::part(std::uint64_t number) {
    part_.bind(1, static_cast<std::int64_t>(number));
    TRY_LET(auto found, part_.first([](const Row& row) { return Bytes(row.bytes(0)); }));
    if (!found) return fail(Errc::integrity, "snapshot.malformed");
    return std::move(*found);
}

Result<void> SnapshotTable::add(const ledger::RecordBase& base) {
    TRY(add_base_.bind(1, base.record.view()).bind(2, ByteView(ledger::encode(base))).run());
    TRY(add_name_.bind(1, base.record.view()).run());
    for (const auto& [id, at] : base.added_at) TRY(add_name_.bind(1, id.view()).run());
    return {};
}

Result<void> SnapshotTable::add(const exchange::SnapshotRow& row) {
    const ledger::Operation& operation = row.operation;
    const auto position = static_cast<std::int64_t>(row.entry.position);
    std::set<ledger::RecordId> about;
    const auto record = record_of(operation);
    if (record) about.insert(*record);
    if (const auto approval = ledger::approval_payload(operation)) {
        for (const ledger::ApprovedVersion& one : approval->versions) about.insert(one.record);
    }
    add_row_.bind(1, position)
        .bind(2, operation.id.view())
        .bind(3, static_cast<std::int64_t>(operation.header.kind))
        .bind(5, ByteView(operation.canonical))
        .bind(6, ByteView(operation.payload))
        .bind(7, operation.salt.view())
        .bind(8, static_cast<std::int64_t>(row.judgement))
        .bind(9, static_cast<std::int64_t>(row.reason))
        .bind(10, static_cast<std::int64_t>(seconds_of(row.entry.received)))
        .bind(11, ByteView(ledger::encode(row.earlier)));
    if (record) add_row_.bind(4, record->view());
    TRY(add_row_.run());
    for (const ledger::RecordId& one : about) {
        TRY(add_about_.bind(1, one.view()).bind(2, position).run());
    }
    return {};
}

Result<void> SnapshotTable::clear_content() {
    TRY(clear_bases_.run());
    TRY(clear_names_.run());
    TRY(clear_rows_.run());
    return clear_about_.run();
}

Result<void> SnapshotTable::clear() {
    TRY(clear_content());
    TRY(clear_parts_.run());
    return clear_head_.run();
}

Result<std::optional<ledger::RecordBase>> SnapshotTable::base(const ledger::RecordId& id) {
    base_.bind(1, id.view());
    TRY_LET(const auto found, base_.first([](const Row& row) { return Bytes(row.bytes(0)); }));
    if (!found) return std::nullopt;
    TRY_LET(ledger::RecordBase base, ledger::decode_record_base(*found));
    return std::optional(std::move(base));
}

Result<std::vector<Stored>> SnapshotTable::stored(sqlcipher::Statement& statement) {
    std::vector<Stored> found;
    TRY(statement.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(Stored one, stored_from(row));
        found.push_back(std::move(one));
        return {};
    }));
    return found;
}

Result<std::vector<Stored>> SnapshotTable::on_record(const ledger::RecordId& id) {
    return stored(on_record_.bind(1, id.view()));
}

Result<std::vector<Stored>> SnapshotTable::of_kind(ledger::Kind kind) {
    return stored(of_kind_.bind(1, static_cast<std::int64_t>(kind)));
}

Result<std::vector<Stored>> SnapshotTable::authority() {
    std::vector<ledger::Kind> kinds;
    TRY(kinds_.each_row([&](const Row& row) -> Result<void> {
        const auto kind = static_cast<ledger::Kind>(row.integer(0));
        if (ledger::is_authority(kind)) kinds.push_back(kind);
        return {};
    }));
    std::vector<Stored> all;
    for (const ledger::Kind kind : kinds) {
        TRY_LET(std::vector<Stored> found, of_kind(kind));
        std::ranges::move(found, std::back_inserter(all));
    }
    std::ranges::sort(all, {}, [](const Stored& one) { return *one.standing.position; });
    return all;
}

Result<std::optional<Stored>> SnapshotTable::find(const ledger::OperationId& id) {
    TRY_LET(std::vector<Stored> found, stored(find_.bind(1, id.view())));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Result<bool> SnapshotTable::names(const ledger::OperationId& id) {
    names_.bind(1, id.view());
    TRY_LET(const auto found, names_.first([](const Row&) { return true; }));
    return found.has_value();
}

Result<std::vector<ledger::RecordId>> SnapshotTable::records() {
    std::vector<ledger::RecordId> found;
    TRY(records_.each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<ledger::RecordId>(0));
        return {};
    }));
    return found;
}

}  // namespace soxa::store
