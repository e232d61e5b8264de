#include "sync/server/sqlcipher_storage/operation_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

using ledger::OperationId;
using ledger::StreamId;
using sqlcipher::Row;

constexpr std::string_view append_sql =
    "INSERT INTO operation (stream, position, id, chain, seq, kind, record, header, payload, salt,"
    " seal, ends_frame, peaks, judgement, reason, received)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
constexpr std::string_view look_again_sql =
    "UPDATE operation SET second_judgement = ?3, second_reason = ?4, earlier = ?5"
    " WHERE stream = ?1 AND id = ?2 AND judgement <> 3";
constexpr std::string_view position_of_sql =
    "SELECT position FROM operation WHERE stream = ?1 AND id = ?2";
constexpr std::string_view at_sql = "SELECT id FROM operation WHERE stream = ?1 AND position = ?2";
constexpr std::string_view peaks_sql =
    "SELECT position, peaks FROM operation WHERE stream = ?1 AND position <= ?2"
    " AND peaks IS NOT NULL ORDER BY position DESC LIMIT 1";
constexpr std::string_view find_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND id = ?2";
constexpr std::string_view on_record_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND record = ?2 ORDER BY position";
constexpr std::string_view records_sql =
    "SELECT DISTINCT record FROM operation WHERE stream = ?1 AND record IS NOT NULL"
    " ORDER BY record";
constexpr std::string_view of_kind_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND kind = ?2 ORDER BY position";
constexpr std::string_view authority_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND position > ?2 AND kind NOT IN (4, 5, 6, 7, 8, 26)"
    " AND kind NOT IN (33, 34, 35, 36) AND kind <> 60 AND (kind < 40 OR kind > 55 OR kind = 52)"
    " ORDER BY position";
constexpr std::string_view published_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND kind IN (33, 34, 35) ORDER BY position";
constexpr std::string_view held_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND reason = ?2 AND judgement = 1"
    " AND second_judgement IS NULL ORDER BY position";
constexpr std::string_view chain_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier"
    " FROM operation WHERE stream = ?1 AND chain = ?2 AND judgement <> 3 ORDER BY seq";
constexpr std::string_view after_sql =
    "SELECT position, id, header, payload, salt, coalesce(second_judgement, judgement),"
    " coalesce(second_reason, reason), received, earlier, judgement, reason, seal, ends_frame, peaks,"
    " chain, seq, kind, record"
    " FROM operation WHERE stream = ?1 AND position > ?2 ORDER BY position LIMIT ?3";

constexpr std::string_view each_held_sql =
    "SELECT position, id, judgement, reason, received, header, payload, salt, seal"
    " FROM operation WHERE stream = ?1 ORDER BY position";
constexpr std::string_view remove_other_sql =
    "DELETE FROM operation WHERE stream = ?1 AND (position = ?2) <> (id = ?3)";
// What a frame's end needs is kept where the row still has it.
constexpr std::string_view put_back_sql =
    "INSERT INTO operation (stream, position, id, chain, seq, kind, record, header, payload, salt,"
    " seal, ends_frame, peaks, judgement, reason, received)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"
    " ON CONFLICT (stream, position) DO UPDATE SET chain = excluded.chain, seq = excluded.seq,"
    " kind = excluded.kind, record = excluded.record, header = excluded.header,"
    " payload = excluded.payload, salt = excluded.salt, seal = coalesce(excluded.seal, seal),"
    " judgement = excluded.judgement, reason = excluded.reason, received = excluded.received";

/// Of the first nine columns of the queries above.
Result<exchange::Stored> stored_from(const Row& row) {
    const std::uint64_t position = number(row, 0);
    const auto altered = [&] {
        return fail(Errc::integrity, "log.operation", {std::to_string(position)});
    };
    exchange::Stored stored;
    auto operation = ledger::decode(row.bytes(2), row.bytes(3), row.id<ledger::Salt>(4));
    if (!operation || operation->id != row.id<OperationId>(1)) return altered();
    stored.operation = std::move(*operation);
    stored.standing = {position, static_cast<ledger::Judgement>(row.integer(5)),
                       static_cast<ledger::Reason>(row.integer(6)), time(row, 7), {}};
    auto earlier = ledger::decode_replaced(row.bytes(8));
    if (!earlier) return altered();
    stored.standing.earlier = std::move(*earlier);
    return stored;
}

Result<Kept> kept_from(const Row& row) {
    TRY_LET(exchange::Stored stored, stored_from(row));
    Kept kept;
    kept.standing = stored.standing;
    kept.logged.operation = std::move(stored.operation);
    kept.logged.entry = {number(row, 0), row.id<OperationId>(1),
                         static_cast<ledger::Judgement>(row.integer(9)),
                         static_cast<ledger::Reason>(row.integer(10)), time(row, 7)};
    if (!row.is_null(11)) kept.logged.seal = row.id<crypto::Signature>(11);
    kept.logged.ends_frame = row.integer(12) != 0;
    if (!row.is_null(13)) kept.peaks = digests(row, 13);
    kept.chain = row.id<ledger::ChainId>(14);
    kept.seq = number(row, 15);
    kept.kind = number(row, 16);
    if (!row.is_null(17)) kept.record = row.id<ledger::RecordId>(17);
    return kept;
}

Result<std::vector<exchange::Stored>> all_of(sqlcipher::Statement& bound) {
    std::vector<exchange::Stored> found;
    TRY(bound.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(found.emplace_back(), stored_from(row));
        return {};
    }));
    return found;
}

}  // namespace

OperationTable::OperationTable(sqlcipher::Database& database)
    : append_(database.prepare(append_sql)),
      look_again_(database.prepare(look_again_sql)),
      position_of_(database.prepare(position_of_sql)),
      at_(database.prepare(at_sql)),
      peaks_(database.prepare(peaks_sql)),
      find_(database.prepare(find_sql)),
      on_record_(database.prepare(on_record_sql)),
      records_(database.prepare(records_sql)),
      of_kind_(database.prepare(of_kind_sql)),
      authority_(database.prepare(authority_sql)),
      published_(database.prepare(published_sql)),
      held_(database.prepare(held_sql)),
      chain_(database.prepare(chain_sql)),
      after_(database.prepare(after_sql)),
      each_held_(database.prepare(each_held_sql)),
      remove_other_(database.prepare(remove_other_sql)),
      put_back_(database.prepare(put_back_sql)) {}

Result<void> OperationTable::append(StreamId stream, const exchange::Logged& logged,
                                    const std::vector<crypto::Digest>& peaks) {
    const ledger::Operation& operation = logged.operation;
    append_.bind(1, column(std::uint64_t{stream}))
        .bind(2, column(logged.entry.position))
        .bind(3, operation.id.view())
        .bind(4, operation.header.chain.view())
        .bind(5, column(operation.header.seq))
        .bind(6, static_cast<std::int64_t>(operation.header.kind))
        .bind(8, operation.canonical)
        .bind(9, operation.payload)
        .bind(10, operation.salt.view())
        .bind(12, std::int64_t{logged.ends_frame ? 1 : 0})
        .bind(14, static_cast<std::int64_t>(logged.entry.judgement))
        .bind(15, static_cast<std::int64_t>(logged.entry.reason))
        .bind(16, column(logged.entry.received));
    if (const auto record = operation.kept_under()) append_.bind(7, record->view());
    if (logged.seal) append_.bind(11, logged.seal->view());
    if (logged.ends_frame) append_.bind(13, joined(peaks));
    return append_.run();
}

Result<void> OperationTable::look_again(StreamId stream, const OperationId& id,
                                        const ledger::Standing& standing) {
    return look_again_.bind(1, column(std::uint64_t{stream}))
        .bind(2, id.view())
        .bind(3, static_cast<std::int64_t>(standing.judgement))
        .bind(4, static_cast<std::int64_t>(standing.reason))
        .bind(5, ByteView(ledger::encode(standing.earlier)))
        .run();
}

Result<std::optional<std::uint64_t>> OperationTable::position_of(StreamId stream,
                                                                 const OperationId& id) {
    return position_of_.bind(1, column(std::uint64_t{stream}))
        .bind(2, id.view())
        .first([](const Row& row) { return number(row, 0); });
}

Result<std::optional<OperationId>> OperationTable::at(StreamId stream, std::uint64_t position) {
    return at_.bind(1, column(std::uint64_t{stream}))
        .bind(2, column(position))
        .first([](const Row& row) { return row.id<OperationId>(0); });
}

Result<OperationTable::Peaks> OperationTable::peaks_at_or_before(StreamId stream,
                                                                std::uint64_t position) {
    TRY_LET(auto found, peaks_.bind(1, column(std::uint64_t{stream}))
                            .bind(2, column(position))
                            .first([](const Row& row) {
                                return Peaks{number(row, 0), digests(row, 1)};
                            }));
    return found.value_or(Peaks{});
}

Result<std::optional<exchange::Stored>> OperationTable::find(StreamId stream,
                                                             const OperationId& id) {
    find_.bind(1, column(std::uint64_t{stream})).bind(2, id.view());
    TRY_LET(std::vector<exchange::Stored> found, all_of(find_));
    if (found.empty()) return std::optional<exchange::Stored>();
    return std::optional(std::move(found.front()));
}

Result<std::vector<ledger::RecordId>> OperationTable::records(StreamId stream) {
    std::vector<ledger::RecordId> found;
    TRY(records_.bind(1, column(std::uint64_t{stream})).each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<ledger::RecordId>(0));
        return {};
    }));
    return found;
}

Result<std::vector<exchange::Stored>> OperationTable::of_kind(StreamId stream,
                                                              ledger::Kind kind) {
    return all_of(of_kind_.bind(1, column(std::uint64_t{stream}))
                      .bind(2, column(static_cast<std::uint64_t>(kind))));
}

Result<std::vector<exchange::Stored>> OperationTable::on_record(StreamId stream,
                                                                const ledger::RecordId& record) {
    return all_of(on_record_.bind(1, column(std::uint64_t{stream})).bind(2, record.view()));
}

Result<std::vector<exchange::Stored>> OperationTable::authority(StreamId stream,
                                                                std::uint64_t after) {
    return all_of(authority_.bind(1, column(std::uint64_t{stream})).bind(2, column(after)));
}

Result<std::vector<exchange::Stored>> OperationTable::published(StreamId stream) {
    return all_of(published_.bind(1, column(std::uint64_t{stream})));
}

Result<std::vector<exchange::Stored>> OperationTable::held(StreamId stream, ledger::Reason reason) {
    return all_of(
        held_.bind(1, column(std::uint64_t{stream})).bind(2, static_cast<std::int64_t>(reason)));
}

Result<std::vector<ledger::Operation>> OperationTable::chain(StreamId stream,
                                                             const ledger::ChainId& id) {
    TRY_LET(std::vector<exchange::Stored> found,
            all_of(chain_.bind(1, column(std::uint64_t{stream})).bind(2, id.view())));
    std::vector<ledger::Operation> operations;
    for (exchange::Stored& one : found) operations.push_back(std::move(one.operation));
    return operations;
}

Result<std::vector<Kept>> OperationTable::after(StreamId stream, std::uint64_t position,
                                                std::size_t count_max) {
    std::vector<Kept> found;
    after_.bind(1, column(std::uint64_t{stream}))
        .bind(2, column(position))
        .bind(3, column(std::uint64_t{count_max}));
    TRY(after_.each_row([&](const Row& row) -> Result<void> {
        TRY_LET(found.emplace_back(), kept_from(row));
        return {};
    }));
    return found;
}

Result<void> OperationTable::each_held(
    StreamId stream, const std::function<Result<void>(const exchange::HeldRow&)>& look) {
    return each_held_.bind(1, column(std::uint64_t{stream}))
        .each_row([&](const Row& row) -> Result<void> {
            exchange::HeldRow held;
            held.entry = {number(row, 0), row.id<OperationId>(1),
                          static_cast<ledger::Judgement>(row.integer(2)),
                          static_cast<ledger::Reason>(row.integer(3)), time(row, 4)};
            held.header = row.bytes(5);
            held.payload = row.bytes(6);
            held.salt = row.id<ledger::Salt>(7);
            if (!row.is_null(8)) held.seal = row.id<crypto::Signature>(8);
            return look(held);
        });
}

Result<void> OperationTable::put_back(StreamId stream, const exchange::HeldRow& row,
                                      const ledger::Operation& operation,
                                      const std::optional<std::vector<crypto::Digest>>& peaks) {
    TRY(remove_other_.bind(1, column(std::uint64_t{stream}))
            .bind(2, column(row.entry.position))
            .bind(3, operation.id.view())
            .run());
    put_back_.bind(1, column(std::uint64_t{stream}))
        .bind(2, column(row.entry.position))
        .bind(3, operation.id.view())
        .bind(4, operation.header.chain.view())
        .bind(5, column(operation.header.seq))
        .bind(6, static_cast<std::int64_t>(operation.header.kind))
        .bind(8, operation.canonical)
        .bind(9, operation.payload)
        .bind(10, operation.salt.view())
        .bind(12, std::int64_t{peaks ? 1 : 0})
        .bind(14, static_cast<std::int64_t>(row.entry.judgement))
        .bind(15, static_cast<std::int64_t>(row.entry.reason))
        .bind(16, column(row.entry.received));
    if (const auto record = operation.kept_under()) put_back_.bind(7, record->view());
    if (row.seal) put_back_.bind(11, row.seal->view());
    if (peaks) put_back_.bind(13, joined(*peaks));
    return put_back_.run();
}

}  // namespace soxa::server
