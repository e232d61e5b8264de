// The way into the ledger, for one transaction: checks what comes, adds it, and notes what it
// touches.
//
// An operation enters only after all it names and at the place where its chain continues. A
// second operation at one place is a fork: it comes in only with the log's word on which of the
// two stands; this laptop's own are never let in at a place that is taken.
#pragma once

#include "client/store/views.hpp"

namespace soxa::store {

class Intake {
public:
    /// Both outlive it.
    Intake(Tables& tables, const Home& home) : tables_(&tables), home_(&home) {}

    // What is there already changes nothing. Errc::integrity: "store.gap", "store.chain_taken",
    // "store.chain_malformed", "store.other_stream", "store.not_own_chain".

    /// `seed` is the chain's if it begins here.
    [[nodiscard]] Result<void> add_own(const Written& written, const ledger::Seed& seed);
    [[nodiscard]] Result<void> add_founding(const exchange::Frame& frame);
    /// With the seals of their chains. Of two at one place, `entries` must have a word on the one
    /// that comes.
    [[nodiscard]] Result<void> add_received(const exchange::Frame& frame,
                                            const std::vector<ledger::LogEntry>& entries);

    /// The province's word on an operation that is here, in the order of the log; carries out a
    /// rejudge operation that was accepted. Errc::integrity: "store.log" for what is not here or
    /// was judged already, "store.chain_taken".
    [[nodiscard]] Result<void> judge(const ledger::LogEntry& entry);
    /// The log begins anew.
    [[nodiscard]] Result<void> forget_verdicts();

    [[nodiscard]] const Touched& touched() const { return touched_; }

private:
    enum class Claim { own, alone, with_verdict };
    [[nodiscard]] Result<void> add(const ledger::Operation& operation, const ledger::Seed& seed,
                                   const crypto::Signature* seal, Claim claim);
    [[nodiscard]] Result<void> check_needs(const ledger::Operation& operation);
    [[nodiscard]] Result<void> check_chain(const ledger::Operation& operation,
                                           const ledger::Seed& seed, bool own);
    [[nodiscard]] Result<void> add_approved_cuts(const ledger::Operation& operation);
    [[nodiscard]] Result<void> carry_out(const ledger::LogEntry& rejudge);
    [[nodiscard]] Result<void> touch(const Place& place);

    Tables* tables_;
    const Home* home_;
    Touched touched_;
};

}  // namespace soxa::store
