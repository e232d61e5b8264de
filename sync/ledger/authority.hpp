// Whether an operation may stand: the province's judgement, and a laptop's own before it writes.
//
// Rights are taken as of what the author can be shown to have known, and revocation by its order
// of arrival at the province, never by a claimed time (LEDGER rule 7, RELIABILITY I-12): what a
// revoked official entered before he could know is held for a person to decide, never lost;
// what he entered knowing it is refused; an approval is never accepted after it.
#pragma once

#include "sync/ledger/directory.hpp"

namespace soxa::ledger {

struct Judged {
    Judgement judgement = Judgement::accepted;
    Reason reason = Reason::none;

    friend bool operator==(const Judged&, const Judged&) = default;
};

/// Whether a version that is submitted or approved keeps the rules of DOMAIN §3, errors only.
enum class Rules : std::uint8_t {
    kept,
    broken_since,  ///< by what was published after its author last heard from the province
    broken,
};

/// What only the caller can find out, from records.
struct Facts {
    /// Of what arrives at the province: the day it did, YYYY-MM-DD; empty for a laptop's own look.
    std::string today{};
    /// Of a laptop's listing: the register has another key for it, or none.
    bool device_differs = false;
    /// Of an edit or submission: whose file it is on.
    Whose whose = Whose::others;
    /// Of an approval: its manifest and signature hold, and each root is its cut's.
    bool approval_holds = false;
    /// Of an approval that would hold but for its roots: a version, or something it covers, is not
    /// let in, and the approver may have signed it with that.
    bool rests_on_ghost = false;
    /// Of an approval: the approver's own file, or one he entered himself (DOMAIN §1.9).
    bool approves_himself = false;
    /// Of a submission: what it submits; of an approval: any version that it signs.
    Rules rules = Rules::kept;
    /// By rule id; where `rules` are not kept.
    std::vector<Fault> broken{};
    /// Of an edit, submission or release: the file is not worked on here any more, and why.
    std::optional<Reason> closed{};
    /// Of an edit: it gives the file another personal number, and no document says why (F17).
    bool number_changed = false;
    /// Of an edit: the file was begun by the same account.
    bool begun_by_him = false;
    /// Of a release: its statement is signed, and what it releases says what was signed.
    bool release_holds = false;
    /// Of an answer to an offer: nobody has answered it yet.
    bool offer_open = false;
};

/// `directory` is as of just before the operation's position. The chain itself (sequence,
/// predecessor, signature) was checked before.
[[nodiscard]] Judged judge(const Operation& operation, const Directory& directory,
                           const Facts& facts);

/// Of a head's word that is to last (an approval, a release, a consent): accepted if the province
/// has confirmed the key that the chain is signed with (LEDGER rule 8, §3, 4).
[[nodiscard]] Judged judge_signing_key(const ChainState& chain, const Directory& directory);

}  // namespace soxa::ledger
