// UTF-8 inside the program: is it valid, and how does it reach the operating system's paths.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace soxa {

/// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. Says nothing about
/// normal form: Unicode's tables change with its version, so a decoder must not ask for NFC
/// (LEDGER §3, 33).
[[nodiscard]] bool is_utf8(std::string_view text);

/// A path for a C library that takes UTF-8, and back. Not path::string(), which is the code page
/// on Windows.
[[nodiscard]] std::string utf8(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path path_of(std::string_view utf8_text);

}  // namespace soxa
