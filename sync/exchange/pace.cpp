#include "sync/exchange/pace.hpp"

#include <algorithm>

namespace soxa::exchange {

namespace {

constexpr std::size_t first_part_bytes = 8 * 1024;
constexpr std::uint64_t part_seconds_max = 3;
// What is answered sooner was measured by the clock's grain and not by the link.
constexpr std::int64_t measured_ms_min = 20;
constexpr std::size_t measured_bytes_min = 2 * 1024;

}  // namespace

std::size_t Pace::part_bytes() const {
    if (rate_ == 0) return first_part_bytes;
    return std::clamp<std::size_t>(static_cast<std::size_t>(rate_ * part_seconds_max),
                                   part_sent_bytes_min, part_sent_bytes_max);
}

std::size_t Pace::part_weight() const {
    return part_bytes() * 1000 / static_cast<std::size_t>(bytes_of_weight_permille_);
}

void Pace::said(std::size_t weight, std::size_t bytes, std::int64_t at_ms) {
    open_.push_back({bytes, at_ms});
    if (weight == 0 || bytes < measured_bytes_min) return;
    bytes_of_weight_permille_ = std::clamp<std::uint64_t>(bytes * 1000 / weight, 20, 1000);
}

void Pace::answered(std::int64_t at_ms) {
    if (open_.empty()) return;
    const Said said = open_.front();
    open_.pop_front();
    // From when the link was free for it: its own beginning, or the answer to the one before.
    const std::int64_t took = at_ms - std::max(said.at_ms, last_answer_ms_);
    last_answer_ms_ = at_ms;
    if (took < measured_ms_min || said.bytes < measured_bytes_min) return;
    const std::uint64_t now = said.bytes * 1000 / static_cast<std::uint64_t>(took);
    rate_ = rate_ == 0 ? now : (3 * rate_ + now) / 4;
}

}  // namespace soxa::exchange
