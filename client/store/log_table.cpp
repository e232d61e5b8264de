#include "client/store/log_table.hpp"

#include "crypto/base/cbor.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view save_sql =
    "INSERT INTO log_state (id, epoch, size, peaks, checkpoint) VALUES (1, ?1, ?2, ?3, ?4)"
    " ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, size = excluded.size,"
    " peaks = excluded.peaks, checkpoint = excluded.checkpoint";
constexpr std::string_view load_sql =
    "SELECT epoch, size, peaks, checkpoint FROM log_state WHERE id = 1";

struct Found {
    std::uint64_t epoch;
    std::uint64_t size;
    Bytes peaks;
    Bytes checkpoint;
};

std::vector<crypto::Digest> peaks_in(ByteView bytes) {
    std::vector<crypto::Digest> peaks;
    for (; bytes.size() >= crypto::Digest::size; bytes = bytes.subspan(crypto::Digest::size)) {
        peaks.push_back(*crypto::Digest::from(bytes.first(crypto::Digest::size)));
    }
    return peaks;
}

}  // namespace

LogTable::LogTable(sqlcipher::Database& database)
    : save_(database.prepare(save_sql)), load_(database.prepare(load_sql)) {}

Result<void> LogTable::save(const LogState& state) {
    Bytes peaks;
    for (const crypto::Digest& peak : state.log.peaks()) append(peaks, peak.view());
    cbor::Writer checkpoint;
    ledger::write(checkpoint, state.checkpoint);
    return save_.bind(1, static_cast<std::int64_t>(state.epoch))
        .bind(2, static_cast<std::int64_t>(state.log.size()))
        .bind(3, ByteView(peaks))
        .bind(4, checkpoint.written())
        .run();
}

Result<LogState> LogTable::load() {
    TRY_LET(const std::optional<Found> found, load_.first([](const sqlcipher::Row& row) {
        return Found{static_cast<std::uint64_t>(row.integer(0)),
                     static_cast<std::uint64_t>(row.integer(1)), row.bytes(2), row.bytes(3)};
    }));
    if (!found) return LogState{};
    LogState state;
    state.epoch = found->epoch;
    auto log = crypto::MerkleLog::restore(found->size, peaks_in(found->peaks));
    cbor::Reader in(found->checkpoint);
    state.checkpoint = ledger::read_checkpoint(in);
    if (!log || !in.done()) return fail(Errc::integrity, "store.log");
    state.log = std::move(*log);
    return state;
}

}  // namespace soxa::store
