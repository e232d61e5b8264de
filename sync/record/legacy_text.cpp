#include "sync/record/legacy_text.hpp"

#include <algorithm>
#include <array>

#include "sync/record/text.hpp"

namespace soxa::record {

namespace {

/// TCVN 5712:1993 from 0xA1 on; 0 for the combining marks that fonts of the third set do not use.
constexpr std::array<char16_t, 94> tcvn3_letters{
    0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF, 0x0110, 0x0103, 0x00E2, 0x00EA, 0x00F4, 0x01A1,
    0x01B0, 0x0111, 0x1EB0, 0x0000, 0x0000, 0x0000, 0x0000, 0x0000, 0x00E0, 0x1EA3, 0x00E3, 0x00E1,
    0x1EA1, 0x1EB2, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB4, 0x1EAE, 0x1EA6, 0x1EA8, 0x1EAA, 0x1EA4,
    0x1EC0, 0x1EB7, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8, 0x1EC2, 0x1EBB, 0x1EBD, 0x00E9,
    0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC, 0x1EC9, 0x1EC4, 0x1EBE, 0x1ED2, 0x0129,
    0x00ED, 0x1ECB, 0x00F2, 0x1ED4, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1,
    0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9, 0x1ED6, 0x1EE7, 0x0169, 0x00FA, 0x1EE5,
    0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5};
constexpr char32_t tcvn3_first = 0xA1;

constexpr char32_t grave = 0x0300;
constexpr char32_t acute = 0x0301;
constexpr char32_t circumflex = 0x0302;
constexpr char32_t tilde = 0x0303;
constexpr char32_t breve = 0x0306;
constexpr char32_t hook = 0x0309;
constexpr char32_t dot_below = 0x0323;

/// What a VNI letter adds to the vowel before it: a hat, a tone, or both.
struct Addition {
    char32_t sign;  ///< small; capitals are 0x20 below
    char32_t hat;
    char32_t tone;
};
constexpr std::array<Addition, 17> vni_additions{{
    {U'ø', 0, grave},
    {U'ù', 0, acute},
    {U'û', 0, hook},
    {U'õ', 0, tilde},
    {U'ï', 0, dot_below},
    {U'â', circumflex, 0},
    {U'à', circumflex, grave},
    {U'á', circumflex, acute},
    {U'å', circumflex, hook},
    {U'ã', circumflex, tilde},
    {U'ä', circumflex, dot_below},
    {U'ê', breve, 0},
    {U'è', breve, grave},
    {U'é', breve, acute},
    {U'ú', breve, hook},
    {U'ü', breve, tilde},
    {U'ë', breve, dot_below},
}};

/// A VNI letter that stands for one by itself.
struct Alone {
    char32_t sign;
    std::u32string_view letter;  ///< decomposed
};
constexpr std::array<Alone, 8> vni_alone{{{U'ô', U"o\u031B"},
                                          {U'ö', U"u\u031B"},
                                          {U'ñ', U"đ"},
                                          {U'í', U"i\u0301"},
                                          {U'ì', U"i\u0300"},
                                          {U'æ', U"i\u0309"},
                                          {U'ó', U"i\u0303"},
                                          {U'ò', U"i\u0323"}}};

char32_t small(char32_t c) { return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c; }
bool is_capital(char32_t c) { return (c >= 'A' && c <= 'Z') || small(c) != c; }

char32_t capital(char32_t c) {
    if (c >= 'a' && c <= 'z') return c - 0x20;
    return c == U'đ' ? U'Đ' : c;
}

bool takes(char32_t vowel, char32_t hat) {
    const char32_t plain = vowel >= 'A' && vowel <= 'Z' ? vowel + 0x20 : vowel;
    if (hat == breve) return plain == 'a';
    if (hat == circumflex) return plain == 'a' || plain == 'e' || plain == 'o';
    return plain == 'a' || plain == 'e' || plain == 'o' || plain == 'u' || plain == 'y';
}

void put(std::string& to, char32_t c) {
    if (c < 0x80) {
        to += static_cast<char>(c);
    } else if (c < 0x800) {
        to += static_cast<char>(0xC0U | (c >> 6U));
        to += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
        to += static_cast<char>(0xE0U | (c >> 12U));
        to += static_cast<char>(0x80U | ((c >> 6U) & 0x3FU));
        to += static_cast<char>(0x80U | (c & 0x3FU));
    }
}

std::string text_from(const std::u32string& points) {
    std::string text;
    for (const char32_t c : points) put(text, c);
    return normalised(text);
}

std::optional<std::string> from_tcvn3(const std::u32string& points) {
    std::u32string made;
    for (const char32_t c : points) {
        if (c < 0x80) {
            made += c;
            continue;
        }
        const char32_t place = c - tcvn3_first;
        if (c < tcvn3_first || place >= tcvn3_letters.size() || tcvn3_letters[place] == 0) {
            return std::nullopt;
        }
        made += tcvn3_letters[place];
    }
    return text_from(made);
}

std::optional<std::string> from_vni(const std::u32string& points) {
    std::u32string made;
    for (const char32_t c : points) {
        const char32_t sign = small(c);
        const auto alone = std::find_if(vni_alone.begin(), vni_alone.end(),
                                        [&](const Alone& one) { return one.sign == sign; });
        const auto adds = std::find_if(vni_additions.begin(), vni_additions.end(),
                                       [&](const Addition& one) { return one.sign == sign; });
        if (c < 0x80) {
            made += c;
        } else if (alone != vni_alone.end()) {
            made += is_capital(c) ? capital(alone->letter[0]) : alone->letter[0];
            made += alone->letter.substr(1);
        } else if (adds != vni_additions.end() && !made.empty()) {
            // After a horn, which stands for the vowel, only a tone can follow.
            const bool after_horn = made.back() == 0x031B && adds->hat == 0;
            if (!after_horn && !takes(made.back(), adds->hat)) return std::nullopt;
            if (adds->hat != 0) made += adds->hat;
            if (adds->tone != 0) made += adds->tone;
        } else if (sign == U'î' && !made.empty() && (made.back() == 'y' || made.back() == 'Y')) {
            made += dot_below;
        } else {
            return std::nullopt;
        }
    }
    return text_from(made);
}

bool is_word_end(char c) {
    return c == ' ' || c == '-' || c == '\'' || c == '.' || c == ',' || c == ';' || c == '(' ||
           c == ')' || c == '/' || (c >= '0' && c <= '9');
}

/// Every word with a letter beyond ASCII is a syllable, and there is one. Words of plain letters
/// are the same in every font.
bool is_vietnamese(const std::string& text) {
    bool any = false;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && !is_word_end(text[end])) ++end;
        const std::string word = text.substr(begin, end - begin);
        const bool plain = std::all_of(word.begin(), word.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (!plain && !is_syllable(word)) return false;
        any = any || !plain;
        begin = end + 1;
    }
    return any;
}

constexpr std::array<std::string_view, 29> onsets{
    "",   "b",   "c",  "ch", "d",  "đ", "g",  "gh", "gi", "h", "k",  "kh", "l", "m", "n",
    "ng", "ngh", "nh", "p",  "ph", "q", "qu", "r",  "s",  "t", "th", "tr", "v", "x"};
constexpr std::array<std::string_view, 9> codas{"", "c", "ch", "m", "n", "ng", "nh", "p", "t"};
constexpr std::array<std::string_view, 62> nuclei{
    "a",   "ă",   "â",   "e",   "ê",   "i",   "o",   "ô",   "ơ",   "u",   "ư",   "y",   "ai",
    "ao",  "au",  "ay",  "âu",  "ây",  "eo",  "êu",  "ia",  "iê",  "iu",  "oa",  "oă",  "oe",
    "oi",  "ôi",  "ơi",  "ua",  "uâ",  "uă",  "uê",  "ui",  "uô",  "uơ",  "uy",  "ưa",  "ưi",
    "ươ",  "ưu",  "ya",  "yê",  "iêu", "yêu", "oai", "oay", "oao", "oeo", "uai", "uay", "uây",
    "uôi", "uya", "uyê", "uyu", "ươi", "ươu", "uêu", "uao", "ue",  "oo"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_vowel(char32_t c) {
    return std::u32string_view(U"aăâeêioôơuưy").find(c) != std::u32string_view::npos;
}

}  // namespace

bool is_syllable(std::string_view word) {
    std::u32string letters;
    int tones = 0;
    for (char32_t c : code_points(tone_apart(word))) {
        if (c == grave || c == acute || c == tilde || c == hook || c == dot_below) {
            ++tones;
        } else {
            letters += c;
        }
    }
    if (tones > 1) return false;
    const auto split = [&](std::size_t onset) {
        std::size_t end = onset;
        while (end < letters.size() && is_vowel(letters[end])) ++end;
        return is_one_of(onsets, text_from(letters.substr(0, onset))) &&
               is_one_of(nuclei, text_from(letters.substr(onset, end - onset))) &&
               is_one_of(codas, text_from(letters.substr(end)));
    };
    std::size_t first = 0;
    while (first < letters.size() && !is_vowel(letters[first])) ++first;
    // In "qu" and "gi" the vowel belongs to the onset where another follows.
    return split(first) || (first < letters.size() && split(first + 1));
}

std::optional<LegacyText> legacy_text(std::string_view text) {
    const std::u32string points = code_points(text);
    const bool beyond_latin =
        std::any_of(points.begin(), points.end(), [](char32_t c) { return c > 0xFF; });
    const bool plain =
        std::all_of(points.begin(), points.end(), [](char32_t c) { return c < 0x80; });
    if (beyond_latin || plain || is_vietnamese(normalised(text))) return std::nullopt;
    if (auto converted = from_tcvn3(points); converted && is_vietnamese(*converted)) {
        return LegacyText{LegacyFont::tcvn3, *std::move(converted)};
    }
    if (auto converted = from_vni(points); converted && is_vietnamese(*converted)) {
        return LegacyText{LegacyFont::vni, *std::move(converted)};
    }
    return std::nullopt;
}

std::string widened(ByteView bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) put(text, byte);
    return text;
}

}  // namespace soxa::record
