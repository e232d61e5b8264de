#include <io.h>
#include <windows.h>

#include <array>
#include <cstdlib>

#include "client/ctl/terminal.hpp"

namespace soxa::ctl {

namespace {

constexpr std::size_t line_bytes_max = 4096;

}  // namespace

Result<Secret> read_line(int descriptor) {
    Bytes line;
    line.reserve(line_bytes_max);
    std::uint8_t byte = 0;
    bool any = false;
    while (line.size() < line_bytes_max && ::_read(descriptor, &byte, 1) == 1) {
        any = true;
        if (byte == '\n') break;
        line.push_back(byte);
    }
    if (!any) return fail(Errc::usage, "password.no_line");
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return Secret(std::move(line));
}

Result<Secret> ask(const std::string& prompt) {
    HANDLE const in = ::CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ,
                                    nullptr, OPEN_EXISTING, 0, nullptr);
    DWORD before = 0;
    if (in == INVALID_HANDLE_VALUE || ::GetConsoleMode(in, &before) == 0) {
        return fail(Errc::usage, "password.no_terminal");
    }
    HANDLE const out = ::GetStdHandle(STD_ERROR_HANDLE);
    DWORD written = 0;
    const std::string text = prompt + ": ";
    ::WriteFile(out, text.data(), static_cast<DWORD>(text.size()), &written, nullptr);
    ::SetConsoleMode(in, (before & ~static_cast<DWORD>(ENABLE_ECHO_INPUT)) | ENABLE_LINE_INPUT);
    std::array<wchar_t, line_bytes_max / 4> typed{};
    DWORD count = 0;
    const BOOL read =
        ::ReadConsoleW(in, typed.data(), static_cast<DWORD>(typed.size()), &count, nullptr);
    ::SetConsoleMode(in, before);
    ::CloseHandle(in);
    ::WriteFile(out, "\n", 1, &written, nullptr);
    while (count > 0 && (typed[count - 1] == L'\n' || typed[count - 1] == L'\r')) --count;
    if (read == 0) return fail(Errc::usage, "password.no_line");
    Bytes line(line_bytes_max);
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, typed.data(), static_cast<int>(count),
                                           reinterpret_cast<char*>(line.data()),
                                           static_cast<int>(line.size()), nullptr, nullptr);
    line.resize(static_cast<std::size_t>(size));
    ::SecureZeroMemory(typed.data(), typed.size() * sizeof(wchar_t));
    return Secret(std::move(line));
}

bool stderr_is_terminal() { return ::_isatty(2) != 0; }

}  // namespace soxa::ctl
