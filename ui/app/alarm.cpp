#include "ui/app/alarm.hpp"

namespace soxa::ui {

Alarm::Alarm(Redraw& redraw) : redraw_(redraw), thread_([this] { run(); }) {}

Alarm::~Alarm() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Alarm::set(Time time) {
    {
        const std::lock_guard lock(mutex_);
        time_ = time;
    }
    changed_.notify_all();
}

void Alarm::run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (!time_) {
            changed_.wait(lock);
        } else if (std::chrono::steady_clock::now() < *time_) {
            const Time until = *time_;
            changed_.wait_until(lock, until);
        } else {
            time_.reset();
            lock.unlock();
            redraw_.request();
            lock.lock();
        }
    }
}

}  // namespace soxa::ui
