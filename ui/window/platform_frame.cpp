#include "ui/window/platform_frame.hpp"

#include <algorithm>

#include <GLFW/glfw3.h>

namespace soxa::ui {

namespace {

int shape_of(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_TextInput: return GLFW_IBEAM_CURSOR;
        case ImGuiMouseCursor_ResizeNS: return GLFW_VRESIZE_CURSOR;
        case ImGuiMouseCursor_ResizeEW: return GLFW_HRESIZE_CURSOR;
        case ImGuiMouseCursor_Hand: return GLFW_HAND_CURSOR;
        default: return GLFW_ARROW_CURSOR;
    }
}

}  // namespace

void CloseWindow::operator()(GLFWwindow* window) const { ::glfwDestroyWindow(window); }

void PlatformFrame::set_size(int width, int height) {
    size_ = {static_cast<float>(width), static_cast<float>(height)};
}

void PlatformFrame::begin_frame(ImGuiIO& io, Moment now) {
    constexpr float least = 1e-5F;
    io.DisplaySize = size_;
    io.DisplayFramebufferScale = {1, 1};
    io.DeltaTime = last_ ? std::max(std::chrono::duration<float>(now - *last_).count(), least)
                         : 1.0F / 60.0F;
    last_ = now;
    show_cursor(ImGui::GetMouseCursor());
}

void PlatformFrame::show_cursor(ImGuiMouseCursor wanted) {
    if (wanted == shown_ || wanted < 0) return;
    shown_ = wanted;
    GLFWcursor*& cursor = cursors_[static_cast<std::size_t>(wanted)];
    if (cursor == nullptr) cursor = ::glfwCreateStandardCursor(shape_of(wanted));
    ::glfwSetCursor(window_.get(), cursor);
}

}  // namespace soxa::ui
