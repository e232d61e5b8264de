#include <windows.h>

#include "ui/window/desktop.hpp"

namespace soxa::ui {

bool caps_lock_on(GLFWwindow* /*window*/) { return (::GetKeyState(VK_CAPITAL) & 1) != 0; }

std::chrono::nanoseconds machine_time() { return std::chrono::milliseconds(::GetTickCount64()); }

void keep_bursts_apart() {}  // They do.

void use_unicode_keys() {}  // Windows sends them as Unicode.

}  // namespace soxa::ui
