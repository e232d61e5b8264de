// Small questions to the operating system that GLFW does not answer.
#pragma once

#include <chrono>

struct GLFWwindow;

namespace soxa::ui {

/// Is Caps Lock on? Asks the window system, so not in every frame.
[[nodiscard]] bool caps_lock_on(GLFWwindow* window);
/// Since the machine started, sleep included.
[[nodiscard]] std::chrono::nanoseconds machine_time();
/// After the window system is opened: keys of a burst that come at one time stay apart.
void keep_bursts_apart();
/// Before the window system is opened: keys are read as Unicode even where no locale is set.
void use_unicode_keys();

}  // namespace soxa::ui
