#include "client/store/operation_table.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO operation (id, chain, seq, kind, record, header, payload, salt, seal)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view judge_sql =
    "UPDATE operation SET position = ?2, logged = ?3, logged_reason = ?4, judgement = ?3,"
    " reason = ?4, received = ?5 WHERE id = ?1";
constexpr std::string_view rejudge_sql =
    "UPDATE operation SET judgement = ?2, reason = ?3, earlier = ?4"
    " WHERE id = ?1 AND position IS NOT NULL";
constexpr std::string_view forget_verdicts_sql =
    "UPDATE operation SET position = NULL, logged = 0, logged_reason = 0, judgement = 0,"
    " reason = 0, received = 0, earlier = x'' WHERE position IS NOT NULL";

constexpr std::string_view place_sql =
    "SELECT id, chain, seq, kind, record, position, judgement, reason, received, earlier"
    " FROM operation WHERE id = ?1";
constexpr std::string_view at_place_sql =
    "SELECT id, chain, seq, kind, record, position, judgement, reason, received, earlier"
    " FROM operation WHERE chain = ?1 AND seq = ?2 ORDER BY arrival";
constexpr std::string_view tail_sql =
    "SELECT seq, id, seal,"
    " EXISTS (SELECT 1 FROM operation AS other WHERE other.chain = ?1 AND other.judgement = 3)"
    " FROM operation WHERE chain = ?1"
    " ORDER BY judgement = 3, seq DESC, position IS NULL, arrival LIMIT 1";

constexpr std::string_view find_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier, arrival"
    " FROM operation WHERE id = ?1";
constexpr std::string_view on_record_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier, arrival"
    " FROM operation WHERE record = ?1 ORDER BY arrival";
constexpr std::string_view of_kind_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier, arrival"
    " FROM operation WHERE kind = ?1 ORDER BY arrival";
// ledger::is_authority: chain_open to unit_open, account_create to device_revoke, unit_change,
// access_level to grant_end.
constexpr std::string_view authority_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier, arrival"
    " FROM operation WHERE kind IN (1, 2, 3, 16, 17, 18, 19, 20, 24, 25, 52, 56, 57, 58, 59)"
    " ORDER BY arrival";
// Each that is sealed, or stands before one that is: a seal covers its chain up to it.
constexpr std::string_view sealed_unreceipted_sql =
    "SELECT id, header, payload, salt, seal, arrival FROM operation AS one"
    " WHERE position IS NULL AND (seal IS NOT NULL OR EXISTS (SELECT 1 FROM operation AS later"
    " WHERE later.chain = one.chain AND later.seq > one.seq AND later.position IS NULL"
    " AND later.seal IS NOT NULL)) ORDER BY arrival";
constexpr std::string_view logged_after_sql =
    "SELECT id, header, payload, salt, seal FROM operation WHERE position > ?1 ORDER BY position";
constexpr std::string_view outgoing_sql =
    "SELECT id, header, payload, salt, seal FROM operation WHERE arrival = ?1";
constexpr std::string_view all_sql =
    "SELECT id, header, payload, salt, position, judgement, reason, received, earlier,"
    " chain, seq, kind, record FROM operation ORDER BY arrival";

constexpr std::string_view records_sql =
    "SELECT DISTINCT record FROM operation WHERE record IS NOT NULL ORDER BY record";
constexpr std::string_view records_submitted_on_sql =
    "SELECT DISTINCT record FROM operation WHERE chain = ?1 AND kind = 5 AND record IS NOT NULL"
    " ORDER BY record";
constexpr std::string_view unreceipted_by_record_sql =
    "SELECT record, count(*) FROM operation INDEXED BY operation_unreceipted_by_record"
    " WHERE position IS NULL AND record IS NOT NULL GROUP BY record ORDER BY record";
constexpr std::string_view unreceipted_approvals_sql =
    "SELECT id FROM operation INDEXED BY operation_unreceipted_by_kind"
    " WHERE position IS NULL AND kind = 8 ORDER BY arrival";
constexpr std::string_view waiting_sql =
    "SELECT count(arrival), count(DISTINCT record),"
    " coalesce(sum(length(header) + length(payload)), 0)"
    " FROM operation WHERE position IS NULL AND seal IS NOT NULL";
constexpr std::string_view log_entries_sql =
    "SELECT position, id, logged, logged_reason, received FROM operation"
    " WHERE position IS NOT NULL ORDER BY position";

constexpr std::string_view each_held_sql =
    "SELECT position, id, logged, logged_reason, received, header, payload, salt, seal"
    " FROM operation WHERE position IS NOT NULL ORDER BY position";
constexpr std::string_view arrival_sql = "SELECT arrival FROM operation WHERE id = ?1";
constexpr std::string_view free_arrival_sql =
    "SELECT min(taken) + 1 FROM (SELECT ?1 AS taken UNION ALL SELECT arrival FROM operation"
    " WHERE arrival > ?1) AS one"
    " WHERE NOT EXISTS (SELECT 1 FROM operation WHERE arrival = one.taken + 1)";
constexpr std::string_view remove_other_sql =
    "DELETE FROM operation WHERE position = ?1 AND id <> ?2";
constexpr std::string_view put_back_sql =
    "INSERT INTO operation (arrival, id, chain, seq, kind, record, header, payload, salt, seal,"
    " position, logged, logged_reason, judgement, reason, received)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?12, ?13, ?14)"
    " ON CONFLICT (id) DO UPDATE SET chain = excluded.chain, seq = excluded.seq,"
    " kind = excluded.kind, record = excluded.record, header = excluded.header,"
    " payload = excluded.payload, salt = excluded.salt, seal = coalesce(excluded.seal, seal),"
    " position = excluded.position, logged = excluded.logged,"
    " logged_reason = excluded.logged_reason, judgement = excluded.judgement,"
    " reason = excluded.reason, received = excluded.received, earlier = x''";

using ledger::Operation;
using ledger::OperationId;
using sqlcipher::Row;

std::uint64_t unsigned_at(const Row& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

/// Columns position, judgement, reason, received, earlier from `first` on. An `earlier` that was
/// altered counts for nothing here; the self-check finds it.
ledger::Standing standing_from(const Row& row, int first) {
    ledger::Standing standing;
    if (!row.is_null(first)) standing.position = unsigned_at(row, first);
    standing.judgement = static_cast<ledger::Judgement>(row.integer(first + 1));
    standing.reason = static_cast<ledger::Reason>(row.integer(first + 2));
    standing.received = timestamp_of(unsigned_at(row, first + 3));
    if (auto earlier = ledger::decode_replaced(row.bytes(first + 4))) {
        standing.earlier = std::move(*earlier);
    }
    return standing;
}

/// Columns id, header, payload, salt.
Result<Operation> operation_from(const Row& row) {
    auto operation = ledger::decode(row.bytes(1), row.bytes(2), row.id<ledger::Salt>(3));
    if (!operation || operation->id != row.id<OperationId>(0)) {
        return fail(Errc::integrity, "store.operation_altered");
    }
    return operation;
}

/// Columns id, header, payload, salt, seal.
Result<exchange::Outgoing> outgoing_from(const Row& row) {
    TRY_LET(Operation operation, operation_from(row));
    exchange::Outgoing one{std::move(operation), {}, std::nullopt};
    if (!row.is_null(4)) one.seal = row.id<crypto::Signature>(4);
    return one;
}

Place place_from(const Row& row) {
    Place place;
    place.id = row.id<OperationId>(0);
    place.chain = row.id<ledger::ChainId>(1);
    place.seq = unsigned_at(row, 2);
    place.kind = static_cast<ledger::Kind>(row.integer(3));
    if (!row.is_null(4)) place.record = row.id<ledger::RecordId>(4);
    place.standing = standing_from(row, 5);
    return place;
}

/// All of a statement with those columns; `seed` is left to the caller.
Result<std::vector<exchange::Outgoing>> outgoing_in(sqlcipher::Statement& statement) {
    std::vector<exchange::Outgoing> found;
    TRY(statement.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(exchange::Outgoing one, outgoing_from(row));
        found.push_back(std::move(one));
        return {};
    }));
    return found;
}

/// Of the first column.
Result<std::vector<OperationId>> names(sqlcipher::Statement& statement) {
    std::vector<OperationId> found;
    TRY(statement.each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<OperationId>(0));
        return {};
    }));
    return found;
}

}  // namespace

std::optional<ledger::RecordId> record_of(const Operation& operation) {
    return operation.kept_under();
}

OperationTable::OperationTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      judge_(database.prepare(judge_sql)),
      rejudge_(database.prepare(rejudge_sql)),
      forget_verdicts_(database.prepare(forget_verdicts_sql)),
      place_(database.prepare(place_sql)),
      at_place_(database.prepare(at_place_sql)),
      tail_(database.prepare(tail_sql)),
      find_(database.prepare(find_sql)),
      on_record_(database.prepare(on_record_sql)),
      of_kind_(database.prepare(of_kind_sql)),
      authority_(database.prepare(authority_sql)),
      sealed_unreceipted_(database.prepare(sealed_unreceipted_sql)),
      logged_after_(database.prepare(logged_after_sql)),
      outgoing_(database.prepare(outgoing_sql)),
      all_(database.prepare(all_sql)),
      records_(database.prepare(records_sql)),
      records_submitted_on_(database.prepare(records_submitted_on_sql)),
      unreceipted_by_record_(database.prepare(unreceipted_by_record_sql)),
      unreceipted_approvals_(database.prepare(unreceipted_approvals_sql)),
      waiting_(database.prepare(waiting_sql)),
      log_entries_(database.prepare(log_entries_sql)),
      each_held_(database.prepare(each_held_sql)),
      arrival_(database.prepare(arrival_sql)),
      free_arrival_(database.prepare(free_arrival_sql)),
      remove_other_(database.prepare(remove_other_sql)),
      put_back_(database.prepare(put_back_sql)) {}

Result<void> OperationTable::add(const Operation& operation, const crypto::Signature* seal) {
    const auto record = record_of(operation);
    add_.bind(1, operation.id.view())
        .bind(2, operation.header.chain.view())
        .bind(3, static_cast<std::int64_t>(operation.header.seq))
        .bind(4, static_cast<std::int64_t>(operation.header.kind))
        .bind(6, ByteView(operation.canonical))
        .bind(7, ByteView(operation.payload))
        .bind(8, operation.salt.view());
    if (record) add_.bind(5, record->view());
    if (seal != nullptr) add_.bind(9, seal->view());
    return add_.run();
}

Result<void> OperationTable::judge(const ledger::LogEntry& entry) {
    return judge_.bind(1, entry.operation.view())
        .bind(2, static_cast<std::int64_t>(entry.position))
        .bind(3, static_cast<std::int64_t>(entry.judgement))
        .bind(4, static_cast<std::int64_t>(entry.reason))
        .bind(5, static_cast<std::int64_t>(seconds_of(entry.received)))
        .run();
}

Result<void> OperationTable::rejudge(const OperationId& id, const ledger::Standing& standing) {
    return rejudge_.bind(1, id.view())
        .bind(2, static_cast<std::int64_t>(standing.judgement))
        .bind(3, static_cast<std::int64_t>(standing.reason))
        .bind(4, ByteView(ledger::encode(standing.earlier)))
        .run();
}

Result<void> OperationTable::forget_verdicts() { return forget_verdicts_.run(); }

Result<std::optional<Place>> OperationTable::place(const OperationId& id) {
    return place_.bind(1, id.view()).first(place_from);
}

Result<std::vector<Place>> OperationTable::at_place(const ledger::ChainId& chain,
                                                    std::uint64_t seq) {
    std::vector<Place> places;
    at_place_.bind(1, chain.view()).bind(2, static_cast<std::int64_t>(seq));
    TRY(at_place_.each_row([&](const Row& row) -> Result<void> {
        places.push_back(place_from(row));
        return {};
    }));
    return places;
}

Result<std::optional<OperationTable::Tail>> OperationTable::tail(const ledger::ChainId& chain) {
    return tail_.bind(1, chain.view()).first([](const Row& row) {
        Tail tail{unsigned_at(row, 0), row.id<OperationId>(1), std::nullopt, row.integer(3) != 0};
        if (!row.is_null(2)) tail.seal = row.id<crypto::Signature>(2);
        return tail;
    });
}

struct OperationTable::Arrived {
    std::int64_t arrival;
    exchange::Stored stored;
};

Result<void> OperationTable::read(sqlcipher::Statement& statement, std::vector<Arrived>& into) {
    return statement.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(Operation operation, operation_from(row));
        into.push_back({row.integer(9), {std::move(operation), standing_from(row, 4)}});
        return {};
    });
}

Result<std::vector<exchange::Stored>> OperationTable::stored(sqlcipher::Statement& statement) {
    std::vector<Arrived> found;
    TRY(read(statement, found));
    std::vector<exchange::Stored> operations;
    for (Arrived& one : found) operations.push_back(std::move(one.stored));
    return operations;
}

Result<std::optional<exchange::Stored>> OperationTable::find(const OperationId& id) {
    TRY_LET(std::vector<exchange::Stored> found, stored(find_.bind(1, id.view())));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Result<std::vector<exchange::Stored>> OperationTable::on_record(
    const ledger::RecordId& id, const std::vector<OperationId>& approvals) {
    std::vector<Arrived> found;
    TRY(read(on_record_.bind(1, id.view()), found));
    for (const OperationId& approval : approvals) TRY(read(find_.bind(1, approval.view()), found));
    std::ranges::sort(found, {}, &Arrived::arrival);
    std::vector<exchange::Stored> operations;
    for (Arrived& one : found) operations.push_back(std::move(one.stored));
    return operations;
}

Result<std::vector<exchange::Stored>> OperationTable::of_kind(ledger::Kind kind) {
    return stored(of_kind_.bind(1, static_cast<std::int64_t>(kind)));
}

Result<std::vector<exchange::Stored>> OperationTable::authority() { return stored(authority_); }

Result<std::vector<exchange::Outgoing>> OperationTable::sealed_unreceipted() {
    return outgoing_in(sealed_unreceipted_);
}

Result<std::vector<exchange::Outgoing>> OperationTable::logged_after(std::uint64_t position) {
    return outgoing_in(logged_after_.bind(1, static_cast<std::int64_t>(position)));
}

Result<void> OperationTable::each_sealed_unreceipted(
    const std::function<Result<void>(std::uint64_t, const Operation&)>& each) {
    return sealed_unreceipted_.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(const Operation operation, operation_from(row));
        return each(unsigned_at(row, 5), operation);
    });
}

Result<exchange::Outgoing> OperationTable::outgoing(std::uint64_t key) {
    std::optional<exchange::Outgoing> found;
    TRY(outgoing_.bind(1, static_cast<std::int64_t>(key))
            .each_row([&](const Row& row) -> Result<void> {
                TRY_LET(found, outgoing_from(row));
                return {};
            }));
    if (!found) return fail(Errc::integrity, "store.gap");
    return std::move(*found);
}

Result<void> OperationTable::each_checked(
    const std::function<Result<void>(const exchange::Stored&)>& each) {
    return all_.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(Operation operation, operation_from(row));
        const ledger::Header& header = operation.header;
        const auto record =
            row.is_null(12) ? std::nullopt : std::optional(row.id<ledger::RecordId>(12));
        if (row.id<ledger::ChainId>(9) != header.chain || unsigned_at(row, 10) != header.seq ||
            row.integer(11) != static_cast<std::int64_t>(header.kind) ||
            record != record_of(operation)) {
            return fail(Errc::integrity, "store.operation_altered");
        }
        return each({std::move(operation), standing_from(row, 4)});
    });
}

Result<std::vector<ledger::RecordId>> OperationTable::records() { return names(records_); }

Result<std::vector<ledger::RecordId>> OperationTable::records_submitted_on(
    const ledger::ChainId& chain) {
    return names(records_submitted_on_.bind(1, chain.view()));
}

Result<std::vector<OperationTable::Count>> OperationTable::unreceipted_by_record() {
    std::vector<Count> counts;
    TRY(unreceipted_by_record_.each_row([&](const Row& row) -> Result<void> {
        counts.push_back({row.id<ledger::RecordId>(0), unsigned_at(row, 1)});
        return {};
    }));
    return counts;
}

Result<std::vector<OperationId>> OperationTable::unreceipted_approvals() {
    return names(unreceipted_approvals_);
}

Result<Waiting> OperationTable::waiting() {
    TRY_LET(const std::optional<Waiting> waiting, waiting_.first([](const Row& row) {
        return Waiting{unsigned_at(row, 0), unsigned_at(row, 1), unsigned_at(row, 2)};
    }));
    return waiting.value_or(Waiting{});
}

Result<std::vector<ledger::LogEntry>> OperationTable::log_entries() {
    std::vector<ledger::LogEntry> entries;
    TRY(log_entries_.each_row([&](const Row& row) -> Result<void> {
        entries.push_back({unsigned_at(row, 0), row.id<OperationId>(1),
                           static_cast<ledger::Judgement>(row.integer(2)),
                           static_cast<ledger::Reason>(row.integer(3)),
                           timestamp_of(unsigned_at(row, 4))});
        return {};
    }));
    return entries;
}

Result<void> OperationTable::each_held(
    const std::function<Result<void>(const exchange::HeldRow&)>& look) {
    return each_held_.each_row([&](const Row& row) -> Result<void> {
        exchange::HeldRow held;
        held.entry = {unsigned_at(row, 0), row.id<OperationId>(1),
                      static_cast<ledger::Judgement>(row.integer(2)),
                      static_cast<ledger::Reason>(row.integer(3)),
                      timestamp_of(unsigned_at(row, 4))};
        held.header = row.bytes(5);
        held.payload = row.bytes(6);
        held.salt = row.id<ledger::Salt>(7);
        if (!row.is_null(8)) held.seal = row.id<crypto::Signature>(8);
        return look(held);
    });
}

Result<void> OperationTable::put_back(const exchange::HeldRow& row, const Operation& operation) {
    const auto whole_number = [](const Row& found) { return found.integer(0); };
    std::int64_t after = 0;
    for (const OperationId& id : ledger::needs(operation)) {
        TRY_LET(const auto needed, arrival_.bind(1, id.view()).first(whole_number));
        after = std::max(after, needed.value_or(0));
    }
    TRY(remove_other_.bind(1, static_cast<std::int64_t>(row.entry.position))
            .bind(2, operation.id.view())
            .run());
    TRY_LET(const auto place, free_arrival_.bind(1, after).first(whole_number));
    put_back_.bind(1, place.value_or(after + 1))
        .bind(2, operation.id.view())
        .bind(3, operation.header.chain.view())
        .bind(4, static_cast<std::int64_t>(operation.header.seq))
        .bind(5, static_cast<std::int64_t>(operation.header.kind))
        .bind(7, ByteView(operation.canonical))
        .bind(8, ByteView(operation.payload))
        .bind(9, operation.salt.view())
        .bind(11, static_cast<std::int64_t>(row.entry.position))
        .bind(12, static_cast<std::int64_t>(row.entry.judgement))
        .bind(13, static_cast<std::int64_t>(row.entry.reason))
        .bind(14, static_cast<std::int64_t>(seconds_of(row.entry.received)));
    if (const auto record = record_of(operation)) put_back_.bind(6, record->view());
    if (row.seal) put_back_.bind(10, row.seal->view());
    return put_back_.run();
}

}  // namespace soxa::store
