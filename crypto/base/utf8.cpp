#include "crypto/base/utf8.hpp"

#include <cstdint>

namespace soxa {

namespace {

bool continues(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U;
}

/// Bytes of the valid character at `at`, or 0.
std::size_t character_bytes(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(at);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(text, at + 1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (!continues(text, at + 1) || !continues(text, at + 2)) return 0;
        if (lead == 0xE0 && byte(at + 1) < 0xA0) return 0;
        if (lead == 0xED && byte(at + 1) > 0x9F) return 0;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (!continues(text, at + 1) || !continues(text, at + 2) || !continues(text, at + 3)) {
            return 0;
        }
        if (lead == 0xF0 && byte(at + 1) < 0x90) return 0;
        if (lead == 0xF4 && byte(at + 1) > 0x8F) return 0;
        return 4;
    }
    return 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = character_bytes(text, at);
        if (bytes == 0) return false;
        at += bytes;
    }
    return true;
}

std::string utf8(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

std::filesystem::path path_of(std::string_view utf8_text) {
    return std::filesystem::path(std::u8string(utf8_text.begin(), utf8_text.end()));
}

}  // namespace soxa
