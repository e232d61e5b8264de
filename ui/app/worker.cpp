#include "ui/app/worker.hpp"

#include <cassert>
#include <utility>

namespace soxa::ui {

Worker::Worker(Redraw& redraw) : redraw_(redraw), thread_([this] { run(); }) {}

Worker::~Worker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

void Worker::start(Job job) {
    assert(!busy_);
    busy_ = true;
    {
        const std::lock_guard lock(mutex_);
        job_ = std::move(job);
    }
    woken_.notify_all();
}

void Worker::finish() {
    Outcome outcome;
    {
        const std::lock_guard lock(mutex_);
        outcome = std::exchange(outcome_, nullptr);
    }
    if (!outcome) return;
    busy_ = false;
    outcome();
}

void Worker::run() {
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return ending_ || job_; });
            if (ending_) return;
            job = std::exchange(job_, nullptr);
        }
        Outcome outcome = job();
        job = nullptr;
        {
            const std::lock_guard lock(mutex_);
            outcome_ = std::move(outcome);
        }
        redraw_.request();
    }
}

}  // namespace soxa::ui
