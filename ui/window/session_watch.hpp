// Tells when the machine is about to sleep or the person's session was locked, so that we lock too.
//
// On Linux it listens to logind on the system bus, on a thread of its own that sleeps until there
// is a message, and holds the machine's sleep back until the locked screen is drawn (at most the
// few seconds that logind allows). On Windows it reads the window's messages. Where there is
// neither, nothing is told; the idle lock remains.
#pragma once

#include <functional>
#include <memory>

#include "ui/window/screen.hpp"

struct GLFWwindow;

namespace soxa::ui {

class SessionWatch {
public:
    virtual ~SessionWatch() = default;
    /// The locked screen is shown: the machine may sleep.
    virtual void locked() = 0;
};
/// `tell` is called on any thread. Returns at once; what it needs is opened in the background.
[[nodiscard]] std::unique_ptr<SessionWatch> watch_session(
    GLFWwindow* window, std::function<void(LockRequired::Reason)> tell);

}  // namespace soxa::ui
