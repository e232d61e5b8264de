#include "sync/exchange/backoff.hpp"

#include <algorithm>

namespace soxa::exchange {

namespace {

using std::chrono::seconds;

constexpr std::int64_t first_wait_s = 20;
constexpr std::int64_t wait_max_s = 30 * 60;
constexpr std::uint64_t doublings_max = 10;
// A province that is asked to come back in a month was misread, or is not one.
constexpr seconds obeyed_max{24 * 60 * 60};

}  // namespace

seconds wait_before_retry(std::uint64_t failures, std::uint32_t chance,
                          std::optional<seconds> retry_after) {
    const std::uint64_t doublings = std::min(failures > 0 ? failures - 1 : 0, doublings_max);
    const std::int64_t full = std::min(first_wait_s << doublings, wait_max_s);
    // Half of it to one and a half times.
    const std::int64_t jittered = full / 2 + full * (chance % 1024) / 1024;
    if (!retry_after) return seconds(jittered);
    const seconds asked = std::clamp(*retry_after, seconds(0), obeyed_max);
    return std::max(seconds(jittered), asked + seconds(asked.count() * (chance % 256) / 1024));
}

}  // namespace soxa::exchange
