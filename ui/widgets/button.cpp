#include "ui/widgets/button.hpp"

#include <imgui.h>

#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

struct Colours {
    ImU32 ground;
    ImU32 hovered;
    ImU32 pressed;
    ImU32 text;
};

Colours colours_of(const Palette& palette, ButtonKind kind) {
    switch (kind) {
        case ButtonKind::main:
            return {palette.accent, palette.accent_hovered, palette.accent_pressed,
                    palette.text_on_accent};
        case ButtonKind::danger:
            return {palette.bad_ground, palette.button_hovered, palette.button_pressed,
                    palette.bad};
        case ButtonKind::plain: break;
    }
    return {palette.button, palette.button_hovered, palette.button_pressed, palette.text};
}

/// ImGui's own "##" in a label would cut it off.
std::string safe(const std::string& label) {
    std::string drawn = drawn_text(label);
    for (auto at = drawn.find("##"); at != std::string::npos; at = drawn.find("##", at)) {
        drawn.replace(at, 2, "# #");
    }
    return drawn;
}

}  // namespace

bool button(Pen& pen, const std::string& label, const ButtonLook& look) {
    const Colours colours =
        colours_of(pen.palette(), look.enabled ? look.kind : ButtonKind::plain);
    std::string shown = safe(label);
    if (!look.key.empty()) shown += "  (" + std::string(look.key) + ")";
    ImGui::BeginDisabled(!look.enabled);
    ImGui::PushStyleColor(ImGuiCol_Button, colours.ground);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, colours.hovered);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, colours.pressed);
    ImGui::PushStyleColor(ImGuiCol_Text, look.enabled ? colours.text : pen.palette().text_disabled);
    const bool pressed = ImGui::Button(
        shown.c_str(), ImVec2(look.width, look.height > 0 ? look.height : pen.spacing().control));
    pen.frame.description.add_last_item(Role::button, label);
    ImGui::PopStyleColor(4);
    ImGui::EndDisabled();
    return pressed;
}

bool link(Pen& pen, const std::string& label) {
    ImGui::PushStyleColor(ImGuiCol_Text, pen.palette().link);
    ImGui::PushStyleColor(ImGuiCol_Button, IM_COL32(0, 0, 0, 0));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, pen.palette().row_hovered);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, pen.palette().row_chosen);
    const bool pressed = ImGui::Button(safe(label).c_str());
    pen.frame.description.add_last_item(Role::link, label);
    ImGui::PopStyleColor(4);
    return pressed;
}

bool checkbox(Pen& pen, const std::string& label, bool& on) {
    const bool changed = ImGui::Checkbox(safe(label).c_str(), &on);
    pen.frame.description.add_last_item(Role::checkbox, label, on ? "1" : "0");
    return changed;
}

std::size_t tabs(Pen& pen, const char* id, const std::vector<std::string>& labels,
                 std::size_t chosen) {
    ImGui::PushID(id);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (i > 0) ImGui::SameLine(0, pen.spacing().tiny);
        const bool now = i == chosen;
        ImGui::PushStyleColor(ImGuiCol_Button, now ? pen.palette().row_chosen
                                                   : pen.palette().panel);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, pen.palette().row_hovered);
        if (ImGui::Button(safe(labels[i]).c_str(), ImVec2(0, pen.spacing().control))) chosen = i;
        pen.frame.description.add_last_item(Role::tab, labels[i], {}, now);
        if (now) {
            const ImVec2 low = ImGui::GetItemRectMin();
            const ImVec2 high = ImGui::GetItemRectMax();
            ImGui::GetWindowDrawList()->AddRectFilled(
                ImVec2(low.x, high.y - pen.scaled(3)), high, pen.palette().accent);
        }
        ImGui::PopStyleColor(2);
        ImGui::PopID();
    }
    ImGui::PopID();
    return chosen;
}

bool choice(Pen& pen, const char* id, const std::string& label,
            const std::vector<std::string>& options, std::size_t& chosen) {
    const std::string now = chosen < options.size() ? options[chosen] : std::string();
    bool changed = false;
    const bool open = ImGui::BeginCombo(id, safe(now).c_str());
    if (!open) pen.frame.description.add_last_item(Role::choice, label, now);
    if (open) {
        for (std::size_t i = 0; i < options.size(); ++i) {
            ImGui::PushID(static_cast<int>(i));
            if (ImGui::Selectable(safe(options[i]).c_str(), i == chosen)) {
                changed = i != chosen;
                chosen = i;
            }
            pen.frame.description.add_last_item(Role::row, options[i], {}, i == chosen);
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
    return changed;
}

bool list_line(Pen& pen, const std::string& id, const std::string& label, bool chosen,
               std::string_view note) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float inset = pen.spacing().medium;
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string noted = drawn_text(note);
    const float note_width =
        noted.empty() ? 0 : ImGui::CalcTextSize(noted.c_str()).x + inset;
    const std::string drawn = drawn_text(label);
    const float wrap = width - 2 * inset - note_width;
    const ImVec2 size =
        ImGui::CalcTextSize(drawn.data(), drawn.data() + drawn.size(), false, wrap);
    const float height = size.y + 2 * (pen.spacing().small + pen.spacing().tiny);
    const bool pressed =
        ImGui::Selectable(("##" + id).c_str(), chosen, 0, ImVec2(width, height));
    pen.frame.description.add_last_item(Role::row, label, note, chosen);
    const float top = at.y + (height - size.y) / 2;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddText(ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(at.x + inset, top),
                  pen.palette().text, drawn.data(), drawn.data() + drawn.size(), wrap);
    if (!noted.empty()) {
        list->AddText(ImVec2(at.x + width - note_width, top), pen.palette().text_muted,
                      noted.data(), noted.data() + noted.size());
    }
    return pressed;
}

}  // namespace soxa::ui
