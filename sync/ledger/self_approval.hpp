// Nobody approves his own file, or what he entered himself (DOMAIN §1.9): one rule for the laptop
// that asks before it signs and the province that judges.
#pragma once

#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// By the person and not the account: one who enters under one account and approves under another
/// is one person. Of what was entered, only what the version adds to the one in effect counts.
[[nodiscard]] bool approves_himself(const AccountState& approver, const RecordState& state,
                                    const Cut& cut, std::span<const Entry> entries,
                                    const Directory& directory);

}  // namespace soxa::ledger
