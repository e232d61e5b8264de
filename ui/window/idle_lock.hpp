// When nobody has touched keyboard or mouse for long enough: once, until somebody does again.
//
// Time is what the machine counts, asleep or not, so that a lid closed for an hour is an hour.
#pragma once

#include <chrono>
#include <optional>

namespace soxa::ui {

class IdleLock {
public:
    explicit IdleLock(std::chrono::nanoseconds after) : after_(after) {}

    /// From now on; what has passed counts.
    void set(std::chrono::nanoseconds after) { after_ = after; }
    void touched(std::chrono::nanoseconds now);
    /// True once when it is time.
    [[nodiscard]] bool due(std::chrono::nanoseconds now);
    /// How long it may take until `due`; nothing while it waits for a touch.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> left(std::chrono::nanoseconds now) const;

private:
    std::chrono::nanoseconds after_;
    std::optional<std::chrono::nanoseconds> touched_;
};

}  // namespace soxa::ui
