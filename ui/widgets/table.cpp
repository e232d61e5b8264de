#include "ui/widgets/table.hpp"

#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

Table::Table(Pen& pen, const char* id, const std::vector<Column>& columns, std::size_t rows,
             float height)
    : pen_(pen), open_(false) {
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg |
                                      ImGuiTableFlags_BordersInnerH |
                                      ImGuiTableFlags_SizingStretchProp |
                                      ImGuiTableFlags_Resizable;
    open_ = ImGui::BeginTable(id, static_cast<int>(columns.size()), flags, ImVec2(0, height));
    if (!open_) return;
    ImGui::TableSetupScrollFreeze(0, 1);
    for (const Column& column : columns) {
        ImGui::TableSetupColumn(column.label.c_str(), ImGuiTableColumnFlags_WidthStretch,
                                column.weight);
    }
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!ImGui::TableSetColumnIndex(static_cast<int>(i))) continue;
        const std::string label = drawn_text(columns[i].label);
        ImGui::PushFont(pen_.frame.theme.fonts.strong);
        ImGui::TableHeader(label.c_str());
        ImGui::PopFont();
    }
    clipper_.Begin(static_cast<int>(rows));
}

Table::~Table() {
    if (!open_) return;
    clipper_.End();
    ImGui::EndTable();
}

std::optional<std::size_t> Table::next() {
    if (!open_) return std::nullopt;
    while (true) {
        if (!stepping_) {
            if (!clipper_.Step()) return std::nullopt;
            at_ = clipper_.DisplayStart;
            stepping_ = true;
        }
        if (at_ < clipper_.DisplayEnd) return static_cast<std::size_t>(at_++);
        stepping_ = false;
    }
}

bool Table::row(const std::string& id, const std::string& label, bool chosen, bool scroll_to) {
    ImGui::TableNextRow();
    column_ = 0;
    ImGui::TableSetColumnIndex(0);
    const bool pressed =
        ImGui::Selectable(("##" + id).c_str(), chosen, ImGuiSelectableFlags_SpanAllColumns,
                          ImVec2(0, pen_.spacing().row));
    if (scroll_to) ImGui::SetScrollHereY();
    pen_.frame.description.add_last_item(Role::row, label, {}, chosen);
    ImGui::SameLine(0, 0);
    return pressed;
}

void Table::cell(std::string_view said, Tone tone) {
    if (column_ > 0) ImGui::TableSetColumnIndex(column_);
    column_ += 1;
    const float inset = (pen_.spacing().row - ImGui::GetFontSize()) / 2;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string drawn = drawn_text(said);
    const Palette& palette = pen_.palette();
    const ImU32 ink = tone == Tone::muted     ? palette.text_muted
                      : tone == Tone::good    ? palette.good
                      : tone == Tone::warning ? palette.warning
                      : tone == Tone::bad     ? palette.bad
                                              : palette.text;
    ImGui::GetWindowDrawList()->AddText(ImVec2(at.x, at.y + inset), ink, drawn.data(),
                                        drawn.data() + drawn.size());
    const ImVec2 size = ImGui::CalcTextSize(drawn.data(), drawn.data() + drawn.size());
    pen_.frame.description.add_text(Role::cell, said,
                                    {static_cast<int>(at.x), static_cast<int>(at.y),
                                     static_cast<int>(size.x), static_cast<int>(size.y)});
}

}  // namespace soxa::ui
