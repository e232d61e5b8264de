#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

#include "client/ctl/terminal.hpp"

namespace soxa::ctl {

namespace {

constexpr std::size_t line_bytes_max = 4096;

/// Echo off until it goes out of scope.
class Silence {
public:
    explicit Silence(int terminal) : terminal_(terminal) {
        known_ = ::tcgetattr(terminal_, &before_) == 0;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &silent);
    }
    ~Silence() {
        if (known_) ::tcsetattr(terminal_, TCSAFLUSH, &before_);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

private:
    int terminal_;
    termios before_{};
    bool known_ = false;
};

}  // namespace

Result<Secret> read_line(int descriptor) {
    Bytes line;
    line.reserve(line_bytes_max);  // never moved, so that no copy stays behind
    std::uint8_t byte = 0;
    bool any = false;
    while (line.size() < line_bytes_max) {
        const ssize_t got = ::read(descriptor, &byte, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(Errc::usage, "password.no_line");
        if (got == 0) break;
        any = true;
        if (byte == '\n') break;
        line.push_back(byte);
    }
    if (!any) return fail(Errc::usage, "password.no_line");
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return Secret(std::move(line));
}

Result<Secret> ask(const std::string& prompt) {
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) return fail(Errc::usage, "password.no_terminal");
    const std::string text = prompt + ": ";
    (void)!::write(terminal, text.data(), text.size());
    Result<Secret> line = fail(Errc::usage, "password.no_terminal");
    {
        const Silence silence(terminal);
        line = read_line(terminal);
    }
    (void)!::write(terminal, "\n", 1);
    ::close(terminal);
    return line;
}

bool stderr_is_terminal() { return ::isatty(STDERR_FILENO) == 1; }

}  // namespace soxa::ctl
