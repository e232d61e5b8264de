// Who leaves on a day to come: a decision on retirement is signed months ahead, and until its day the
// person serves, is counted, and his file is worked on (TB-9.3, TB-9.5, DOMAIN §4.10).
//
// The day is the province's to say, never a laptop's clock (LEDGER rule 7, F14): as it lets in the
// approval it tells that somebody leaves later (leaving_ahead), and when the day has come it says so
// (leaving_day). A file closes at its approval's place in the log or at that word's, whichever is
// later; so laptop and province, of one ledger, give one answer.
#pragma once

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// Both kinds are on a file and the province's alone; the second references the first.
[[nodiscard]] Bytes encode(const Leaving& payload);
/// Of either kind; nothing of any other, or if it is not understood.
[[nodiscard]] std::optional<Leaving> leaving(const Operation& operation);

/// What a content says of who has left, with the last day that stands beside that status; nothing
/// unless it says that its person has left. The day may be empty, or a month or year: its first day.
[[nodiscard]] std::optional<Leaving> leaving_in(const Content& content);
/// Whether a day, YYYY-MM-DD, is before the one on which he leaves.
[[nodiscard]] bool is_ahead(const Leaving& leaving, std::string_view day);

}  // namespace soxa::ledger
