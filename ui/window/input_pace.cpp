#include "ui/window/input_pace.hpp"

#include <initializer_list>

namespace soxa::ui {

void InputPace::before_frame(ImGuiContext& context) {
    if (settling_ > 0) context.InputEventsQueue.swap(waiting_);
}

void InputPace::after_frame(ImGuiContext& context) {
    if (settling_ > 0) {
        --settling_;
        // What the frame itself asked for (a released focus) comes after what waited.
        for (const ImGuiInputEvent& event : context.InputEventsQueue) waiting_.push_back(event);
        context.InputEventsQueue.clear();
        context.InputEventsQueue.swap(waiting_);
    }
    bool moves_on = false;
    for (const ImGuiKey key : {ImGuiKey_Tab, ImGuiKey_Enter, ImGuiKey_KeypadEnter, ImGuiKey_Escape,
                               ImGuiKey_F2}) {
        moves_on = moves_on || ImGui::IsKeyPressed(key, false);
    }
    for (ImGuiMouseButton button = 0; button < 2; ++button) {
        moves_on = moves_on || ImGui::IsMouseClicked(button) || ImGui::IsMouseReleased(button);
    }
    if (moves_on) settling_ = frames_to_settle;
}

bool InputPace::behind(const ImGuiContext& context) const {
    return context.InputEventsQueue.Size > 0 || settling_ > 0;
}

}  // namespace soxa::ui
