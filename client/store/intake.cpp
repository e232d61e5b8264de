#include "client/store/intake.hpp"

namespace soxa::store {

namespace {

using ledger::Kind;
using ledger::Operation;

tl::unexpected<Error> gap() { return fail(Errc::integrity, "store.gap"); }

bool is_last_of_chain(const exchange::Frame& frame, const Operation& operation) {
    return std::ranges::none_of(frame.operations, [&](const Operation& other) {
        return other.header.chain == operation.header.chain &&
               other.header.seq > operation.header.seq;
    });
}

const exchange::ChainPart* part_of(const exchange::Frame& frame, const ledger::ChainId& chain) {
    const auto part = std::ranges::find(frame.chains, chain, &exchange::ChainPart::chain);
    return part == frame.chains.end() ? nullptr : &*part;
}

/// Another operation than `id` at its place that the log lets stand.
bool stands(const Place& other, const ledger::OperationId& id) {
    return other.id != id && other.standing.position &&
           other.standing.judgement != ledger::Judgement::forked;
}

}  // namespace

Result<void> Intake::add_own(const Written& written, const ledger::Seed& seed) {
    const Operation& operation = written.operation;
    TRY(add(operation, seed, &written.seal, Claim::own));
    TRY_LET(const std::optional<Chain> chain, tables_->chains.find(operation.header.chain));
    // The salt is not sent but computed from the seed: with another one the name would not be the
    // same elsewhere.
    if (!chain || chain->open.device != home_->device ||
        operation.salt != ledger::payload_salt(chain->seed, operation.header.seq)) {
        return fail(Errc::integrity, "store.not_own_chain");
    }
    return {};
}

Result<void> Intake::add_founding(const exchange::Frame& frame) {
    for (const Operation& operation : frame.operations) {
        const exchange::ChainPart* part = part_of(frame, operation.header.chain);
        if (part == nullptr) return gap();
        TRY(add(operation, part->seed, nullptr, Claim::alone));
    }
    return {};
}

Result<void> Intake::add_received(const exchange::Frame& frame,
                                  const std::vector<ledger::LogEntry>& entries) {
    for (const Operation& operation : frame.operations) {
        // No erasure has been ordered: a payload left out on the way is one that was kept back.
        if (operation.payload.empty()) return fail(Errc::integrity, "store.payload_missing");
        const exchange::ChainPart* part = part_of(frame, operation.header.chain);
        if (part == nullptr) return gap();
        const bool judged =
            std::ranges::find(entries, operation.id, &ledger::LogEntry::operation) != entries.end();
        const bool sealed = is_last_of_chain(frame, operation);
        TRY(add(operation, part->seed, sealed ? &part->seal : nullptr,
                judged ? Claim::with_verdict : Claim::alone));
    }
    return {};
}

Result<void> Intake::add(const Operation& operation, const ledger::Seed& seed,
                         const crypto::Signature* seal, Claim claim) {
    TRY_LET(const std::optional<Place> known, tables_->operations.place(operation.id));
    if (known) return {};
    if (operation.header.stream != home_->stream) {
        return fail(Errc::integrity, "store.other_stream");
    }
    TRY(check_needs(operation));
    TRY(check_chain(operation, seed, claim == Claim::own));
    if (claim != Claim::with_verdict) {
        TRY_LET(const std::vector<Place> there,
                tables_->operations.at_place(operation.header.chain, operation.header.seq));
        const bool taken = std::ranges::any_of(there, [](const Place& other) {
            return other.standing.judgement != ledger::Judgement::forked;
        });
        if (taken) return fail(Errc::integrity, "store.chain_taken");
    }
    TRY(tables_->operations.add(operation, seal));
    if (operation.header.kind == Kind::approve) TRY(add_approved_cuts(operation));
    return touch({operation.id,
                  operation.header.chain,
                  operation.header.seq,
                  operation.header.kind,
                  record_of(operation),
                  {}});
}

Result<void> Intake::check_needs(const Operation& operation) {
    for (const ledger::OperationId& id : ledger::needs(operation)) {
        TRY_LET(const std::optional<Place> needed, tables_->operations.place(id));
        if (!needed) return gap();
        const bool before =
            id != operation.header.prev ||
            (needed->chain == operation.header.chain && needed->seq + 1 == operation.header.seq);
        if (!before) return gap();
    }
    return {};
}

Result<void> Intake::check_chain(const Operation& operation, const ledger::Seed& seed, bool own) {
    if (operation.header.seq != 1) return {};  // its predecessor is here, and so the chain
    const auto open = ledger::chain_open(operation);
    if (!open || ledger::chain_id(operation.header.stream, *open) != operation.header.chain) {
        return fail(Errc::integrity, "store.chain_malformed");
    }
    TRY_LET(const std::optional<Chain> known, tables_->chains.find(operation.header.chain));
    if (known) return {};
    return tables_->chains.add({operation.header.chain, *open, seed, own});
}

Result<void> Intake::add_approved_cuts(const Operation& operation) {
    for (const ledger::OperationId& cut : operation.header.references) {
        TRY_LET(const std::optional<Place> place, tables_->operations.place(cut));
        if (!place || !place->record) continue;
        TRY(tables_->approved_cuts.add({*place->record, cut, operation.id}));
    }
    return {};
}

Result<void> Intake::judge(const ledger::LogEntry& entry) {
    TRY_LET(const std::optional<Place> place, tables_->operations.place(entry.operation));
    if (!place || place->standing.position) return fail(Errc::integrity, "store.log");
    if (entry.judgement != ledger::Judgement::forked) {
        TRY_LET(const std::vector<Place> there,
                tables_->operations.at_place(place->chain, place->seq));
        const bool taken = std::ranges::any_of(
            there, [&](const Place& other) { return stands(other, entry.operation); });
        if (taken) return fail(Errc::integrity, "store.chain_taken");
    }
    TRY(tables_->operations.judge(entry));
    TRY(touch(*place));
    // Only the province's are accepted (ledger::judge), and the log is signed by it.
    if (place->kind != Kind::rejudge || entry.judgement != ledger::Judgement::accepted) return {};
    return carry_out(entry);
}

Result<void> Intake::carry_out(const ledger::LogEntry& rejudge) {
    TRY_LET(const std::optional<exchange::Stored> stored,
            tables_->operations.find(rejudge.operation));
    if (!stored) return fail(Errc::integrity, "store.log");
    const auto rejudgements = ledger::rejudgements(stored->operation);
    if (!rejudgements) return {};  // erased, or of a newer kind
    for (const ledger::Rejudgement& one : *rejudgements) {
        TRY_LET(const std::optional<Place> place, tables_->operations.place(one.operation));
        if (!place || !place->standing.position) continue;
        ledger::Standing standing = place->standing;
        standing.look_again(rejudge.position, one.judgement, one.reason);
        TRY(tables_->operations.rejudge(one.operation, standing));
        TRY(touch(*place));
    }
    return {};
}

Result<void> Intake::forget_verdicts() {
    TRY(tables_->operations.forget_verdicts());
    TRY_LET(const std::vector<ledger::RecordId> records, tables_->operations.records());
    touched_.records.insert(records.begin(), records.end());
    touched_.directory = true;
    return {};
}

Result<void> Intake::touch(const Place& place) {
    if (ledger::is_authority(place.kind)) touched_.directory = true;
    if (ledger::changes_rulebook(place.kind)) touched_.rulebook = true;
    if (place.record) touched_.records.insert(*place.record);
    if (place.kind == Kind::approve) {
        TRY_LET(const std::vector<ledger::RecordId> records,
                tables_->approved_cuts.records_of(place.id));
        touched_.records.insert(records.begin(), records.end());
    }
    return {};
}

}  // namespace soxa::store
