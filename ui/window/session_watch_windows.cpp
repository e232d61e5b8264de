#include <windows.h>
#include <wtsapi32.h>

#include <utility>

#define GLFW_EXPOSE_NATIVE_WIN32
#include <GLFW/glfw3.h>
#include <GLFW/glfw3native.h>

#include "ui/window/session_watch.hpp"

namespace soxa::ui {

namespace {

constexpr const wchar_t* property = L"soxa_session_watch";

/// Stands before GLFW's own procedure and passes every message on.
class WindowMessages final : public SessionWatch {
public:
    WindowMessages(HWND window, std::function<void(LockRequired::Reason)> tell)
        : window_(window), tell_(std::move(tell)) {
        ::SetPropW(window_, property, this);
        before_ = reinterpret_cast<WNDPROC>(::SetWindowLongPtrW(
            window_, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(&WindowMessages::take)));
        ::WTSRegisterSessionNotification(window_, NOTIFY_FOR_THIS_SESSION);
    }
    ~WindowMessages() override {
        ::WTSUnRegisterSessionNotification(window_);
        ::SetWindowLongPtrW(window_, GWLP_WNDPROC, reinterpret_cast<LONG_PTR>(before_));
        ::RemovePropW(window_, property);
    }
    WindowMessages(const WindowMessages&) = delete;
    WindowMessages& operator=(const WindowMessages&) = delete;

    void locked() override {}

private:
    static LRESULT CALLBACK take(HWND window, UINT message, WPARAM w, LPARAM l) {
        auto* self = static_cast<WindowMessages*>(::GetPropW(window, property));
        if (self == nullptr) return ::DefWindowProcW(window, message, w, l);
        if (message == WM_POWERBROADCAST && w == PBT_APMSUSPEND) {
            self->tell_(LockRequired::Reason::suspend);
        }
        if (message == WM_WTSSESSION_CHANGE && w == WTS_SESSION_LOCK) {
            self->tell_(LockRequired::Reason::session_locked);
        }
        return ::CallWindowProcW(self->before_, window, message, w, l);
    }

    HWND window_;
    std::function<void(LockRequired::Reason)> tell_;
    WNDPROC before_ = nullptr;
};

}  // namespace

std::unique_ptr<SessionWatch> watch_session(GLFWwindow* window,
                                            std::function<void(LockRequired::Reason)> tell) {
    return std::make_unique<WindowMessages>(::glfwGetWin32Window(window), std::move(tell));
}

}  // namespace soxa::ui
