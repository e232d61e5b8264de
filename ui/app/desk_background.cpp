// Exchanges that nobody asked for: a while after the login, then from time to time, and after a
// failure when its wait is over. Whether the province can be reached is asked of the province and
// not of the operating system.
#include "ui/app/desk.hpp"

namespace soxa::ui {

namespace {

using namespace std::chrono_literals;

// Who has just logged in has something to do, on a line that may be slow.
constexpr std::chrono::seconds after_login = 3min;
constexpr std::chrono::seconds while_something_waits = 15min;
constexpr std::chrono::seconds while_nothing_waits = 60min;
constexpr std::chrono::seconds after_failure_min = 10s;
constexpr int low_bandwidth_waits = 4;  ///< times as long

}  // namespace

void Desk::sync_at(std::chrono::seconds from_now) {
    sync_at_ = std::chrono::steady_clock::now() + from_now;
    alarm_.set(*sync_at_);
}

void Desk::sync_by_itself() {
    if (!at_work()) {
        sync_at_.reset();
        return;
    }
    if (!sync_at_) sync_at(after_login);
    if (std::chrono::steady_clock::now() < *sync_at_ || link_worker_.busy() || held_up_) return;
    sync_at(while_nothing_waits);  // until it is known better
    const Lock office_lock(office_mutex_, std::try_to_lock);
    if (!office_lock.owns_lock() || office_->store().home().url.empty()) return;
    act(intent::Sync{});
}

/// After an exchange, by whoever asked for it.
void Desk::plan_next_sync() {
    if (!at_work()) return;
    const Lock office_lock(office_mutex_);
    const auto link = office_->store().link();
    const auto waiting = office_->store().waiting();
    if (!link || !waiting) return;
    if (link->retry_at != Timestamp{}) {
        sync_at(std::max<std::chrono::seconds>(after_failure_min,
                                               link->retry_at - around_.clock.now()));
    } else {
        const auto wait = waiting->operations > 0 ? while_something_waits : while_nothing_waits;
        sync_at(preferences_.low_bandwidth ? wait * low_bandwidth_waits : wait);
    }
}

}  // namespace soxa::ui
