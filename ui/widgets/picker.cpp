#include "ui/widgets/picker.hpp"

#include <imgui.h>

#include <algorithm>
#include <sstream>

#include "sync/record/text.hpp"
#include "ui/typing/drawn_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float list_height = 260;
constexpr float list_width_min = 320;

/// Looks like a field, behaves like a button.
bool closed(Pen& pen, const std::string& id, const Picker::Look& look) {
    const ImVec2 size(look.width, pen.spacing().control);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushStyleColor(ImGuiCol_Button, pen.palette().field);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, pen.palette().row_hovered);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, pen.palette().row_chosen);
    ImGui::PushStyleColor(ImGuiCol_Border, pen.palette().field_border);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, pen.spacing().border);
    if (look.focus) ImGui::SetKeyboardFocusHere();
    ImGui::BeginDisabled(!look.enabled);
    const bool pressed = ImGui::Button(("##" + id).c_str(), size);
    ImGui::EndDisabled();
    if (look.focus) ImGui::SetScrollHereY(0.3F);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(4);
    pen.frame.description.add_last_item(Role::choice, look.label, look.shown);
    const std::string drawn = drawn_text(look.shown.empty() ? pen.say("picker.choose")
                                                            : look.shown);
    const float inset = pen.spacing().medium;
    const float arrow = ImGui::GetFontSize();
    const ImVec2 end(at.x + look.width - inset - arrow, at.y + size.y);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 ink = !look.enabled || look.shown.empty() ? pen.palette().text_muted
                                                     : pen.palette().text;
    list->PushClipRect(at, end, true);
    list->AddText(ImVec2(at.x + inset, at.y + (size.y - ImGui::GetFontSize()) / 2), ink,
                  drawn.data(), drawn.data() + drawn.size());
    list->PopClipRect();
    const ImVec2 mid(at.x + look.width - inset - arrow / 2, at.y + size.y / 2);
    const float half = arrow / 5;
    list->AddTriangleFilled(ImVec2(mid.x - half, mid.y - half / 2),
                            ImVec2(mid.x + half, mid.y - half / 2),
                            ImVec2(mid.x, mid.y + half), ink);
    return pressed;
}

}  // namespace

std::vector<Option> options_of(const record::CodeList& list, const Pen& pen) {
    std::vector<Option> current;
    std::vector<Option> ended;
    for (const record::Code& code : list.codes) {
        Option option{std::string(code.code), std::string(code.label) + "  ·  " +
                                                  std::string(code.code), {}};
        option.search = record::search_key(option.label);
        if (code.valid_to.empty()) {
            current.push_back(std::move(option));
        } else {
            option.label += "  " + pen.say("picker.ended");
            ended.push_back(std::move(option));
        }
    }
    current.insert(current.end(), ended.begin(), ended.end());
    return current;
}

void Picker::search(const std::vector<Option>& options) {
    if (searched_ == typed_ && !found_.empty()) return;
    searched_ = typed_;
    found_.clear();
    std::vector<std::string> wanted;
    std::istringstream words(record::search_key(typed_));
    for (std::string word; words >> word;) wanted.push_back(word);
    for (std::size_t i = 0; i < options.size(); ++i) {
        const bool fits = std::ranges::all_of(wanted, [&](const std::string& word) {
            return options[i].search.find(word) != std::string::npos;
        });
        if (fits) found_.push_back(i);
    }
    at_ = 0;
}

std::optional<std::string> Picker::draw(Pen& pen, const std::string& id,
                                        const std::vector<Option>& options, const Look& look) {
    std::optional<std::string> taken;
    const std::string popup = "##list_" + id;
    const bool pressed = closed(pen, id, look);
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    if (pressed) {
        ImGui::OpenPopup(popup.c_str());
        open_ = id;
        typed_.clear();
        searched_ = "\n";
        found_.clear();
    }
    // Below the field, or above it where there is no room.
    const bool below = high.y + pen.scaled(list_height) < ImGui::GetIO().DisplaySize.y;
    ImGui::SetNextWindowPos(ImVec2(low.x, below ? high.y : low.y), ImGuiCond_Always,
                            ImVec2(0, below ? 0.F : 1.F));
    ImGui::SetNextWindowSize(
        ImVec2(std::max(look.width, pen.scaled(list_width_min)), pen.scaled(list_height)));
    if (!ImGui::BeginPopup(popup.c_str())) return taken;
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1);
    FieldOptions typing;
    const std::string hint = pen.say("picker.search");
    typing.hint = hint.c_str();
    const FieldResult result = pen.frame.typist.field("##search", typed_, typing);
    pen.frame.description.add_last_item(Role::field, hint, typed_);
    search(options);
    moved_ = false;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow) && at_ + 1 < found_.size()) ++at_, moved_ = true;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && at_ > 0) --at_, moved_ = true;
    const bool code_typed =
        look.open_digits > 0 && typed_.size() == look.open_digits &&
        typed_.find_first_not_of("0123456789") == std::string::npos;
    if (result.entered) {
        if (!found_.empty()) {
            taken = options[found_[at_]].value;
        } else if (code_typed) {
            taken = typed_;
        }
    }
    ImGui::BeginChild("##found");
    if (look.may_clear && !look.shown.empty() && typed_.empty() &&
        list_line(pen, "clear", pen.say("picker.clear"), false)) {
        taken = std::string();
    }
    if (found_.empty()) {
        ui::text(pen, pen.say(code_typed ? "picker.take_code" : "picker.none"), Tone::muted);
    }
    for (std::size_t i = 0; i < found_.size() && i < 300; ++i) {
        if (list_line(pen, options[found_[i]].value, options[found_[i]].label, i == at_)) {
            taken = options[found_[i]].value;
        }
        if (moved_ && i == at_) ImGui::SetScrollHereY();
    }
    ImGui::EndChild();
    if (taken) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
    return taken;
}

}  // namespace soxa::ui
