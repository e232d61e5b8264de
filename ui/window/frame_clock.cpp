#include "ui/window/frame_clock.hpp"

#include <algorithm>

namespace soxa::ui {

void FrameClock::begin_frame(Moment now) {
    if (frames_left_ > 0) --frames_left_;
    next_.reset();
    last_ = now;
}

bool FrameClock::due(Moment now) const {
    const Wait left = wait(now);
    return left && left->count() <= 0;
}

FrameClock::Wait FrameClock::wait(Moment now) const {
    std::optional<Moment> wanted = next_;
    if (frames_left_ > 0) wanted = last_ ? *last_ + between_frames : now;
    if (!wanted) return std::nullopt;
    // What asks for a frame in every frame gets 60 a second.
    if (last_) wanted = std::max(*wanted, *last_ + between_frames);
    return std::max<std::chrono::nanoseconds>(*wanted - now, std::chrono::nanoseconds(0));
}

FrameClock::Wait sooner(FrameClock::Wait a, FrameClock::Wait b) {
    if (!a) return b;
    if (!b) return a;
    return std::min(*a, *b);
}

}  // namespace soxa::ui
