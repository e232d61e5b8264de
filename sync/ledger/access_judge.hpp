// Judging what is said about access, and what was changed or signed under it.
#pragma once

#include "sync/ledger/authority.hpp"
#include "sync/ledger/sight.hpp"

namespace soxa::ledger {

/// Of the kinds access_level to access_use; the author's rights are in force. A head's level is
/// held as a proposal; what nobody may grant to himself is refused.
[[nodiscard]] Judged judge_access(const Operation& operation, const ChainState& chain,
                                  const Directory& directory, Role role);

/// Of an edit, a submission, a check or a return: accepted unless the file was closed to its
/// author, or it changes what he may not see. Who knew is refused, who could not know is held.
[[nodiscard]] Judged judge_sight(const Operation& operation, const ChainState& chain,
                                 const Directory& directory, const AccountState& author,
                                 const Facts& facts);

/// Of an approval by who is no head: accepted if an authorisation covers every file of it. By the
/// day of receipt; who signed outside the term by his own word is refused (TB-6.4b).
[[nodiscard]] Judged judge_stand_in(const Operation& operation, const ChainState& chain,
                                    const Directory& directory, const AccountState& author,
                                    const Facts& facts);

}  // namespace soxa::ledger
