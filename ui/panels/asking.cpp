#include "ui/panels/asking.hpp"

#include <imgui.h>

#include <algorithm>

namespace soxa::ui {

namespace {

constexpr float short_width = 190;

}  // namespace

Ask::Ask(Pen& pen, const char* id, bool& open, const std::string& title, float width)
    : pen_(pen), open_(open), question_(pen, id, open, width) {
    if (question_.open()) heading(pen_, title);
}

void Ask::say(const std::string& what, Tone tone) {
    if (open()) text(pen_, what, tone);
}

void Ask::line(const std::string& id, const std::string& label, std::string& typed,
               const Line& line) {
    if (!open()) return;
    FieldLook look;
    look.label = label;
    look.kind = line.kind;
    look.required = line.required;
    look.vietnamese = line.vietnamese && !line.short_one;
    look.hint = line.hint;
    look.error = line.error;
    if (line.short_one) look.width = pen_.scaled(short_width);
    // Enter in an empty field that must be filled leaves the keyboard where it is.
    const ImGuiID again = ImGui::GetID((id + "?").c_str());
    look.focus = (first_ && ImGui::IsWindowAppearing()) ||
                 ImGui::GetStateStorage()->GetBool(again);
    first_ = false;
    const FieldResult result = field(pen_, id, typed, look);
    ImGui::GetStateStorage()->SetBool(again, result.entered && line.required && typed.empty());
    entered_ = entered_ || result.entered;
    if (line.required) need(!typed.empty());
}

void Ask::options(const std::string& id, const std::string& label,
                  const std::vector<std::string>& options, std::size_t& chosen) {
    if (!open()) return;
    FieldLook look;
    look.label = label;
    const LabelPlace place = begin_field(pen_, look);
    ImGui::SetNextItemWidth(field_width(pen_, look));
    (void)choice(pen_, ("##" + id).c_str(), label, options, chosen);
    end_field(pen_, look, place);
}

void Ask::pick(Picker& picker, const std::string& id, const std::string& label,
               const std::vector<Option>& options, std::string& value) {
    if (!open()) return;
    draw_pick(picker, id, label, options, true, value);
    need(!value.empty());
}

void Ask::pick_or_none(Picker& picker, const std::string& id, const std::string& label,
                       const std::vector<Option>& options, std::string& value) {
    if (open()) draw_pick(picker, id, label, options, false, value);
}

void Ask::draw_pick(Picker& picker, const std::string& id, const std::string& label,
                    const std::vector<Option>& options, bool required, std::string& value) {
    FieldLook look;
    look.label = label;
    look.required = required;
    const LabelPlace place = begin_field(pen_, look);
    Picker::Look shown;
    shown.label = label;
    shown.width = field_width(pen_, look);
    shown.may_clear = false;
    shown.focus = first_ && ImGui::IsWindowAppearing();
    first_ = false;
    const auto now = std::ranges::find(options, value, &Option::value);
    if (now != options.end()) shown.shown = now->label;
    if (const auto taken = picker.draw(pen_, id, options, shown)) value = *taken;
    end_field(pen_, look, place);
}

bool Ask::answered(const std::string& act, ButtonKind kind) {
    if (!open()) return false;
    gap(pen_, 4);
    const bool pressed = button(pen_, act, {kind, ready_, 0, 0, {}});
    ImGui::SameLine();
    const bool cancelled = button(pen_, pen_.say("app.cancel"));
    const bool yes = ready_ && (pressed || entered_);
    if (yes || cancelled) {
        open_ = false;
        ImGui::CloseCurrentPopup();
    }
    return yes;
}

}  // namespace soxa::ui
