// A row of a file's own history that a move leaves there: its case of article 9, its day and its
// decision (TB-9.1, TB-9.2).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/office/office.hpp"
#include "sync/ledger/transfer.hpp"

namespace soxa::office {

/// "12/QĐ-UBND 02/11/2026": a number, and its day where the last word is one, into the group's
/// columns for them.
void put_decision(std::map<record::Tag, record::Value>& columns, const std::string& group,
                  const std::string& basis);
/// Nothing for an empty text.
void put_text(std::map<record::Tag, record::Value>& columns, std::string_view group,
              std::string_view id, const std::string& text);

/// Of unit_move: into this unit from `agency`, which is outside the province; or to `terms.to`
/// within this unit where there is none.
[[nodiscard]] ledger::Change::Added move_row(const Office& office, const std::string& move_case,
                                             const ledger::MoveTerms& terms,
                                             const std::string& agency);

}  // namespace soxa::office
