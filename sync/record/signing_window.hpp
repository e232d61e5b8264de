// Whether a pack lets nobody sign for a unit on a day (approval.outside_window = block, TB-6.4).
#pragma once

#include <optional>

#include "sync/record/policy.hpp"

namespace soxa::record {

/// The unit's last day of that month, where it is over and the pack blocks; nothing where it may be
/// signed. A signature that was given all the same is held by the province and never lost.
[[nodiscard]] std::optional<Day> signing_closed(const Policy& pack, Day day);

}  // namespace soxa::record
