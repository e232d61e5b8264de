// A row of a file's own history that a move leaves there: its case of article 9, its day and its
// decision (TB-9.1 to 9.3).
#pragma once

#include "sync/ledger/edit.hpp"
#include "sync/ledger/transfer.hpp"

namespace soxa::ledger {

/// "12/QĐ-UBND 02/11/2026": a number, and its day where the last word is one, into the group's
/// columns for them.
void put_decision(std::map<record::Tag, record::Value>& columns, const std::string& group,
                  const std::string& basis);
/// Nothing for an empty text.
void put_text(std::map<record::Tag, record::Value>& columns, std::string_view group,
              std::string_view id, const std::string& text);

/// Of unit_move: by `terms`, from one unit to another.
[[nodiscard]] Change::Added move_row(MoveCase move, const std::string& from, const std::string& to,
                                     const MoveTerms& terms);

}  // namespace soxa::ledger
