// Rows of the log that were lost or altered: as they are, and put back in their places.
#include "client/store/store_parts.hpp"

namespace soxa::store {

namespace {

using exchange::HeldRow;
using ledger::OperationId;

/// A seal is in no log entry, so it is believed only if it holds.
bool holds(const HeldRow& row, const std::optional<Chain>& chain) {
    return row.seal && chain && crypto::verifies(chain->open.key, exchange::seal_context,
                                                 row.entry.operation.view(), *row.seal);
}

/// Second looks at what was lost stand in the log still.
Result<void> look_again_at(Tables& tables, const std::vector<HeldRow>& rows) {
    std::map<OperationId, ledger::Standing> standings;
    for (const HeldRow& row : rows) {
        standings[row.entry.operation] = {row.entry.position, row.entry.judgement,
                                          row.entry.reason, row.entry.received, {}};
    }
    TRY_LET(const std::vector<exchange::Stored> looks,
            tables.operations.of_kind(ledger::Kind::rejudge));
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
        if (!standing.earlier.empty()) TRY(tables.operations.rejudge(id, standing));
    }
    return {};
}

/// Everything that may follow from it.
Result<void> touch(Tables& tables, const ledger::Operation& operation, Touched& touched) {
    const ledger::Kind kind = operation.header.kind;
    if (ledger::is_authority(kind)) touched.directory = true;
    if (ledger::is_publication(kind)) touched.rulebook = true;
    if (const auto record = record_of(operation)) touched.records.insert(*record);
    if (kind == ledger::Kind::approve) {
        TRY_LET(const std::vector<ledger::RecordId> records,
                tables.approved_cuts.records_of(operation.id));
        touched.records.insert(records.begin(), records.end());
    }
    return {};
}

}  // namespace

Result<PositionIndex> positions_in(Tables& tables, std::uint64_t size) {
    TRY_LET(const std::vector<ledger::LogEntry> entries, tables.operations.log_entries());
    std::vector<OperationId> names(static_cast<std::size_t>(size));
    for (const ledger::LogEntry& entry : entries) {
        if (entry.position == 0 || entry.position > size) {
            return fail(Errc::integrity, "store.log");
        }
        names[static_cast<std::size_t>(entry.position - 1)] = entry.operation;
    }
    return PositionIndex(std::move(names));
}

bool Store::has_gaps() const { return position_of(OperationId{}).has_value(); }

Result<void> Store::each_held(const std::function<Result<void>(const HeldRow&)>& look) {
    return parts_->tables.operations.each_held(look);
}

Result<void> Store::put_back(const std::vector<HeldRow>& rows) {
    TRY_LET(sqlcipher::Transaction transaction, parts_->begin());
    Tables& tables = parts_->tables;
    Touched touched;
    for (HeldRow row : rows) {
        const auto operation = exchange::operation_of(row);
        if (!operation) return fail(Errc::integrity, "store.operation_altered");
        TRY_LET(const auto chain, tables.chains.find(operation->header.chain));
        if (!holds(row, chain)) row.seal.reset();
        TRY(tables.operations.put_back(row, *operation));
        TRY(touch(tables, *operation, touched));
    }
    TRY(look_again_at(tables, rows));
    const bool published = touched.rulebook;
    TRY_LET(std::optional<ledger::Directory> directory,
            settle(tables, std::move(touched), parts_->directory, parts_->home.province.intake));
    std::optional<ledger::Rulebooks> rulebooks;
    if (published) {
        TRY_LET(rulebooks, fold_rulebooks(tables));
    }
    TRY_LET(PositionIndex positions, positions_in(tables, parts_->log.log.size()));
    TRY(parts_->commit(transaction));
    parts_->positions = std::move(positions);
    if (directory) parts_->directory = std::move(*directory);
    if (rulebooks) parts_->rulebooks = std::move(*rulebooks);
    return {};
}

}  // namespace soxa::store
