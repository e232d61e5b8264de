// The cells that an answer to a conflict assigns (conflict.hpp).
#pragma once

#include "client/office/conflict.hpp"

namespace soxa::office {

/// Errc::invalid_input as resolve() has it.
[[nodiscard]] Result<ledger::Edit> edit_of(const Office& office, const ledger::RecordState& state,
                                           const Dispute& dispute, const Resolution& resolution);
/// Over a decision that still stands as it was written.
[[nodiscard]] Result<ledger::Edit> edit_anew(const Office& office,
                                             const ledger::RecordState& state,
                                             const Decided& decided,
                                             const Resolution& resolution);

}  // namespace soxa::office
