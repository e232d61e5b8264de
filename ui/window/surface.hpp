// Pixels from memory into a window that has no graphics API.
#pragma once

#include <memory>
#include <span>

#include "ui/raster/canvas.hpp"

struct GLFWwindow;

namespace soxa::ui {

class Surface {
public:
    virtual ~Surface() = default;
    /// Copies these rectangles of the canvas to the same place in the window.
    virtual void show(Canvas& canvas, std::span<const PixelRect> parts) = 0;
};
/// For the window system that the program was built for. The window outlives it.
[[nodiscard]] std::unique_ptr<Surface> make_surface(GLFWwindow* window);

}  // namespace soxa::ui
