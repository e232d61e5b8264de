// A row of a file's own history that a move leaves there: its case of article 9, its day and its
// decision (TB-9.1, TB-9.2).
#pragma once

#include <string>

#include "client/office/office.hpp"
#include "sync/ledger/move_row.hpp"

namespace soxa::office {

using ledger::put_decision;
using ledger::put_text;

/// Of unit_move: into this unit from `agency`, which is outside the province; or to `terms.to`
/// within this unit where there is none.
[[nodiscard]] ledger::Change::Added move_row(const Office& office, const std::string& move_case,
                                             const ledger::MoveTerms& terms,
                                             const std::string& agency);

}  // namespace soxa::office
