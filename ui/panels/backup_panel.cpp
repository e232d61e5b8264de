#include "ui/panels/backup_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/secret_text.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr float chooser_height = 130;
constexpr std::size_t rows_shown_max = 5;

}  // namespace

BackupWanted BackupPanel::draw(Pen& pen, const BackupPageRows& page) {
    BackupWanted wanted;
    heading(pen, pen.say("backups.title"));
    draw_told(pen, page.told);
    if (page.rows.due) status_line(pen, pen.say("backups.due"), Tone::warning);
    text(pen, page.rows.last.empty() ? pen.say("backups.never") : page.rows.last,
         page.rows.due ? Tone::plain : Tone::good);
    text(pen, pen.say("backups.what"), Tone::muted);
    const FileChosen chosen = chooser_.draw(pen, "place", page.folder, chooser_height);
    if (!chosen.folder.empty()) wanted = intent::Browse{chosen.folder};
    if (!chosen.file.empty()) wanted = intent::Browse{chosen.file};
    if (button(pen, pen.say("backups.make"), {ButtonKind::main, page.folder.readable, 0, 0, {}})) {
        wanted = intent::MakeBackup{page.folder.path};
    }
    gap(pen, 4);
    text(pen, pen.say("backups.here"), Tone::strong);
    if (page.rows.here.empty()) {
        text(pen, pen.say("backups.none"), Tone::muted);
        return wanted;
    }
    {
        const auto lines =
            static_cast<float>(std::min(page.rows.here.size(), rows_shown_max) + 1);
        Table table(pen, "backups",
                    {{pen.say("backups.when"), 2},
                     {pen.say("backups.unit"), 2.6F},
                     {pen.say("backups.size"), 1.2F},
                     {pen.say("backups.waiting"), 1.6F}},
                    page.rows.here.size(), lines * (pen.spacing().row + pen.scaled(10)));
        while (const auto at = table.next()) {
            const BackupRow& row = page.rows.here[*at];
            if (table.row(row.file, row.name, row.file == chosen_)) chosen_ = row.file;
            table.cell(row.good ? row.made : row.name, row.good ? Tone::plain : Tone::bad);
            table.cell(row.good ? row.unit : pen.say("backups.broken"),
                       row.good ? Tone::plain : Tone::bad);
            table.cell(row.size, Tone::muted);
            table.cell(row.good ? row.waiting : std::string(), Tone::muted);
        }
    }
    const auto one = std::ranges::find(page.rows.here, chosen_, &BackupRow::file);
    if (one == page.rows.here.end() || !one->good) return wanted;
    if (button(pen, pen.say("backups.verify"))) ask(verifying_, page);
    ImGui::SameLine();
    if (button(pen, pen.say("backups.restore"), {ButtonKind::danger, true, 0, 0, {}})) {
        ask(restoring_, page);
    }
    if (BackupWanted asked = draw_question(pen, page)) wanted = std::move(asked);
    return wanted;
}

void BackupPanel::ask(bool& which, const BackupPageRows& page) {
    forget();
    which = true;
    login_ = page.login;
}

BackupWanted BackupPanel::draw_question(Pen& pen, const BackupPageRows&) {
    const bool before = verifying_ || restoring_;
    const bool verify = verifying_;
    bool& open = verify ? verifying_ : restoring_;
    Ask ask(pen, "backup_question", open,
            pen.say(verify ? "backups.verify" : "backups.restore"));
    if (!verify) ask.say(pen.say("backups.restore_what"));
    ask.line("backup_password", pen.say("login.password"), password_,
             {.required = true, .kind = FieldKind::secret});
    ask.line("backup_login", pen.say("backups.login"), login_,
             {.required = true, .vietnamese = false});
    if (ask.answered(pen.say(verify ? "backups.verify" : "backups.restore"),
                     verify ? ButtonKind::main : ButtonKind::danger)) {
        if (verify) return intent::VerifyBackup{chosen_, login_, take_secret(password_)};
        return intent::Restore{chosen_, login_, take_secret(password_)};
    }
    if (before && !open) forget();
    return {};
}

void BackupPanel::forget() {
    (void)take_secret(password_);
    verifying_ = false;
    restoring_ = false;
}

}  // namespace soxa::ui
