// How long an exchange still takes, as honestly as can be told from what it has carried so far.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "ui/words/words.hpp"

namespace soxa::ui {

/// Fed with the bytes of both directions. What is to be sent was weighed before; what comes is not
/// known, so a time is told only while sending, and none before something has moved.
class Remaining {
public:
    using Time = std::chrono::steady_clock::time_point;
    /// `planned` bytes are to go; 0 where nobody could say.
    void begin(std::uint64_t planned, Time now);
    void carried(std::uint64_t sent, std::uint64_t received, Time now);

    /// Nothing where it is not known.
    [[nodiscard]] std::optional<std::chrono::seconds> left(Time now) const;
    /// Nothing has moved for long.
    [[nodiscard]] bool stalled(Time now) const;
    /// "Còn khoảng 40 giây." and its like.
    [[nodiscard]] std::string said(Time now, const Words& words) const;
    /// Of what is to be sent, 0 to 1; below 0 where it is not known.
    [[nodiscard]] float fraction() const;

private:
    std::uint64_t planned_ = 0;
    std::uint64_t sent_ = 0;
    std::uint64_t received_ = 0;
    Time began_{};
    Time moved_{};
    Time measured_{};
    std::uint64_t measured_at_ = 0;  ///< bytes then
    double rate_ = 0;                ///< bytes a second, smoothed; 0: none yet
};

/// "40 giây", "3 phút", "2 giờ": rounded up, no finer than anybody can know.
[[nodiscard]] std::string span_said(std::chrono::seconds span, const Words& words);

}  // namespace soxa::ui
