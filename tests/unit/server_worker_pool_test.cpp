// What does not fit into the queue is refused at once; what has begun is finished.
#include <catch2/catch_test_macros.hpp>

#include "sync/server/worker_pool.hpp"

namespace soxa::test::server_worker_pool {

using server::WorkerPool;

namespace {

/// Opened once, by whoever lets the others go on.
class Gate {
public:
    void open() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }
    void wait() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

}  // namespace

TEST_CASE("worker pool: refuses what its queue does not hold", "[server]") {
    Gate begun;
    Gate go_on;
    int done = 0;
    {
        WorkerPool pool({.threads = 1, .waiting_max = 2});
        REQUIRE(pool.offer([&] {
            begun.open();
            go_on.wait();
            ++done;
        }));
        begun.wait();
        CHECK(pool.offer([&] { ++done; }));
        CHECK(pool.offer([&] { ++done; }));
        CHECK_FALSE(pool.offer([&] { ++done; }));
        Gate last;
        go_on.open();
        while (!pool.offer([&] { last.open(); })) std::this_thread::yield();
        last.wait();
    }
    CHECK(done == 3);
}

TEST_CASE("worker pool: finishes what has begun when it goes", "[server]") {
    Gate begun;
    int done = 0;
    {
        WorkerPool pool({.threads = 1, .waiting_max = 1});
        REQUIRE(pool.offer([&] {
            begun.open();
            ++done;
        }));
        begun.wait();
    }
    CHECK(done == 1);
}

}  // namespace soxa::test::server_worker_pool
