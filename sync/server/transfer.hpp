// Moves of files between units, as the province sees and decides them (article 9, LEDGER rule 19).
#pragma once

#include "sync/ledger/life.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct TransferLine {
    ledger::OperationId operation;  ///< the release, or the request
    ledger::MoveCase move = ledger::MoveCase::between_units;
    std::string from;  ///< unit code; of a request the agency's name
    std::string to;
    std::string personal_id;
    std::string full_name;
    std::string effective;
    std::string basis;
    std::string reason;
    ledger::TransferState state = ledger::TransferState::released;
    bool held = false;  ///< waits for the head's key to be confirmed, or for what it rests on
    Timestamp received{};
};

/// By the time they came in; closed ones only if asked for.
[[nodiscard]] Result<std::vector<TransferLine>> list_transfers(Office& office, bool closed);

struct TransferDecision {
    /// Of what was asked for from outside, `send` says that it has come and the unit enters it.
    enum class What { send, refuse, expire };
    std::string operation;  ///< beginning of its name, 8 digits or more
    What what = What::send;
    std::string reason;
};
/// Errc::invalid_input: "transfer.unknown", "transfer.not_now" in a state in which that cannot be
/// decided, "transfer.reason" for a refusal without one, "transfer.to" for a unit that is none or the same, "transfer.not_whole",
/// "transfer.too_large", "reason.not_text".
[[nodiscard]] Result<TransferLine> decide_transfer(Office& office,
                                                   const TransferDecision& decision);

/// Whom a unit's files are worked on by: itself, or who took it over (F10).
[[nodiscard]] Result<Unit> successor_of(Records& records, const Unit& unit);

}  // namespace soxa::server
