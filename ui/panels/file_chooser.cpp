#include "ui/panels/file_chooser.hpp"

#include <imgui.h>

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

FileChosen FileChooser::draw(Pen& pen, const char* id, const FolderRows& rows, float height) {
    FileChosen chosen;
    ImGui::PushID(id);
    FieldLook look;
    look.label = pen.say("file.path");
    look.vietnamese = false;
    look.hint = pen.say("file.path_hint");
    if (field(pen, "path", typed_, look).entered && !typed_.empty()) chosen.file = typed_;
    for (const FolderRow& place : rows.places) {
        ImGui::PushID(place.path.c_str());
        if (button(pen, pen.say("file.stick", {place.name}))) chosen.folder = place.path;
        ImGui::PopID();
        ImGui::SameLine();
    }
    if (!rows.places.empty()) ImGui::NewLine();
    text(pen, rows.path, Tone::muted);
    ImGui::BeginChild("##rows", ImVec2(0, pen.scaled(height)), ImGuiChildFlags_Border);
    if (!rows.readable) text(pen, pen.say("file.folder_unreadable"), Tone::bad);
    if (!rows.above.empty() && list_line(pen, "above", pen.say("file.above"), false)) {
        chosen.folder = rows.above;
    }
    for (const FolderRow& row : rows.rows) {
        const std::string note = row.folder ? pen.say("file.a_folder") : std::string();
        if (!list_line(pen, row.path, row.name, false, note)) continue;
        (row.folder ? chosen.folder : chosen.file) = row.path;
    }
    if (rows.rows.empty() && rows.readable) text(pen, pen.say("file.empty"), Tone::muted);
    ImGui::EndChild();
    ImGui::PopID();
    return chosen;
}

}  // namespace soxa::ui
