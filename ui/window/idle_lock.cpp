#include "ui/window/idle_lock.hpp"

namespace soxa::ui {

void IdleLock::touched(std::chrono::nanoseconds now) { touched_ = now; }

bool IdleLock::due(std::chrono::nanoseconds now) {
    if (!touched_ || now - *touched_ < after_) return false;
    touched_.reset();
    return true;
}

std::optional<std::chrono::nanoseconds> IdleLock::left(std::chrono::nanoseconds now) const {
    if (!touched_) return std::nullopt;
    return after_ - (now - *touched_);
}

}  // namespace soxa::ui
