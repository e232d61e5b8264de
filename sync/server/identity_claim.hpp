// Two units with one personal number (F4, R01): both files are kept, a claim is told to both, and
// the province decides. What either unit learns of the other is that there is one.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// After an edit: the file's number as it is now, and a claim where another unit has it too.
[[nodiscard]] Result<void> note_number(Office& office, Records& records, const Unit& unit,
                                       const exchange::Stored& edit);

struct FileName {
    ledger::StreamId stream = 0;
    ledger::RecordId record;
};
/// The numbers go with the file, corrected ones too; the new one is as old as the old one was.
[[nodiscard]] Result<void> move_numbers(Records& records, const FileName& from,
                                        const FileName& to, Timestamp now);

/// A unit's numbers anew, from its stream: of a store that is older than the register, and of one
/// that was put back and has been given its log again. Two units with one number that nobody was
/// told of are told.
[[nodiscard]] Result<void> fill_numbers(Office& office, Records& records, const Unit& unit);
/// All units', once in a store's life.
[[nodiscard]] Result<void> fill_numbers_once(Office& office);

struct ClaimSide {
    std::string unit;  ///< code
    ledger::StreamId stream = 0;
    ledger::RecordId record;
    ledger::OperationId claim;
    std::string full_name;
    bool first = false;
    bool archived = false;
    std::optional<ledger::ClaimVerdict> verdict;
};
struct ClaimLine {
    ledger::ClaimId id;
    std::string personal_id;
    Timestamp at{};
    std::vector<ClaimSide> sides;  ///< the one that was confirmed first is first
};
/// Claims of two files, oldest first; decided ones only if asked for.
[[nodiscard]] Result<std::vector<ClaimLine>> list_claims(Office& office, bool decided);

/// Corrected numbers that a unit gave a document for.
struct NumberChangeLine {
    std::string unit;
    ledger::RecordId record;
    ledger::NumberChange change;
    std::string full_name;
};
[[nodiscard]] Result<std::vector<NumberChangeLine>> list_number_changes(Office& office,
                                                                        bool decided);

struct ClaimDecision {
    std::string id;    ///< beginning of a claim's or of an alias operation's name, 8 digits or more
    std::string keep;  ///< the unit whose file is the person's; the other gives way
    std::string wrong;  ///< two people: the unit whose number is wrong
    bool confirm = false;  ///< of a corrected number
    bool refuse = false;
    std::string basis;
};
/// Errc::invalid_input: "claim.unknown", "claim.unit" for a unit that has no part in it,
/// "claim.decided", "claim.how" unless exactly one decision is asked for, "claim.basis" without the
/// document that decides between two files.
[[nodiscard]] Result<void> decide_claim(Office& office, const ClaimDecision& decision);

}  // namespace soxa::server
