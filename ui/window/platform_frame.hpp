// What ImGui must be told before a frame. ImGui's own half for GLFW asks the window system for the
// window's size, its focus and the mouse's place in every frame, each a journey to the X server and
// back; the callbacks have told us all that already.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include <imgui.h>

#include "ui/window/screen.hpp"

struct GLFWwindow;
struct GLFWcursor;

namespace soxa::ui {

struct CloseWindow {
    void operator()(GLFWwindow* window) const;
};
using WindowHandle = std::unique_ptr<GLFWwindow, CloseWindow>;

class PlatformFrame {
public:
    /// The handle may be filled later; it outlives this.
    explicit PlatformFrame(const WindowHandle& window) : window_(window) {}

    void set_size(int width, int height);
    void begin_frame(ImGuiIO& io, Moment now);

private:
    void show_cursor(ImGuiMouseCursor wanted);

    const WindowHandle& window_;
    ImVec2 size_{0, 0};
    std::optional<Moment> last_;
    ImGuiMouseCursor shown_ = ImGuiMouseCursor_Arrow;
    std::array<GLFWcursor*, ImGuiMouseCursor_COUNT> cursors_{};  ///< GLFW's; it ends them
};

}  // namespace soxa::ui
