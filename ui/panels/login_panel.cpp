#include "ui/panels/login_panel.hpp"

#include <imgui.h>

#include "ui/panels/page.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

Wanted LoginPanel::draw(Pen& pen, const LoginRows& rows) {
    const MiddleCard card(pen, "login", 460);
    const bool locked = !rows.unlock.empty();
    heading(pen, pen.say(locked ? "login.locked" : "login.title"));
    text(pen, locked ? pen.say("login.locked_for", {rows.name}) : pen.say("login.subtitle"),
         Tone::muted);
    gap(pen, 8);
    Wanted wanted;
    bool entered = false;
    FieldLook look;
    look.label = pen.say("login.login");
    look.vietnamese = false;
    if (!locked) {
        look.focus = !appeared_;
        entered = field(pen, "login", login_, look).entered;
    }
    look.label = pen.say(rows.set_password ? "login.code_field" : "login.password");
    look.kind = FieldKind::secret;
    look.focus = locked && !appeared_;
    entered = field(pen, "password", password_, look).entered || entered;
    look.focus = false;
    if (rows.set_password) {
        text(pen, pen.say("login.choose_password"), Tone::muted);
        NewPassword::Drawn fresh = fresh_.draw(pen, "fresh", rows.suggested);
        wanted = std::move(fresh.wanted);
        entered = fresh.entered || entered;
    }
    appeared_ = true;
    if (!rows.message.empty()) status_line(pen, rows.message, Tone::bad);
    gap(pen, 4);
    const bool filled = !password_.empty() && (locked || !login_.empty()) &&
                        (!rows.set_password || fresh_.filled(rows.suggested));
    const bool pressed =
        button(pen, pen.say(rows.busy ? "login.opening" : locked ? "login.unlock" : "login.enter"),
               {ButtonKind::main, filled && !rows.busy, -1, 0, {}});
    if ((pressed || entered) && filled && !rows.busy) {
        // What opens it is typed again where a password was refused, so it stays here.
        intent::LogIn log_in{locked ? rows.unlock : login_, Secret(bytes_of(password_)), {}};
        if (rows.set_password) log_in.fresh = fresh_.take(rows.suggested);
        if (!rows.set_password || log_in.fresh) wanted = std::move(log_in);
    }
    if (locked && button(pen, pen.say("login.other"), {ButtonKind::plain, !rows.busy, -1, 0, {}})) {
        wanted = intent::LogOut{};
    }
    if (!locked) {
        gap(pen, 8);
        text(pen, pen.say("training.what"), Tone::muted);
        if (button(pen, pen.say("training.begin"), {ButtonKind::plain, !rows.busy, -1, 0, {}})) {
            wanted = intent::Train{};
        }
    }
    return wanted;
}

void LoginPanel::forget() {
    (void)take_secret(password_);
    fresh_.forget();
    appeared_ = false;
}

}  // namespace soxa::ui
