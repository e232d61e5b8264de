#include "ui/panels/first_run_panel.hpp"

#include <imgui.h>

#include "ui/panels/page.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"

namespace soxa::ui {

Wanted FirstRunPanel::draw(Pen& pen, const FirstRunRows& rows) {
    const MiddleCard card(pen, "first_run", 620);
    heading(pen, pen.say(rows.joining ? "first_run.join_title" : "first_run.title"));
    if (rows.joining) step_ = Step::ticket;
    Wanted wanted;
    switch (step_) {
        case Step::start: wanted = start(pen); break;
        case Step::ticket: wanted = ticket(pen, rows); break;
        case Step::alone: wanted = alone(pen, rows); break;
        case Step::restore: wanted = restore(pen, rows); break;
    }
    if (!rows.message.empty()) status_line(pen, rows.message, Tone::bad);
    if (step_ != Step::start &&
        button(pen, pen.say("app.back"), {ButtonKind::plain, !rows.busy, 0, 0, {}})) {
        step_ = Step::start;
        restore_.file.clear();
        forget();
        wanted = intent::LookAtTicket{};
        if (rows.joining && !rows.invited) wanted = intent::Go{Place::login};
    }
    return wanted;
}

Wanted FirstRunPanel::start(Pen& pen) {
    text(pen, pen.say("first_run.what"), Tone::muted);
    gap(pen, 8);
    text(pen, pen.say("first_run.ticket_what"));
    if (button(pen, pen.say("first_run.ticket"), {ButtonKind::main, true, -1, 0, {}})) {
        step_ = Step::ticket;
    }
    gap(pen, 8);
    text(pen, pen.say("first_run.alone_what"));
    if (button(pen, pen.say("first_run.alone"), {ButtonKind::plain, true, -1, 0, {}})) {
        step_ = Step::alone;
    }
    gap(pen, 8);
    text(pen, pen.say("first_run.restore_what"));
    if (button(pen, pen.say("first_run.restore"), {ButtonKind::plain, true, -1, 0, {}})) {
        step_ = Step::restore;
    }
    return {};
}

Wanted FirstRunPanel::restore(Pen& pen, const FirstRunRows& rows) {
    if (restore_.file.empty()) {
        text(pen, pen.say("first_run.choose_backup"), Tone::muted);
        const FileChosen chosen = chooser_.draw(pen, "backup", rows.folder, 260);
        if (!chosen.folder.empty()) return intent::Browse{chosen.folder};
        restore_.file = chosen.file;
        return {};
    }
    text(pen, restore_.file, Tone::strong);
    FieldLook look;
    look.label = pen.say("backups.login");
    look.vietnamese = false;
    field(pen, "restore_login", restore_.login, look);
    look.label = pen.say("login.password");
    look.kind = FieldKind::secret;
    const bool entered = field(pen, "restore_password", password_, look).entered;
    const bool ready = !restore_.login.empty() && !password_.empty() && !rows.busy;
    const bool pressed =
        button(pen, pen.say(rows.busy ? "first_run.restoring" : "backups.restore"),
               {ButtonKind::main, ready, -1, 0, {}});
    if (!ready || (!pressed && !entered)) return {};
    return intent::Restore{restore_.file, restore_.login, take_secret(password_)};
}

Wanted FirstRunPanel::ticket(Pen& pen, const FirstRunRows& rows) {
    if (!rows.invited) {
        text(pen, pen.say("first_run.choose_ticket"), Tone::muted);
        const FileChosen chosen = chooser_.draw(pen, "ticket", rows.folder, 260);
        if (!chosen.folder.empty()) return intent::Browse{chosen.folder};
        if (!chosen.file.empty()) return intent::LookAtTicket{chosen.file};
        return {};
    }
    status_line(pen, pen.say("first_run.invites", {rows.invited->unit, rows.invited->person,
                                                   rows.invited->masked_id}),
                Tone::good);
    text(pen, pen.say("first_run.ticket_province", {rows.invited->province}), Tone::muted);
    text(pen, pen.say("first_run.ticket_until", {rows.invited->until}), Tone::muted);
    PasswordDrawn drawn = password(pen, rows);
    if (drawn.taken) return intent::Enrol{std::move(*drawn.taken)};
    return std::move(drawn.wanted);
}

Wanted FirstRunPanel::alone(Pen& pen, const FirstRunRows& rows) {
    text(pen, pen.say("first_run.alone_who"), Tone::muted);
    FieldLook look;
    look.label = pen.say("first_run.name");
    look.required = true;
    field(pen, "name", person_.name, look);
    look.label = pen.say("first_run.id");
    look.vietnamese = false;
    field(pen, "id", person_.personal_id, look);
    look.label = pen.say("first_run.unit");
    look.vietnamese = true;
    field(pen, "unit", person_.unit_name, look);
    PasswordDrawn drawn = password(pen, rows);
    if (drawn.taken) return intent::EnrolLocal{person_, std::move(*drawn.taken)};
    return std::move(drawn.wanted);
}

FirstRunPanel::PasswordDrawn FirstRunPanel::password(Pen& pen, const FirstRunRows& rows) {
    PasswordDrawn drawn;
    gap(pen, 4);
    text(pen, pen.say(!rows.joining       ? "first_run.password_what"
                      : rows.after_merger ? "first_run.join_merged_what"
                                          : "first_run.join_what"),
         Tone::muted);
    if (rows.joining) {
        FieldLook look;
        look.kind = FieldKind::secret;
        look.label = pen.say("accounts.old_password");
        const bool entered = field(pen, "password", password_, look).entered;
        const bool ready = !password_.empty() && !rows.busy;
        const bool pressed =
            button(pen, pen.say(rows.busy ? "first_run.joining" : "first_run.join"),
                   {ButtonKind::main, ready, -1, 0, {}});
        if (ready && (pressed || entered)) drawn.taken = take_secret(password_);
        return drawn;
    }
    NewPassword::Drawn fresh = fresh_.draw(pen, "password", rows.suggested);
    drawn.wanted = std::move(fresh.wanted);
    const bool filled = fresh_.filled(rows.suggested) && !rows.busy;
    const bool pressed = button(pen, pen.say(rows.busy ? "first_run.making" : "first_run.make"),
                                {ButtonKind::main, filled, -1, 0, {}});
    if (filled && (pressed || fresh.entered)) drawn.taken = fresh_.take(rows.suggested);
    return drawn;
}

void FirstRunPanel::forget() {
    (void)take_secret(password_);
    fresh_.forget();
}

}  // namespace soxa::ui
