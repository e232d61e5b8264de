#include "ui/views/remaining.hpp"

#include <algorithm>

namespace soxa::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto measure_every = 1s;
constexpr auto stalled_after = 8s;
constexpr double newest_share = 0.3;

double seconds_of(std::chrono::steady_clock::duration span) {
    return std::chrono::duration<double>(span).count();
}

}  // namespace

void Remaining::begin(std::uint64_t planned, Time now) {
    *this = {};
    planned_ = planned;
    began_ = moved_ = measured_ = now;
}

void Remaining::carried(std::uint64_t sent, std::uint64_t received, Time now) {
    if (sent != sent_ || received != received_) moved_ = now;
    sent_ = sent;
    received_ = received;
    if (now - measured_ < measure_every) return;
    const std::uint64_t all = sent + received;
    const double fresh =
        static_cast<double>(all - std::min(all, measured_at_)) / seconds_of(now - measured_);
    rate_ = rate_ == 0 ? fresh : rate_ * (1 - newest_share) + fresh * newest_share;
    measured_ = now;
    measured_at_ = all;
}

std::optional<std::chrono::seconds> Remaining::left(Time now) const {
    if (rate_ < 1 || sent_ >= planned_ || stalled(now)) return std::nullopt;
    const double seconds = static_cast<double>(planned_ - sent_) / rate_;
    return std::chrono::seconds(static_cast<std::int64_t>(seconds) + 1);
}

bool Remaining::stalled(Time now) const { return now - moved_ >= stalled_after; }

std::string Remaining::said(Time now, const Words& words) const {
    if (stalled(now)) return words.say("sync.stalled");
    const auto span = left(now);
    return span ? words.say("sync.left", {span_said(*span, words)}) : words.say("sync.left_unknown");
}

float Remaining::fraction() const {
    if (planned_ == 0 || sent_ >= planned_) return -1;
    return static_cast<float>(sent_) / static_cast<float>(planned_);
}

std::string span_said(std::chrono::seconds span, const Words& words) {
    const auto up = [](std::int64_t value, std::int64_t step) {
        return (value + step - 1) / step * step;
    };
    const std::int64_t seconds = std::max<std::int64_t>(span.count(), 1);
    if (seconds <= 90) {
        return words.say("span.seconds", {std::to_string(seconds < 10 ? seconds : up(seconds, 5))});
    }
    const std::int64_t minutes = up(seconds, 60) / 60;
    if (minutes <= 90) return words.say("span.minutes", {std::to_string(minutes)});
    return words.say("span.hours", {std::to_string(up(minutes, 60) / 60)});
}

}  // namespace soxa::ui
