// One thread beside the window's, for what takes long: a login's key, an exchange, a signature.
//
// A job does its work there and gives back what is to be done with the outcome on the window's
// thread. One job at a time.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "ui/window/screen.hpp"

namespace soxa::ui {

class Worker {
public:
    using Outcome = std::function<void()>;
    using Job = std::function<Outcome()>;

    /// `redraw` outlives the worker; it is asked for a frame when a job is done.
    explicit Worker(Redraw& redraw);
    /// Waits for the job under way; what it would have done with its outcome is not done.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Only while not busy.
    void start(Job job);
    /// From start() until its outcome was carried out.
    [[nodiscard]] bool busy() const { return busy_; }
    /// Carries out what a job that is done left; on the window's thread, in every frame.
    void finish();

private:
    void run();

    Redraw& redraw_;
    bool busy_ = false;  ///< of the window's thread
    std::mutex mutex_;
    std::condition_variable woken_;
    Job job_;
    Outcome outcome_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace soxa::ui
