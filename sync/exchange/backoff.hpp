// When to try again after an exchange that did not end: later each time, not all laptops at once,
// and never before the province said (RELIABILITY T-28).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace soxa::exchange {

/// `failures` in a row, at least 1; `chance` from any random source spreads the laptops. Between
/// ten seconds and, after nine failures, three quarters of an hour.
[[nodiscard]] std::chrono::seconds wait_before_retry(
    std::uint64_t failures, std::uint32_t chance,
    std::optional<std::chrono::seconds> retry_after);

}  // namespace soxa::exchange
