// Threads for what may wait for a disk, so that the thread of the network never does.
//
// A bounded queue: what does not fit is refused at once, and whoever asked is told to come again.
// Jobs are started in the order they were offered. Any thread may offer.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace soxa::server {

class WorkerPool {
public:
    struct Size {
        std::size_t threads = 2;
        std::size_t waiting_max = 64;
    };

    explicit WorkerPool(const Size& size);
    /// Finishes what has begun; what still waits is dropped.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False if the queue is full; then the job is not kept. A job does not throw.
    [[nodiscard]] bool offer(std::function<void()> job);

private:
    void work();

    std::size_t waiting_max_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> waiting_;
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace soxa::server
