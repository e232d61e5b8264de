// Draws by OpenGL 1.1, for who asks for it (a very large screen). The library is looked for only
// then: nothing of it is linked, so the program starts where there is none.
#pragma once

#include <memory>

#include "ui/window/renderer.hpp"

struct GLFWwindow;

namespace soxa::ui {

/// The window must have a current context and outlive it. Null where OpenGL lacks what it takes.
[[nodiscard]] std::unique_ptr<Renderer> make_gl_renderer(GLFWwindow* window);

}  // namespace soxa::ui
