#include <clocale>
#include <cstring>
#include <ctime>
#include <langinfo.h>

#include <X11/XKBlib.h>

#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include "ui/window/desktop.hpp"

namespace soxa::ui {

bool caps_lock_on(GLFWwindow* /*window*/) {
    XkbStateRec state{};
    if (::XkbGetState(::glfwGetX11Display(), XkbUseCoreKbd, &state) != Success) return false;
    return (state.locked_mods & LockMask) != 0;
}

std::chrono::nanoseconds machine_time() {
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

void use_unicode_keys() {
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0) std::setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace soxa::ui
