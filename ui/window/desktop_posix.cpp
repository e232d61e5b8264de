#include <langinfo.h>

#include <array>
#include <clocale>
#include <cstring>
#include <ctime>

#include <X11/XKBlib.h>
#include <X11/Xlibint.h>
#undef max
#undef min

#define GLFW_EXPOSE_NATIVE_X11
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include "ui/window/desktop.hpp"

namespace soxa::ui {

namespace {

using Decoder = Bool (*)(Display*, XEvent*, xEvent*);

/// Xlib calls its decoders without any context, so what ours remembers stands here.
Decoder key_press_before = nullptr;           // NOLINT
std::array<Time, 256> last_press{};  // NOLINT: by key

/// Two presses of one key within a millisecond (a burst of backspaces) have one time, and GLFW
/// takes the second for an echo of the first by an input method (3.3 compares times). Here, where
/// Xlib reads them, such presses get times of their own; an echo does not come this way and keeps
/// the time that its press was given.
Bool decode_key_press(Display* display, XEvent* event, xEvent* wire) {
    const Bool known = key_press_before(display, event, wire);
    XKeyEvent& press = event->xkey;
    Time& last = last_press[press.keycode % last_press.size()];
    constexpr Time near = 1000;  // times wrap around
    if (last != 0 && last - press.time < near) press.time = last + 1;
    last = press.time;
    return known;
}

}  // namespace

void keep_bursts_apart() {
    if (key_press_before != nullptr) return;
    key_press_before = ::XESetWireToEvent(::glfwGetX11Display(), KeyPress, &decode_key_press);
}

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
