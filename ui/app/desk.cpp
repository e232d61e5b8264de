#include "ui/app/desk.hpp"

#include "client/office/access.hpp"
#include "client/office/approve.hpp"
#include "client/office/enrol.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

constexpr std::string_view version = "0.1.0";

Appearance appearance_of(const office::Preferences& preferences) {
    return {preferences.scale_percent, preferences.dark ? Shade::dark : Shade::light};
}

TypingStyle typing_of(const office::Preferences& preferences) {
    return {static_cast<TypingMethod>(preferences.typing),
            preferences.tone_new ? TonePlace::new_style : TonePlace::old_style};
}

}  // namespace

Desk::Desk(const office::Surroundings& around, Window& window, Panels& panels,
           std::optional<office::Language> language)
    : around_(around),
      book_(around.home),
      window_(window),
      panels_(panels),
      preferences_(office::preferences(around.home)),
      words_(language.value_or(preferences_.language)),
      alarm_(window.redraw()),
      link_worker_(window.redraw()),
      worker_(window.redraw()) {
    pages_ = std::make_shared<const Pages>(make_pages(*this));
    preferences_.language = words_.language();
    window_.typist().set_style(typing_of(preferences_));
    window_.set_title(words_.say("app.title"));
    if (!office::is_enrolled(around_.home)) {
        place_ = Place::first_run;
        first_run_.folder = folder_rows(std::filesystem::current_path(), {});
    }
}

Desk::~Desk() { stop(); }

SettingsRows Desk::settings() const {
    return {appearance_of(preferences_), preferences_.language, typing_of(preferences_),
            preferences_.low_bandwidth, preferences_.lock_minutes};
}

const SyncRows& Desk::sync() {
    if (sync_.running) {
        const std::lock_guard lock(progress_.mutex);
        const auto now = std::chrono::steady_clock::now();
        progress_.remaining.carried(progress_.sent, progress_.received, now);
        sync_.progress = words_.say("sync.progress", {size_of(progress_.sent),
                                                      size_of(progress_.received),
                                                      progress_.remaining.said(now, words_)});
        sync_.fraction = progress_.remaining.fraction();
        sync_.stopping = progress_.stop;
    }
    return sync_;
}

void Desk::apply(Intent intent) {
    std::visit([this](auto& wanted) { act(std::move(wanted)); }, intent);
}

void Desk::changed() { generation_ += 1; }

void Desk::saved() {
    changed();
    status_ = words_.say("status.saved", {spelled(around_.clock.now())});
}

void Desk::stop() {
    const std::lock_guard lock(progress_.mutex);
    progress_.stop = true;
    progress_.give_up = true;
}

void Desk::refresh() {
    worker_.finish();
    if (!worker_.busy()) held_up_.reset();
    link_worker_.finish();
    sync_by_itself();
    // Who has left, or locked, while something was under way.
    if (!at_work() && !worker_.busy() && !link_worker_.busy()) office_.reset();
    {
        const std::lock_guard lock(progress_.mutex);
        if (std::exchange(progress_.page_taken, false)) changed();
    }
    show_progress();
    if (!at_work() || held_up_ || computed_[place_] == generation_) return;
    const Lock office_lock(office_mutex_, std::try_to_lock);
    if (!office_lock.owns_lock()) return;  // looked at again with the next frame
    if (const auto done = compute(place_); !done) {
        status_ = said(done.error());
    }
    computed_[place_] = generation_;
}

Result<void> Desk::compute(Place place) {
    office::Office& office = *office_;
    const bool needs_list = place == Place::home || place == Place::records;
    if (needs_list && list_generation_ != generation_) {
        TRY_LET(list_, list_rows(office, words_));
        list_generation_ = generation_;
        panels_.list.refresh();
    }
    may_enter_ = office.may(ledger::Act::enter, ledger::Whose::others).has_value() ||
                 office.may(ledger::Act::enter, ledger::Whose::own).has_value();
    if (Page* own = page()) return own->compute(office);
    switch (place) {
        case Place::home: {
            TRY_LET(home_, home_rows(office, list_, words_));
            break;
        }
        case Place::month: compute_month(); break;
        case Place::form: TRY(compute_form()); break;
        case Place::approval: {
            TRY_LET(approval_.rows, approval_rows(office, words_));
            approval_.key_confirmed =
                office::key_is_confirmed(office) || office.store().home().url.empty();
            break;
        }
        case Place::conflicts: {
            TRY_LET(conflicts_.rows, conflict_rows(office, words_));
            conflicts_.may_decide = may_enter_;
            break;
        }
        case Place::accounts: {
            TRY_LET(accounts_.unit, account_rows(office, words_));
            break;
        }
        case Place::upkeep:
            upkeep_.device = office.store().home().device_label;
            upkeep_.version = version;
            upkeep_.log_size = office.store().log().size();
            break;
        case Place::records:
        case Place::first_run:
        case Place::login:
        case Place::import:
        case Place::settings:
        case Place::help:
        default: break;
    }
    return {};
}

Result<void> Desk::compute_form() {
    TRY_LET(const auto whole, office_->record(open_uid_, ledger::Act::read_file));
    const Purpose purpose = said_why_ == open_uid_ ? Purpose::said : Purpose::unsaid;
    TRY_LET(form_.form, form_rows(*office_, whole, words_, purpose));
    form_.can_undo = !undo_.empty();
    if (form_.form.asks_purpose) {
        form_.history.clear();
        form_.difference.clear();
        return {};
    }
    const ledger::RecordState state = office::seen(office::sight_of(*office_, whole), whole);
    TRY_LET(form_.history, history_rows(*office_, whole, words_));
    const std::size_t versions = state.cuts.size();
    if (versions == 0) {
        form_.difference.clear();
    } else {
        form_.from = std::min(form_.from, versions);
        form_.to = std::min(form_.to, versions);
        form_.difference = difference_rows(state, form_.from, form_.to, words_,
                                           office_->lists());
    }
    return {};
}

}  // namespace soxa::ui
