#include "ui/widgets/field.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/typing/drawn_text.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float wide_from = 560;
constexpr float help_width = 28;

void draw_help(Pen& pen, const std::string& help) {
    ImGui::SameLine(0, pen.spacing().small);
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, pen.palette().text_muted);
    ImGui::TextUnformatted("(?)");
    ImGui::PopStyleColor();
    if (!ImGui::IsItemHovered()) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(pen.scaled(360));
    const std::string drawn = drawn_text(help);
    ImGui::TextUnformatted(drawn.data(), drawn.data() + drawn.size());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

}  // namespace

void give_keyboard(Pen& pen) {
    // SetKeyboardFocusHere() is a request that a nested child window loses; an activation is not.
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGui::FocusWindow(ImGui::GetCurrentWindow());
    context.NavNextActivateId = context.LastItemData.ID;
    context.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
    pen.frame.redraw.request();
}

float label_width(const Pen& pen) {
    const float all = ImGui::GetContentRegionAvail().x;
    return all < pen.scaled(wide_from) ? 0 : all * 0.36F;
}

LabelPlace begin_field(Pen& pen, const FieldLook& look) {
    const float width = label_width(pen);
    std::string label = drawn_text(look.label);
    if (look.required) label += " *";
    const float left = ImGui::GetCursorPosX();
    const float top = ImGui::GetCursorPosY();
    ImGui::PushStyleColor(ImGuiCol_Text,
                          look.enabled ? pen.palette().text : pen.palette().text_muted);
    if (width == 0) {
        ImGui::PushTextWrapPos(0);
        ImGui::TextUnformatted(label.data(), label.data() + label.size());
        ImGui::PopTextWrapPos();
        ImGui::PopStyleColor();
        return LabelPlace::above;
    }
    ImGui::BeginGroup();
    ImGui::AlignTextToFramePadding();
    ImGui::PushTextWrapPos(left + width - pen.spacing().medium);
    ImGui::TextUnformatted(label.data(), label.data() + label.size());
    ImGui::PopTextWrapPos();
    ImGui::EndGroup();
    ImGui::PopStyleColor();
    ImGui::SameLine();
    ImGui::SetCursorPos(ImVec2(left + width, top));
    ImGui::BeginGroup();
    return LabelPlace::beside;
}

float field_width(const Pen& pen, const FieldLook& look) {
    const float left =
        ImGui::GetContentRegionAvail().x - (look.help.empty() ? 0 : pen.scaled(help_width));
    return look.width > 0 ? std::min(look.width, left) : left;
}

void end_field(Pen& pen, const FieldLook& look, LabelPlace place) {
    if (!look.help.empty()) draw_help(pen, look.help);
    if (!look.error.empty()) finding_line(pen, record::Severity::error, look.error);
    if (place == LabelPlace::beside) ImGui::EndGroup();
}

FieldResult field(Pen& pen, const std::string& id, std::string& text, const FieldLook& look) {
    const LabelPlace place = begin_field(pen, look);
    ImGui::SetNextItemWidth(field_width(pen, look));
    ImGui::BeginDisabled(!look.enabled);
    FieldOptions options;
    options.kind = look.kind;
    options.hint = look.hint.empty() ? nullptr : look.hint.c_str();
    options.vietnamese = look.vietnamese && look.kind != FieldKind::secret;
    pen.frame.clipboard.restrict_copies(look.restricted);
    const FieldResult result = pen.frame.typist.field(("##" + id).c_str(), text, options);
    pen.frame.clipboard.restrict_copies(false);
    if (look.focus) give_keyboard(pen);
    ImGui::EndDisabled();
    if (look.focus) ImGui::SetScrollHereY(0.3F);
    const bool secret = look.kind == FieldKind::secret;
    pen.frame.description.add_last_item(secret ? Role::secret : Role::field, look.label,
                                        secret ? std::string_view() : std::string_view(text));
    if (secret && pen.frame.caps_lock && ImGui::IsItemActive()) {
        ui::text(pen, pen.say("field.caps_lock"), Tone::warning);
    }
    end_field(pen, look, place);
    return result;
}

}  // namespace soxa::ui
