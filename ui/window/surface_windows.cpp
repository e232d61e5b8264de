#include <windows.h>

#define GLFW_EXPOSE_NATIVE_WIN32
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include "ui/window/surface.hpp"

namespace soxa::ui {

namespace {

/// GDI takes our pixels as they are (32 bits, blue first in memory), rows from the top.
class GdiSurface final : public Surface {
public:
    explicit GdiSurface(GLFWwindow* window) : window_(::glfwGetWin32Window(window)) {}

    void show(Canvas& canvas, std::span<const PixelRect> parts) override {
        HDC const context = ::GetDC(window_);
        if (context == nullptr) return;
        for (const PixelRect& part : parts) {
            const int width = part.right - part.left;
            const int height = part.bottom - part.top;
            BITMAPINFO info{};
            info.bmiHeader.biSize = sizeof(info.bmiHeader);
            info.bmiHeader.biWidth = canvas.width();
            // A negative height means from the top; only the rows of the part are handed over, so
            // that the corner's y is 0 whatever it means.
            info.bmiHeader.biHeight = -height;
            info.bmiHeader.biPlanes = 1;
            info.bmiHeader.biBitCount = 32;
            info.bmiHeader.biCompression = BI_RGB;
            ::SetDIBitsToDevice(context, part.left, part.top, static_cast<DWORD>(width),
                                static_cast<DWORD>(height), part.left, 0, 0,
                                static_cast<UINT>(height), canvas.row(part.top), &info,
                                DIB_RGB_COLORS);
        }
        ::ReleaseDC(window_, context);
    }

private:
    HWND window_;
};

}  // namespace

std::unique_ptr<Surface> make_surface(GLFWwindow* window) {
    return std::make_unique<GdiSurface>(window);
}

}  // namespace soxa::ui
