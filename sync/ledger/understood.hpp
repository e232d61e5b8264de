// Whether an operation says what its kind says: what its own reader does not take is in no list,
// opens nothing and ends nothing, so nobody may be told that it was saved.
#pragma once

#include "sync/ledger/operation.hpp"

namespace soxa::ledger {

/// True of what this program's reader of the kind understands: bounded lines, known parts.
[[nodiscard]] bool understood(const Operation& operation);

}  // namespace soxa::ledger
