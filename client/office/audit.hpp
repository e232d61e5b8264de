// What was done about accounts, laptops, restrictions and access, and who looked at what for which
// purpose: read from the ledger, so that nobody can leave an entry out (TB-3.6, TB-4.4).
#pragma once

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

/// One entry an act, oldest first: {"time", "kind", "author", "role", "device", "verdict", …}. All
/// of the unit for head and administrator; else what concerns the account itself or its own file.
[[nodiscard]] Result<Json> audit_json(const Office& office,
                                      const std::optional<ledger::RecordId>& record);
/// Looks at one file that had to say why.
[[nodiscard]] Result<Json> uses_json(const Office& office, const ledger::RecordId& record);

}  // namespace soxa::office
