// What pages are lent, and the long jobs that hold the window up.
#include "ui/app/desk.hpp"

namespace soxa::ui {

Page* Desk::page() const {
    const auto found = pages_->find(place_);
    return found == pages_->end() ? nullptr : found->second.get();
}

Result<void> Desk::now(const ShortAct& act) {
    const Lock lock(office_mutex_);
    return act(*office_);
}

void Desk::later(const std::string& what, LongAct act, Then then) {
    hold_up(what, [this, act = std::move(act), then = std::move(then),
                   page = std::weak_ptr<const Pages>(pages_)]() -> Worker::Outcome {
        const Watch watch = [this](std::uint64_t done, std::uint64_t all) {
            const std::lock_guard lock(progress_.mutex);
            progress_.done = done;
            progress_.all = all;
            return !progress_.give_up;
        };
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<void>>(act(*office_, watch));
        return [outcome, then, page] {
            if (!page.expired()) then(*outcome);
        };
    }, true);
}

void Desk::hold_up(const std::string& by, Worker::Job job, bool may_stop) {
    if (worker_.busy()) return;
    held_up_ = HeldUp{by, {}, -1, may_stop, false};
    {
        const std::lock_guard lock(progress_.mutex);
        progress_.done = 0;
        progress_.all = 0;
        progress_.give_up = false;
    }
    worker_.start(std::move(job));
}

void Desk::show_progress() {
    if (!held_up_) return;
    const std::lock_guard lock(progress_.mutex);
    held_up_->stopping = progress_.give_up;
    if (progress_.all == 0) return;
    held_up_->fraction =
        static_cast<float>(progress_.done) / static_cast<float>(progress_.all);
    held_up_->progress = words_.say("app.progress", {std::to_string(progress_.done),
                                                     std::to_string(progress_.all)});
}

void Desk::act(intent::StopWork) {
    const std::lock_guard lock(progress_.mutex);
    progress_.give_up = true;
}

}  // namespace soxa::ui
