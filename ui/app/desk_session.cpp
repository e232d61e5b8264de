// Who is at the desk: first run, login, lock, and the way between the screens.
#include "client/office/backup.hpp"
#include "client/office/confirm.hpp"
#include "client/office/join.hpp"
#include "client/office/passphrase.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/desk.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

void Desk::act(intent::Go wanted) {
    if (wanted.place == place_) return;
    if (Wanted last = panels_.form.unsaved()) {
        apply(std::move(*last));
    }
    came_from_ = place_;
    place_ = wanted.place;
    form_.message.clear();
    approval_.message.clear();
    conflicts_.message.clear();
    accounts_.message.clear();
    accounts_.code.clear();
    (void)take_secret(accounts_.suggested);
    if (Page* own = page()) own->arrive();
    if (place_ == Place::import && import_.folder.path.empty()) {
        import_.folder = folder_rows(std::filesystem::current_path(), {});
    }
}

void Desk::act(intent::LogIn wanted) {
    if (worker_.busy()) return;
    login_.busy = true;
    login_.message.clear();
    if (locked_ && office_ != nullptr) return unlock(std::move(wanted.password));
    // A job is copied about; what it carries is not.
    auto carried = std::make_shared<intent::LogIn>(std::move(wanted));
    worker_.start([this, carried]() -> Worker::Outcome {
        auto opened = std::make_shared<Result<office::Office>>(office::Office::log_in(
            around_, carried->login, carried->password,
            carried->fresh ? &*carried->fresh : nullptr));
        // What a laptop kept before it joined; what could not be carried waits for the next login.
        if (*opened) (void)office::carry_over(**opened, [](std::size_t, std::size_t) {});
        return [this, carried, opened] {
            login_.busy = false;
            if (*opened) {
                return begin(std::make_shared<office::Office>(std::move(**opened)),
                             carried->login);
            }
            const Error& error = opened->error();
            if (error.text == "login.code") {
                login_.set_password = true;
                login_.message.clear();
            } else {
                login_.message = said(error);
            }
        };
    });
}

void Desk::unlock(Secret password) {
    auto carried = std::make_shared<Secret>(std::move(password));
    auto office = office_;
    worker_.start([this, carried, office]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<void>>(office::confirm_password(*office, *carried));
        return [this, office, outcome] {
            login_.busy = false;
            if (*outcome) return begin(office, login_name_);
            login_.message = said(outcome->error());
        };
    });
}

void Desk::begin(std::shared_ptr<office::Office> office, const std::string& login) {
    const bool back = locked_ && login == login_name_;
    office_ = std::move(office);
    login_name_ = login;
    locked_ = false;
    login_ = {};
    panels_.forget_secrets();
    window_.typist().forget();
    if (!back) {
        place_ = Place::home;
        came_from_ = Place::home;
        undo_.clear();
        panels_.form.clear();
        panels_.list = {};
        sync_ = {};
    }
    window_.set_title(words_.say("app.title_unit", {office_->store().home().unit_name}));
    status_.clear();
    changed();
}

void Desk::act(intent::Lock) { lock(); }

void Desk::lock() {
    if (!at_work()) return;
    if (Wanted last = panels_.form.unsaved()) apply(std::move(*last));
    if (training_) {  // there is nothing to guard, and no password that anybody was told
        leave();
        return end_training();
    }
    said_why_.clear();
    login_ = {};
    login_.unlock = login_name_;
    login_.name = office_->account().made.name;
    locked_ = true;
    panels_.forget_secrets();
    (void)take_secret(accounts_.suggested);
    for (const auto& [place, one] : *pages_) one->forget_secrets();
    window_.typist().forget();
    accounts_.code.clear();
    // Keys go with the office; an exchange under way keeps it until it is done.
    if (!link_worker_.busy() && !worker_.busy()) office_.reset();
}

void Desk::act(intent::LogOut) {
    if (at_work()) {
        if (Wanted last = panels_.form.unsaved()) apply(std::move(*last));
    }
    stop();
    leave();
    end_training();
}

void Desk::leave() {
    locked_ = false;
    if (!link_worker_.busy() && !worker_.busy()) office_.reset();
    said_why_.clear();
    login_ = {};
    login_name_.clear();
    panels_ = {};
    pages_ = std::make_shared<const Pages>(make_pages(*this));
    window_.typist().forget();
    list_.clear();
    form_ = {};
    home_ = {};
    month_ = {};
    approval_ = {};
    conflicts_ = {};
    decided_.reset();
    deciding_anew_ = false;
    accounts_ = {};
    import_ = {};
    import_text_.clear();
    undo_.clear();
    computed_.clear();
    place_ = Place::login;
    window_.set_title(words_.say("app.title"));
}

void Desk::act(intent::LookAtTicket wanted) {
    first_run_.message.clear();
    (void)take_secret(first_run_.suggested);
    first_run_.invited.reset();
    ticket_.reset();
    if (wanted.path.empty()) return;
    auto ticket = office::read_ticket(path_of(wanted.path));
    if (!ticket) {
        first_run_.message = said(ticket.error());
        return;
    }
    first_run_.invited = {ticket->url, ticket->unit_name, ticket->person_name,
                          masked(ticket->personal_id), spelled(ticket->expires)};
    ticket_ = std::make_shared<const exchange::Ticket>(std::move(*ticket));
}

void Desk::act(intent::SuggestPassphrase wanted) {
    std::string& shown = place_ == Place::first_run ? first_run_.suggested
                         : at_work()                ? accounts_.suggested
                                                    : login_.suggested;
    (void)take_secret(shown);
    if (wanted.wanted) shown = office::new_passphrase(around_.random);
}

void Desk::act(intent::Enrol wanted) {
    if (!ticket_) return;
    const bool joining = first_run_.joining;
    enter_new([this, joining, ticket = ticket_](const Secret& password) -> Result<void> {
        if (!joining) return office::enrol(around_, *ticket, password);
        TRY(office::join(around_, *ticket, password));
        return {};
    }, ticket_->personal_id, std::move(wanted.password));
}

void Desk::act(intent::EnrolLocal wanted) {
    if (const auto good = office::check_local(wanted.person); !good) {
        first_run_.message = said(good.error());
        return;
    }
    enter_new([this, person = wanted.person](const Secret& password) {
        return office::enrol_local(around_, person, password);
    }, wanted.person.personal_id, std::move(wanted.password));
}

void Desk::enter_new(std::function<Result<void>(const Secret&)> make, const std::string& login,
                     Secret password) {
    if (worker_.busy()) return;
    first_run_.busy = true;
    first_run_.message.clear();
    auto carried = std::make_shared<Secret>(std::move(password));
    worker_.start([this, make = std::move(make), login, carried]() -> Worker::Outcome {
        const auto made = make(*carried);
        auto opened = std::make_shared<Result<office::Office>>(
            made ? office::Office::log_in(around_, login, *carried)
                 : Result<office::Office>(tl::make_unexpected(made.error())));
        return [this, opened, login] {
            first_run_.busy = false;
            if (*opened) {
                (void)take_secret(first_run_.suggested);
                begin(std::make_shared<office::Office>(std::move(**opened)), login);
            } else {
                first_run_.message = said(opened->error());
            }
        };
    });
}

void Desk::act(intent::Join) {
    if (training_) {
        status_ = words_.say("training.no_join");
        return;
    }
    if (link_worker_.busy() || worker_.busy()) return;
    const bool merged = !home_.merged.empty();
    leave();
    first_run_ = {};
    first_run_.joining = true;
    first_run_.after_merger = merged;
    first_run_.folder = folder_rows(std::filesystem::current_path(), {});
    place_ = Place::first_run;
}

/// The office goes first: nobody puts a laptop back under somebody who works on it.
void Desk::act(intent::Restore wanted) {
    if (link_worker_.busy() || worker_.busy()) return;
    const bool replace = office_ != nullptr;
    if (replace) leave();
    const Place failed_at = place_;
    first_run_.busy = true;
    login_.busy = true;
    first_run_.message.clear();
    auto carried = std::make_shared<intent::Restore>(std::move(wanted));
    worker_.start([this, carried, replace, failed_at]() -> Worker::Outcome {
        auto opened = std::make_shared<Result<office::Office>>([&]() -> Result<office::Office> {
            TRY(office::restore(around_, path_of(carried->file), carried->login,
                                carried->password, replace));
            return office::Office::log_in(around_, carried->login, carried->password);
        }());
        return [this, opened, carried, failed_at] {
            first_run_.busy = false;
            login_.busy = false;
            if (*opened) {
                begin(std::make_shared<office::Office>(std::move(**opened)), carried->login);
                status_ = words_.say("backups.restored");
                return;
            }
            place_ = failed_at;
            first_run_.message = said(opened->error());
            login_.message = first_run_.message;
        };
    });
}

void Desk::act(intent::Browse wanted) {
    const FolderRows rows = folder_rows(path_of(wanted.path), {});
    if (place_ == Place::import) {
        import_.folder = rows;
    } else {
        first_run_.folder = rows;
    }
}

}  // namespace soxa::ui
