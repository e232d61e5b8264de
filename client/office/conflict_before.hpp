// What a disputed field said before the edits that met in it.
#pragma once

#include "client/office/conflict.hpp"

namespace soxa::office {

/// What an operation replaced in a cell, each value by its own name (ledger/cut_names.hpp); nothing
/// where it is not here.
[[nodiscard]] std::vector<ledger::OperationId> replaced_by(const Office& office,
                                                           const ledger::OperationId& by,
                                                           const ledger::Cell& cell);
/// Null where there was nothing, where the sides replaced different values, and for a question
/// that is not about one field.
[[nodiscard]] Json value_before(const Office& office, const Dispute& dispute);

}  // namespace soxa::office
