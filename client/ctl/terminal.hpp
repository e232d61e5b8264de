// The terminal and the file descriptors of the process; the operating system's part is in
// terminal_posix.cpp and terminal_windows.cpp.
#pragma once

#include <string>

#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::ctl {

/// One line without its end, read byte by byte, so that what follows is left for the next reader.
/// Errc::usage ("password.no_line") if the descriptor is not open or gives none.
[[nodiscard]] Result<Secret> read_line(int descriptor);
/// Asks without echo. Errc::usage ("password.no_terminal") where there is no terminal.
[[nodiscard]] Result<Secret> ask(const std::string& prompt);
[[nodiscard]] bool stderr_is_terminal();

}  // namespace soxa::ctl
