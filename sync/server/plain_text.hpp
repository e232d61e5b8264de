// Bounds of what an officer types and of what stands in a certificate.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>

#include "crypto/base/time.hpp"
#include "crypto/base/utf8.hpp"
#include "sync/record/text.hpp"

namespace soxa::server {

inline constexpr std::size_t line_bytes_max = 200;
/// RFC 5280 Appendix A, ub-common-name.
inline constexpr std::size_t certificate_name_characters = 64;
/// Long before the product: a laptop whose battery is dead wakes in the year its board was made,
/// and must be able to talk to us all the same.
inline constexpr Timestamp certificates_since =
    std::chrono::sys_days(std::chrono::year(2010) / 1 / 1);

/// A unit's or province's: letters, digits, dot and dash.
[[nodiscard]] inline bool is_code(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == '-';
    });
}

/// One line that says something, and nothing that is not seen.
[[nodiscard]] inline bool is_line(std::string_view text) {
    return !text.empty() && text.size() <= line_bytes_max && is_utf8(text) &&
           std::ranges::none_of(record::code_points(text), record::is_hidden);
}

/// 12 digits (DOMAIN §3.1).
[[nodiscard]] inline bool is_personal_id(std::string_view text) {
    return text.size() == 12 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The first `count` characters of UTF-8.
[[nodiscard]] inline std::string clipped(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t characters = 0; end < text.size(); ++end) {
        const bool starts = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (starts && ++characters > count) break;
    }
    return std::string(text.substr(0, end));
}

}  // namespace soxa::server
