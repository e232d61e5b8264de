// Keys that arrive faster than ImGui settles.
//
// ImGui takes a key a frame, so that none is lost; but when one of them moves on to another field
// (Tab, Enter, a click) it needs two more frames to get there, and letters taken meanwhile would go
// to the field before, or nowhere. Those letters wait here. Without it, whoever types on without
// looking loses text on a slow machine.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

namespace soxa::ui {

class InputPace {
public:
    /// Right before and right after a frame.
    void before_frame(ImGuiContext& context);
    void after_frame(ImGuiContext& context);
    /// Events are still to be taken, or their effect to be shown: another frame is needed.
    [[nodiscard]] bool behind(const ImGuiContext& context) const;

private:
    static constexpr int frames_to_settle = 2;

    int settling_ = 0;
    ImVector<ImGuiInputEvent> waiting_;
};

}  // namespace soxa::ui
