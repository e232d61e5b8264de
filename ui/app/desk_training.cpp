// Practising: another book beside the real one, with invented people and no province.
#include "client/office/enrol.hpp"
#include "ui/app/desk.hpp"

namespace soxa::ui {

void Desk::act(intent::Train wanted) {
    if (link_worker_.busy() || worker_.busy() || (at_work() && !training_)) return;
    if (at_work()) {
        if (Wanted last = panels_.form.unsaved()) apply(std::move(*last));
        leave();
    }
    training_ = true;
    around_.home = office::training_home(book_);
    login_.busy = true;
    const std::string login(office::login_of(wanted.who));
    worker_.start([this, login, anew = wanted.anew]() -> Worker::Outcome {
        auto opened = std::make_shared<Result<office::Office>>([&]() -> Result<office::Office> {
            TRY(office::make_training(around_, anew));
            return office::Office::log_in(around_, login, office::training_password());
        }());
        return [this, opened, login] {
            login_.busy = false;
            if (*opened) {
                return begin(std::make_shared<office::Office>(std::move(**opened)), login);
            }
            end_training();
            login_.message = said(opened->error());
        };
    });
}

void Desk::end_training() {
    if (!std::exchange(training_, false)) return;
    around_.home = book_;
    if (!office::is_enrolled(book_)) place_ = Place::first_run;
}

}  // namespace soxa::ui
