// Vietnamese text: normal form, comparison by given name, search without tone marks (DOMAIN §3.3).
#pragma once

#include <string>
#include <string_view>

namespace soxa::record {

/// NFC, with NBSP as a space and digits in full width as digits; other characters stay. The
/// text must be UTF-8.
[[nodiscard]] std::string normalised(std::string_view text);

/// Lower case, no tone marks or hats, đ as d, i for y, spaces collapsed: what is compared when a
/// person searches. Never stored as a value.
[[nodiscard]] std::string search_key(std::string_view text);

/// As somebody types it who has no tool for Vietnamese: no tone marks or hats, đ as d; all else
/// stays.
[[nodiscard]] std::string without_marks(std::string_view text);

/// A key whose bytewise order is the order of a Vietnamese list of names: given name, family
/// name, middle names; each by letter (a ă â b c d đ …) and then by tone (ngang huyền hỏi ngã
/// sắc nặng).
[[nodiscard]] std::string name_sort_key(std::string_view full_name);

/// Upper case as the official template prints names (đ → Đ, ư̆ → Ư̆).
[[nodiscard]] std::string upper_case(std::string_view text);

/// Small letters with their hats, each tone as a mark of its own behind its letter.
[[nodiscard]] std::string tone_apart(std::string_view text);

[[nodiscard]] std::size_t character_count(std::string_view text);
/// The characters by number; stops at what is no UTF-8.
[[nodiscard]] std::u32string code_points(std::string_view text);

/// A character that shows nothing of itself and can make one text look like another: controls,
/// marks of direction, zero-width and filler characters.
[[nodiscard]] bool is_hidden(char32_t point);

}  // namespace soxa::record
