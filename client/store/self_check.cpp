#include "client/store/self_check.hpp"

#include <map>

#include "client/store/store_parts.hpp"

namespace soxa::store {

namespace {

using ledger::Operation;
using ledger::OperationId;

using Verdicts = std::map<OperationId, ledger::Standing>;

tl::unexpected<Error> log_broken() { return fail(Errc::integrity, "store.log"); }

/// The entries make the tree that the province signed.
Result<void> check_log(const std::vector<ledger::LogEntry>& entries, const LogState& state,
                       const Home& home) {
    crypto::MerkleLog log;
    for (const ledger::LogEntry& entry : entries) {
        if (entry.position != log.size() + 1) return log_broken();
        log.add(ledger::leaf(entry));
    }
    if (log != state.log) return log_broken();
    if (state.epoch == 0) return {};  // no contact yet
    const ledger::Checkpoint& signed_here = state.checkpoint;
    if (signed_here.epoch != state.epoch || signed_here.size != log.size() ||
        signed_here.root != log.root() || signed_here.stream != home.stream ||
        !ledger::verifies(signed_here, home.province.log)) {
        return log_broken();
    }
    return {};
}

/// The log's verdicts with the rejudgements carried out, as intake.cpp does.
Result<Verdicts> replayed(Tables& tables, const std::vector<ledger::LogEntry>& entries) {
    Verdicts verdicts;
    for (const ledger::LogEntry& entry : entries) {
        verdicts[entry.operation] = {entry.position, entry.judgement, entry.reason, entry.received,
                                     {}};
        if (entry.judgement != ledger::Judgement::accepted) continue;
        TRY_LET(const std::optional<Place> place, tables.operations.place(entry.operation));
        if (!place || place->kind != ledger::Kind::rejudge) continue;
        TRY_LET(const std::optional<exchange::Stored> stored,
                tables.operations.find(entry.operation));
        if (!stored) return log_broken();
        const auto rejudgements = ledger::rejudgements(stored->operation);
        if (!rejudgements) continue;
        for (const ledger::Rejudgement& one : *rejudgements) {
            const auto verdict = verdicts.find(one.operation);
            if (verdict == verdicts.end()) continue;
            verdict->second.look_again(entry.position, one.judgement, one.reason);
        }
    }
    return verdicts;
}

bool as_replayed(const exchange::Stored& stored, const Verdicts& verdicts) {
    const auto verdict = verdicts.find(stored.operation.id);
    return stored.standing == (verdict == verdicts.end() ? ledger::Standing{} : verdict->second);
}

/// Goes through the operations in the order of their arrival.
class Walk {
public:
    explicit Walk(Tables& tables) : tables_(&tables) {}

    Result<void> step(const exchange::Stored& stored) {
        const Operation& operation = stored.operation;
        const ledger::Header& header = operation.header;
        for (const OperationId& id : ledger::needs(operation)) {
            if (!seen_.contains(id)) return fail(Errc::integrity, "store.gap");
        }
        if (header.prev) {
            const auto& [chain, seq] = seen_.at(*header.prev);
            if (chain != header.chain || seq + 1 != header.seq) {
                return fail(Errc::integrity, "store.gap");
            }
        } else {
            TRY(check_opening(operation));
        }
        seen_.emplace(operation.id, std::pair(header.chain, header.seq));
        return check_approval(operation);
    }

private:
    Result<void> check_opening(const Operation& operation) {
        const auto open = ledger::chain_open(operation);
        TRY_LET(const std::optional<Chain> chain, tables_->chains.find(operation.header.chain));
        if (!open || !chain || chain->open != *open ||
            ledger::chain_id(operation.header.stream, *open) != operation.header.chain) {
            return fail(Errc::integrity, "store.chain_malformed");
        }
        return {};
    }

    /// An approval is found under the records of all the versions that it names, and no others.
    Result<void> check_approval(const Operation& operation) {
        if (operation.header.kind != ledger::Kind::approve) return {};
        std::set<ledger::RecordId> named;
        for (const OperationId& cut : operation.header.references) {
            TRY_LET(const std::optional<Place> place, tables_->operations.place(cut));
            if (place && place->record) named.insert(*place->record);
        }
        TRY_LET(const std::vector<ledger::RecordId> found,
                tables_->approved_cuts.records_of(operation.id));
        if (!std::ranges::equal(named, found)) return fail(Errc::integrity, "store.gap");
        return {};
    }

    Tables* tables_;
    std::map<OperationId, std::pair<ledger::ChainId, std::uint64_t>> seen_;
};

/// What is still to send would be refused if its seal were no longer good.
Result<void> check_seals(Tables& tables) {
    TRY_LET(const std::vector<exchange::Outgoing> outgoing, tables.operations.sealed_unreceipted());
    for (const exchange::Outgoing& one : outgoing) {
        if (!one.seal) continue;
        TRY_LET(const std::optional<Chain> chain, tables.chains.find(one.operation.header.chain));
        if (!chain || !crypto::verifies(chain->open.key, exchange::seal_context,
                                        one.operation.id.view(), *one.seal)) {
            return fail(Errc::integrity, "store.seal_altered");
        }
    }
    return {};
}

}  // namespace

Result<void> check_ledger(Tables& tables, const Home& home) {
    TRY_LET(const std::vector<ledger::LogEntry> entries, tables.operations.log_entries());
    TRY_LET(const LogState state, tables.log.load());
    TRY(check_log(entries, state, home));
    TRY_LET(const Verdicts verdicts, replayed(tables, entries));
    Walk walk(tables);
    TRY(tables.operations.each_checked([&](const exchange::Stored& stored) -> Result<void> {
        if (!as_replayed(stored, verdicts)) return log_broken();
        return walk.step(stored);
    }));
    return check_seals(tables);
}

Result<void> check_views(Tables& tables, const Home& home) {
    TRY_LET(const std::string before, dump_views(tables));
    TRY_LET(const ledger::Directory directory, fold_directory(tables, home.province.intake));
    TRY(rebuild_views(tables, directory));
    TRY_LET(const std::string after, dump_views(tables));
    if (before != after) return fail(Errc::integrity, "store.views");
    return {};
}

Result<void> Store::verify() {
    TRY(parts_->database.verify_integrity());
    // Never committed: what is folded anew is for comparison.
    TRY_LET(const sqlcipher::Transaction transaction,
            sqlcipher::Transaction::begin(parts_->database));
    TRY(check_ledger(parts_->tables, parts_->home));
    return check_views(parts_->tables, parts_->home);
}

}  // namespace soxa::store
