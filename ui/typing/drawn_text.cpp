#include "ui/typing/drawn_text.hpp"

#include <array>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace soxa::ui {

namespace {

constexpr char32_t breve = 0x0306;
constexpr char32_t replacement = 0xFFFD;
/// The end of the private use area, which old Vietnamese fonts did not use.
constexpr char32_t first_drawn = 0xF8A0;
constexpr std::array<char32_t, 10> bases{U'â', U'ê', U'ô', U'ơ', U'ư', U'Â', U'Ê', U'Ô', U'Ơ', U'Ư'};

constexpr auto letters = [] {
    std::array<ComposedLetter, bases.size()> made{};
    for (std::size_t i = 0; i < bases.size(); ++i) {
        made[i] = {first_drawn + static_cast<char32_t>(i), bases[i], breve};
    }
    return made;
}();

void append(std::string& text, char32_t letter) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes.data());
    text.append(bytes.begin(), bytes.begin() + size);
}

std::u32string decoded(std::string_view text) {
    std::u32string all;
    all.reserve(text.size());
    while (!text.empty()) {
        utf8proc_int32_t letter = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
        const utf8proc_ssize_t size =
            utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &letter);
        all.push_back(size > 0 ? static_cast<char32_t>(letter) : replacement);
        text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
    }
    return all;
}

/// NFC for certain, seen without tables: the letters of Vietnamese among them.
bool is_plain(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(text[at]);
        if (byte < 0x80) continue;
        const auto next = static_cast<std::uint8_t>(at + 1 < text.size() ? text[at + 1] : 0);
        if (byte >= 0xC2 && byte <= 0xCB && next >= 0x80 && next <= 0xBF) {
            ++at;  // U+0080 to U+02FF
        } else if (byte == 0xE1 && next >= 0xB8 && next <= 0xBB && at + 2 < text.size() &&
                   (static_cast<std::uint8_t>(text[at + 2]) & 0xC0U) == 0x80U) {
            at += 2;  // U+1E00 to U+1EFF
        } else {
            return false;
        }
    }
    return true;
}

std::string composed(const std::u32string& all) {
    std::string text;
    for (const char32_t letter : all) append(text, letter);
    struct Free {
        void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
    };
    utf8proc_uint8_t* made = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &made, options);
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(made);
    if (size < 0) return text;
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

const ComposedLetter* with(char32_t base, char32_t mark) {
    for (const ComposedLetter& letter : letters) {
        if (letter.base == base && letter.mark == mark) return &letter;
    }
    return nullptr;
}

std::u32string apart(const std::u32string& all) {
    std::u32string out;
    out.reserve(all.size());
    for (const char32_t letter : all) {
        if (letter >= first_drawn && letter < first_drawn + letters.size()) {
            out += letters[letter - first_drawn].base;
            out += letters[letter - first_drawn].mark;
        } else {
            out += letter;
        }
    }
    return out;
}

}  // namespace

std::span<const ComposedLetter> composed_letters() { return letters; }

std::string drawn_text(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    const std::u32string all = decoded(composed(apart(decoded(text))));
    std::string drawn;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const ComposedLetter* letter = i + 1 < all.size() ? with(all[i], all[i + 1]) : nullptr;
        append(drawn, letter != nullptr ? letter->drawn : all[i]);
        if (letter != nullptr) ++i;
    }
    return drawn;
}

std::string stored_text(std::string_view drawn) {
    if (is_plain(drawn)) return std::string(drawn);
    return composed(apart(decoded(drawn)));
}

}  // namespace soxa::ui
