// What follows in other units' streams from what a unit's laptops brought: the new head accepted and
// the file goes over, the old unit went on entering and it is carried after, two units have one
// person. In the same transaction, so that both streams tell the same at any time (LEDGER rule 19).
#pragma once

#include <set>

#include "sync/server/office.hpp"

namespace soxa::server {

/// Of everything in the unit's log above `position`. Asking again for the same changes nothing.
[[nodiscard]] Result<void> settle_lives(Office& office, Records& records,
                                        ledger::StreamId stream, std::uint64_t position);

/// A record as its stream tells it.
struct FoldedRecord {
    std::vector<exchange::Stored> stored;
    ledger::RecordState state;

    [[nodiscard]] std::vector<ledger::Entry> entries() const;
};
[[nodiscard]] Result<FoldedRecord> folded(UnitStream& stream, const ledger::RecordId& record);

/// Puts what the old record said at `heads` into the new unit's stream as a new record; its name.
struct GoingOver {
    Unit from;
    ledger::RecordId record;
    std::vector<ledger::OperationId> heads;
    std::uint32_t schema = record::schema_version;
    std::optional<ledger::MoveTerms> terms;  ///< of a transfer
    ledger::Provenance provenance;  ///< what the caller knows: transfer, case, basis, signature
    std::vector<ledger::OperationId> references;  ///< in the new stream: the acceptance
    /// The province's own order: as the file stands, what is in question as proposals.
    bool by_order = false;
};
/// Errc::invalid_input ("transfer.not_whole") for a content in conflict or of a newer catalogue,
/// ("transfer.too_large").
[[nodiscard]] Result<ledger::OperationId> take_over(Office& office, Records& records,
                                                    const GoingOver& going, const Unit& to);

/// A whole file of a unit that another takes over, as it stands: its name there; nothing for what
/// is given away already, or says nothing. `gone` is given_away() and what went since: read once a
/// command, because it is every adoption of the province.
[[nodiscard]] Result<std::optional<ledger::OperationId>> take_over_by_order(
    Office& office, Records& records, const Unit& from, const ledger::RecordId& record,
    const Unit& to, const std::string& basis, std::set<ledger::RecordId>& gone);

/// Carries what is held of the old unit's late work on `record` to where the file is now.
[[nodiscard]] Result<void> carry_late_work(Office& office, Records& records, const Unit& from,
                                           const ledger::RecordId& record);

/// After a transfer came to nothing: what was held for it and would be accepted now; in a unit that
/// another has taken over meanwhile, the file goes there.
[[nodiscard]] Result<void> come_to_nothing(Office& office, Records& records, const Unit& unit,
                                           const ledger::RecordId& record);

/// Held work that would be accepted now, and what follows from it for the files' lives.
[[nodiscard]] Result<void> admit_again(Office& office, Records& records, ledger::StreamId id,
                                       ledger::Reason reason);

/// The province's word on a record, in its unit's stream.
[[nodiscard]] Result<void> say_on_record(Office& office, Records& records,
                                         ledger::StreamId stream, ledger::Kind kind,
                                         const ledger::RecordId& record,
                                         std::vector<ledger::OperationId> references,
                                         Bytes payload);

}  // namespace soxa::server
