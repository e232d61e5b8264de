// What of a stream's rows was lost or altered, put back in its place.
#include "sync/server/sqlcipher_storage/stream_in_tables.hpp"

namespace soxa::server {

namespace {

/// A seal is in no log entry, so it is believed only if it holds.
bool holds(const exchange::HeldRow& row, const std::optional<exchange::ChainEnd>& end) {
    return row.seal && end && crypto::verifies(end->open.key, exchange::seal_context,
                                               row.entry.operation.view(), *row.seal);
}

}  // namespace

Result<void> StreamInTables::each_held(
    const std::function<Result<void>(const exchange::HeldRow&)>& look) {
    return tables_->operations.each_held(unit_.stream, look);
}

Result<void> StreamInTables::put_back(const std::vector<exchange::HeldRow>& rows) {
    for (exchange::HeldRow row : rows) {
        const auto operation = exchange::operation_of(row);
        if (!operation) return fail(Errc::integrity, "log.operation");
        TRY_LET(const auto end, chain_end(operation->header.chain));
        if (!holds(row, end)) row.seal.reset();
        std::optional<std::vector<crypto::Digest>> peaks;
        if (row.entry.position == unit_.log.size()) peaks = unit_.log.peaks();
        TRY(tables_->operations.put_back(unit_.stream, row, *operation, peaks));
    }
    TRY(look_again_at(rows));
    directory_.reset();
    rulebooks_.reset();
    static_cast<void>(cache_->take(unit_.stream));  // folded without what is here again
    return {};
}

/// Second looks at what was lost stand in the log still.
Result<void> StreamInTables::look_again_at(const std::vector<exchange::HeldRow>& rows) {
    std::map<ledger::OperationId, ledger::Standing> standings;
    for (const exchange::HeldRow& row : rows) {
        standings[row.entry.operation] = {row.entry.position, row.entry.judgement,
                                          row.entry.reason, row.entry.received, {}};
    }
    TRY_LET(const std::vector<exchange::Stored> looks, of_kind(ledger::Kind::rejudge));
    for (const exchange::Stored& one : looks) {
        if (!one.standing.confirmed()) continue;
        const auto rejudgements = ledger::rejudgements(one.operation);
        if (!rejudgements) continue;
        for (const ledger::Rejudgement& second : *rejudgements) {
            const auto found = standings.find(second.operation);
            if (found == standings.end()) continue;
            found->second.look_again(*one.standing.position, second.judgement, second.reason);
        }
    }
    for (const auto& [id, standing] : standings) {
        if (standing.earlier.empty()) continue;
        TRY(tables_->operations.look_again(unit_.stream, id, standing));
    }
    return {};
}

}  // namespace soxa::server
