// Restrictions, consents and authorisations as acts: asked for, entered, signed, ended (TB-4.3,
// TB-4.4, TB-6.4b, DOMAIN §1.9). They are operations of the ledger; what may stand is judged by
// the province as it is here (sync/ledger/access_judge.hpp).
#pragma once

#include "client/office/access.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

struct LevelWanted {
    unsigned level = 0;
    std::string until;  ///< YYYY-MM-DD; required above 0
    std::string basis;
    std::string reason;
};
/// A head's proposal: in force once the province admits it. Errc::not_allowed
/// ("access.head_proposes") for others, Errc::invalid_input naming what is missing.
[[nodiscard]] Result<void> propose_level(Office& office, const ledger::RecordState& state,
                                         const LevelWanted& wanted);
/// {"level", "until", "basis", "reason", "set_by", "set_at", "shown_to_you", "proposals", "answered",
/// "uses"} of a file, as it is today for this account.
[[nodiscard]] Result<Json> access_json(const Office& office, const ledger::RecordState& state);

/// A proposal that the province has decided.
struct AnsweredLevel {
    ledger::AccessLevel level;
    bool accepted = false;
    std::string reason;  ///< the province's, if it gave one
    Timestamp at{};
    std::uint64_t position = 0;  ///< of the answer, in the log
    ledger::ChainId chain;       ///< who proposed it
};
/// Of the whole unit, in the order of the answers.
[[nodiscard]] Result<std::vector<AnsweredLevel>> answered_levels(const Office& office);

struct GrantWanted {
    ledger::GrantKind kind = ledger::GrantKind::consent;
    std::string to;      ///< login or personal number
    std::string record;  ///< uid; empty: every file of the unit
    unsigned sensitivity = 2;
    std::string basis;
    std::string signer;  ///< empty: the head who enters it
    std::string purpose;
    std::string from;  ///< empty: today
    std::string until;
};
/// Opens at once if a head enters it; entered by the administrator it waits for a head's
/// signature. Its short name. Errc::invalid_input naming what is missing, Errc::not_allowed
/// ("access.not_oneself"), of a head whose key waits for the province ("access.key_unconfirmed").
[[nodiscard]] Result<std::string> add_grant(Office& office, const GrantWanted& wanted);
/// `id` is the beginning of a grant's name, at least 8 digits. Errc::invalid_input
/// ("access.no_grant"), Errc::not_allowed ("access.not_oneself", "access.key_unconfirmed").
[[nodiscard]] Result<void> sign_grant(Office& office, const std::string& id);
[[nodiscard]] Result<void> end_grant(Office& office, const std::string& id,
                                     const std::string& basis);
/// All of the unit for head and administrator, else those for oneself; oldest first.
[[nodiscard]] Json grants_json(const Office& office);
/// "waiting_for_signature", "not_yet", "in_force", "over", "ended".
[[nodiscard]] std::string_view state_of(const ledger::GrantState& grant,
                                        const ledger::Days& days);

}  // namespace soxa::office
