// The built-in fonts, cut down to the letters of glyph_ranges.inc (SIL Open Font License 1.1).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace soxa::ui {

struct FontData {
    std::span<const std::uint8_t> regular;
    std::span<const std::uint8_t> bold;
    std::span<const std::uint8_t> math;
    std::span<const std::uint8_t> symbols;
};
[[nodiscard]] FontData font_data();
/// The fonts' authors and licence, for the "about" page, as the licence asks.
[[nodiscard]] std::string_view font_licence();

}  // namespace soxa::ui
