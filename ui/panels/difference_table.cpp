#include "ui/panels/difference_table.hpp"

#include <imgui.h>

#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

void cell(Pen& pen, std::string_view said, Tone tone) {
    ImGui::TableNextColumn();
    text(pen, said, tone);
}

}  // namespace

void draw_differences(Pen& pen, const std::vector<DifferenceRow>& rows) {
    if (rows.empty()) {
        text(pen, pen.say("difference.none"), Tone::muted);
        return;
    }
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_BordersInnerH |
                                      ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_RowBg;
    if (!ImGui::BeginTable("##differences", 3, flags)) return;
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 1.2F);
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 1);
    ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthStretch, 1);
    ImGui::TableNextRow();
    cell(pen, pen.say("difference.field"), Tone::strong);
    cell(pen, pen.say("difference.before"), Tone::strong);
    cell(pen, pen.say("difference.after"), Tone::strong);
    std::string section;
    for (const DifferenceRow& row : rows) {
        if (row.section != section) {
            section = row.section;
            ImGui::TableNextRow();
            cell(pen, section, Tone::muted);
        }
        ImGui::TableNextRow();
        cell(pen, row.label, Tone::plain);
        cell(pen, row.before.empty() ? pen.say("form.nothing") : row.before, Tone::muted);
        cell(pen, row.after.empty() ? pen.say("form.nothing") : row.after,
             row.after.empty() ? Tone::bad : Tone::strong);
    }
    ImGui::EndTable();
}

}  // namespace soxa::ui
