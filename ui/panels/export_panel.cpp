#include "ui/panels/export_panel.hpp"

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"

namespace soxa::ui {

namespace {

constexpr float chooser_height = 230;

}  // namespace

ExportWanted ExportPanel::draw(Pen& pen, const ExportPageRows& page) {
    ExportWanted wanted;
    if (link(pen, pen.say("exports.back"))) wanted = intent::Go{Place::records};
    heading(pen, pen.say("exports.title"));
    draw_told(pen, page.told);
    text(pen, pen.say("exports.what", {std::to_string(page.files)}), Tone::muted);
    gap(pen, 4);
    const FileChosen chosen = chooser_.draw(pen, "folder", page.folder, chooser_height);
    if (!chosen.folder.empty()) wanted = intent::Browse{chosen.folder};
    if (!chosen.file.empty()) wanted = intent::Browse{chosen.file};
    FieldLook look;
    look.label = pen.say("exports.purpose");
    (void)field(pen, "purpose", purpose_, look);
    const bool ready = page.folder.readable && page.files > 0;
    if (button(pen, pen.say("exports.write"), {ButtonKind::main, ready, 0, 0, {}})) {
        wanted = intent::GiveOutList{page.folder.path, purpose_};
    }
    return wanted;
}

}  // namespace soxa::ui
