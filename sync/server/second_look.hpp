// An officer's second look at what is held: the way out that every held operation has (LEDGER §3,
// 29). It is said by a rejudge operation of the province's, so every replica carries it out alike.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// What waits for somebody to decide.
struct HeldLine {
    ledger::OperationId id;
    ledger::Kind kind = ledger::Kind::edit;
    ledger::Reason reason = ledger::Reason::none;
    Timestamp received{};
    std::string author;  ///< as the account is called; empty if there is none
    std::string login;   ///< or personal number
    std::optional<ledger::RecordId> record;
    std::vector<Fault> rules;  ///< that the province named beside its verdict
};

/// In the order of the log; without what was passed on to the unit that took this one over.
/// Errc::invalid_input ("unit.unknown").
[[nodiscard]] Result<std::vector<HeldLine>> list_held(Office& office, const std::string& unit);

struct SecondLook {
    std::string unit;
    /// Beginnings of operations' names, at least 8 hexadecimal digits.
    std::vector<std::string> operations;
    /// All that is held of this account, by login or number; instead of or besides the above.
    std::string author;
    bool admit = false;  ///< else refused for good
    std::string reason{};  ///< told to the unit with each file it is about; may be empty
};
struct Looked {
    std::size_t operations = 0;
    std::size_t approvals = 0;  ///< that rested on them and hold now
};
/// An approval is admitted only if it would be accepted now, whoever asks. Errc::invalid_input:
/// "held.unknown" for a name that fits nothing held, "held.not_yet" for such an approval,
/// "held.passed_on" for what the unit's successor has; "reason.not_text".
[[nodiscard]] Result<Looked> look_again_at(Office& office, const SecondLook& asked);

/// Operations held for this reason, of chains that `of` takes, that would be accepted now.
[[nodiscard]] Result<std::vector<ledger::Rejudgement>> acceptable(
    UnitStream& stream, ledger::Reason reason,
    const std::function<bool(const exchange::ChainEnd&)>& of);
/// Says so in the stream's log.
[[nodiscard]] Result<void> look_again(Office& office, UnitStream& stream, ledger::StreamId id,
                                      const std::vector<ledger::Rejudgement>& all);

/// Why, beside a second look: on each file that it is about, for the unit to read.
[[nodiscard]] Result<void> say_why(Office& office, UnitStream& stream, ledger::StreamId id,
                                   const std::vector<exchange::Stored>& looked_at,
                                   const std::string& reason);

}  // namespace soxa::server
