// The province's part of healing.hpp: what it signed and lost, taken back from a laptop.
#pragma once

#include "sync/exchange/healing.hpp"
#include "sync/exchange/province.hpp"

namespace soxa::exchange {

/// The largest of the witness's sizes at which this log is the one it remembers. Errc::integrity
/// ("healing.unproven") unless the province itself signed the checkpoint.
[[nodiscard]] Result<Agreed> agree(StreamStorage& storage, const Witness& witness,
                                   const crypto::PublicKey& log_key);

struct Recovered {
    std::size_t added = 0;
    std::uint64_t epoch = 0;   ///< under which it was signed
    std::uint64_t base = 0;    ///< up to where both logs were one
    std::uint64_t before = 0;  ///< entries here before it
    std::uint64_t end = 0;     ///< entries that were proven
    /// This log had gone on by itself: what was lost stands behind that, and to the laptop it is
    /// another log.
    [[nodiscard]] bool diverged() const { return before > base && end > base; }
    /// Whatever the evidence has a word on.
    std::vector<ledger::OperationId> proven;
    /// Operations that were added and accepted, in order.
    std::vector<ledger::Operation> accepted;
    /// Operations that this log had judged otherwise meanwhile: the first verdict wins (rule 10).
    std::vector<ledger::Rejudgement> first_verdicts;
    /// The province's own words whose place in its chain is taken now, to be said again.
    std::vector<ledger::Operation> said_before;
};

/// Everything after the last size that both have, with the verdicts as they were given; where this
/// log did not go on meanwhile, at the same positions. Errc::integrity ("healing.unproven") unless
/// it leads to a root that the province signed, and as take_frame() for what could not be passed
/// on; nothing was added then.
[[nodiscard]] Result<Recovered> recover(StreamStorage& storage, const Evidence& evidence,
                                        const crypto::PublicKey& log_key, crypto::Signer& intake);

}  // namespace soxa::exchange
