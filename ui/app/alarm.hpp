// Wakes the window at a time, so that what is due by itself is done though nobody touches anything.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "ui/window/screen.hpp"

namespace soxa::ui {

class Alarm {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `redraw` outlives the alarm; it is asked for a frame when it is time.
    explicit Alarm(Redraw& redraw);
    ~Alarm();
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    /// In place of the last one.
    void set(Time time);

private:
    void run();

    Redraw& redraw_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Time> time_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace soxa::ui
