#include "ui/panels/page.hpp"

#include <imgui.h>

#include <algorithm>

namespace soxa::ui {

MiddleCard::MiddleCard(Pen& pen, const char* id, float width) {
    ImGui::PushID(id);
    ImGui::BeginChild("##middle");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float wide = std::min(pen.scaled(width), room.x);
    // The height that the card had in the frame before.
    float* height = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("height"), 0);
    const float top = std::max(pen.spacing().medium, (room.y - *height) * 0.4F);
    ImGui::SetCursorPos(ImVec2(std::max(0.F, (room.x - wide) / 2), top));
    card_.emplace(pen, "##card", wide);
}

MiddleCard::~MiddleCard() {
    card_.reset();
    *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("height"), 0) =
        ImGui::GetItemRectSize().y;
    ImGui::EndChild();
    ImGui::PopID();
}

Question::Question(Pen& pen, const char* id, bool& wanted, float width) {
    if (wanted && !ImGui::IsPopupOpen(id)) ImGui::OpenPopup(id);
    const ImVec2 room = ImGui::GetIO().DisplaySize;
    const float wide = std::min(pen.scaled(width), room.x - 2 * pen.spacing().large);
    ImGui::SetNextWindowPos(ImVec2(room.x / 2, room.y * 0.45F), ImGuiCond_Always,
                            ImVec2(0.5F, 0.5F));
    ImGui::SetNextWindowSizeConstraints(ImVec2(wide, 0),
                                        ImVec2(wide, room.y - 2 * pen.spacing().large));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        ImVec2(pen.spacing().large, pen.spacing().large));
    open_ = ImGui::BeginPopupModal(id, nullptr,
                                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_AlwaysAutoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PopStyleVar();
    if (!open_) return;
    if (!wanted || ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        wanted = false;
        ImGui::CloseCurrentPopup();
    }
}

Question::~Question() {
    if (open_) ImGui::EndPopup();
}

void draw_told(Pen& pen, const Told& told) {
    if (!told.text.empty()) status_line(pen, told.text, told.bad ? Tone::bad : Tone::good);
}

int columns_of(const Pen& pen, float width, int most) {
    const float room = ImGui::GetContentRegionAvail().x;
    return std::clamp(static_cast<int>(room / pen.scaled(width)), 1, most);
}

}  // namespace soxa::ui
