// When the next frame is to be drawn: soon after something happened, at a time that was asked for,
// or not at all. Asks no clock itself.
#pragma once

#include <chrono>
#include <optional>

#include "ui/window/screen.hpp"

namespace soxa::ui {

class FrameClock {
public:
    using Wait = std::optional<std::chrono::nanoseconds>;  ///< nothing: until something happens

    /// No more than 60 frames a second, however many events there are.
    static constexpr std::chrono::nanoseconds between_frames = std::chrono::milliseconds(16);
    /// ImGui shows some effects of an event one or two frames later.
    static constexpr int frames_after_event = 3;

    void happened() { frames_left_ = frames_after_event; }
    void at(Moment moment) { next_ = next_ ? std::min(*next_, moment) : moment; }
    void begin_frame(Moment now);
    [[nodiscard]] bool due(Moment now) const;
    [[nodiscard]] Wait wait(Moment now) const;

private:
    int frames_left_ = frames_after_event;
    std::optional<Moment> next_;
    std::optional<Moment> last_;
};

/// The shorter wait.
[[nodiscard]] FrameClock::Wait sooner(FrameClock::Wait a, FrameClock::Wait b);

}  // namespace soxa::ui
