#include "sync/exchange/base64.hpp"

namespace soxa::exchange {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(ByteView bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8U | (i < count ? bytes[at + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) {
            text.push_back(i <= count ? alphabet[bits >> (18 - 6 * i) & 63U] : '=');
        }
    }
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    Bytes bytes;
    for (std::size_t at = 0; at < text.size(); at += 4) {
        std::uint32_t bits = 0;
        std::size_t padding = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const char c = text[at + i];
            const std::size_t value = alphabet.find(c);
            const bool pads = c == '=' && at + 4 == text.size() && i >= 2;
            if (!pads && (value == std::string_view::npos || padding > 0)) return std::nullopt;
            padding += pads ? 1 : 0;
            bits = bits << 6U | (pads ? 0U : static_cast<std::uint32_t>(value));
        }
        for (std::size_t i = 0; i + padding < 3; ++i) {
            bytes.push_back(static_cast<std::uint8_t>(bits >> (16 - 8 * i)));
        }
        const std::uint32_t left_over = padding == 0 ? 0 : bits & ((1U << (8 * padding)) - 1);
        if (left_over != 0) return std::nullopt;
    }
    return bytes;
}

}  // namespace soxa::exchange
