// Letters that Unicode writes as base and mark, as one glyph on the screen.
//
// ImGui draws a code point at a time and shapes nothing. Vietnamese in NFC is one code point a
// letter, but letters of Ê Đê, Gia Rai, Mnông and others are not: ê̆ ô̆ ơ̆ ư̆ â̆. For drawing, and
// inside a field while it is edited, such a pair is one code point of the private use area, for
// which ui/theme puts a composed glyph into the font. It never leaves the screen: what is stored,
// copied or compared goes through `stored_text`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace soxa::ui {

struct ComposedLetter {
    char32_t drawn;  ///< the private code point
    char32_t base;   ///< a letter in NFC
    char32_t mark;   ///< combining
};
[[nodiscard]] std::span<const ComposedLetter> composed_letters();

/// UTF-8 in NFC, with each pair of the list above as its private code point. Text that is no UTF-8
/// gets U+FFFD where it is not. Quick for plain text: it is copied and no more.
[[nodiscard]] std::string drawn_text(std::string_view text);
/// The reverse: NFC, without any private code point.
[[nodiscard]] std::string stored_text(std::string_view drawn);

}  // namespace soxa::ui
