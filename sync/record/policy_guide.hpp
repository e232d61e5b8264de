// What a province may write into a pack beyond the lines that are there: the events that a deadline
// counts from, the lines of a year's days off, the lines of rules. Stands as comments in every file
// that is printed to be edited (DOMAIN §5.1, §3.9).
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace soxa::record {

/// What a deadline may count from: an event that is never looked at would never be late.
struct DeadlineEvents {
    std::string_view key;
    std::string_view events;  ///< separated by ", "
};
[[nodiscard]] const std::array<DeadlineEvents, 8>& deadline_events();

/// Comment lines, each with its line's end.
[[nodiscard]] const std::string& policy_guide();

}  // namespace soxa::record
