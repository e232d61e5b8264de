// Small questions to the operating system that GLFW does not answer.
#pragma once

#include <chrono>

struct GLFWwindow;

namespace soxa::ui {

/// Is Caps Lock on? Asks the window system, so not in every frame.
[[nodiscard]] bool caps_lock_on(GLFWwindow* window);
/// Since the machine started, sleep included.
[[nodiscard]] std::chrono::nanoseconds machine_time();
/// Before the window system is opened: keys are read as Unicode even where no locale is set.
void use_unicode_keys();

}  // namespace soxa::ui
