#include "sync/record/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include <utf8proc.h>

namespace soxa::record {

namespace {

struct Free {
    void operator()(utf8proc_uint8_t* text) const noexcept { std::free(text); }
};

/// Canonical composition or decomposition; Unicode's stability policy makes both the same in
/// every version for characters that this version knows.
std::string mapped(std::string_view text, utf8proc_option_t how) {
    utf8proc_uint8_t* made = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &made, how);
    const std::unique_ptr<utf8proc_uint8_t, Free> owner(made);
    if (size < 0) return std::string(text);  // not UTF-8: the caller did not ask
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

std::string composed(std::string_view text) {
    return mapped(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
}
std::string decomposed(std::string_view text) {
    return mapped(text, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE));
}

void put(std::string& to, char32_t point) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes.data());
    to.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size));
}

utf8proc_category_t category_of(char32_t point) {
    return utf8proc_category(static_cast<utf8proc_int32_t>(point));
}

bool is_mark(char32_t point) {
    const utf8proc_category_t category = category_of(point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

constexpr char32_t space = ' ';

char32_t lower(char32_t point) {
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point)));
}

char32_t upper(char32_t point) {
    return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(point)));
}

/// Spaces of every kind, line breaks and tabs.
bool is_blank(char32_t point) {
    return point == space || (point >= 0x09 && point <= 0x0D) ||
           category_of(point) == UTF8PROC_CATEGORY_ZS;
}

constexpr char32_t circumflex = 0x0302;
constexpr char32_t breve = 0x0306;
constexpr char32_t horn = 0x031B;
constexpr char32_t d_with_stroke = 0x0111;
constexpr char32_t b_with_stroke = 0x0180;

/// The alphabet of DOMAIN §3.3; f, j, w and z stand where Latin has them. Hats and horns make
/// letters of their own, in this order.
struct Letter {
    char plain;
    char32_t hat;  ///< 0 for none; for d, the stroke
};
constexpr std::array<Letter, 33> alphabet{{{'a', 0},
                                           {'a', breve},
                                           {'a', circumflex},
                                           {'b', 0},
                                           {'c', 0},
                                           {'d', 0},
                                           {'d', d_with_stroke},
                                           {'e', 0},
                                           {'e', circumflex},
                                           {'f', 0},
                                           {'g', 0},
                                           {'h', 0},
                                           {'i', 0},
                                           {'j', 0},
                                           {'k', 0},
                                           {'l', 0},
                                           {'m', 0},
                                           {'n', 0},
                                           {'o', 0},
                                           {'o', circumflex},
                                           {'o', horn},
                                           {'p', 0},
                                           {'q', 0},
                                           {'r', 0},
                                           {'s', 0},
                                           {'t', 0},
                                           {'u', 0},
                                           {'u', horn},
                                           {'v', 0},
                                           {'w', 0},
                                           {'x', 0},
                                           {'y', 0},
                                           {'z', 0}}};

std::optional<std::size_t> place_of(char plain, char32_t hat) {
    const auto at = std::find_if(alphabet.begin(), alphabet.end(), [&](const Letter& letter) {
        return letter.plain == plain && letter.hat == hat;
    });
    if (at == alphabet.end()) return std::nullopt;
    return static_cast<std::size_t>(at - alphabet.begin());
}

/// ngang, huyền, hỏi, ngã, sắc, nặng; then marks of other tongues.
char tone_of(char32_t mark) {
    constexpr std::array<char32_t, 5> tones{0x0300, 0x0309, 0x0303, 0x0301, 0x0323};
    const auto at = std::find(tones.begin(), tones.end(), mark);
    return static_cast<char>('1' + (at - tones.begin()));
}

/// One word of a name, as its letters and its one tone.
struct WordKey {
    std::string letters;
    char tone = '0';
};

constexpr char part_end = ' ';  // below all others: a part that ends goes first
constexpr char word_end = '!';
constexpr char first_letter = '0';
constexpr char foreign = '~';

WordKey key_of_word(const std::u32string& points, std::size_t begin, std::size_t end) {
    WordKey key;
    for (std::size_t i = begin; i < end;) {
        char32_t base = points[i++];
        char32_t hat = 0;
        if (base == d_with_stroke) {
            base = 'd';
            hat = d_with_stroke;
        }
        for (; i < end && is_mark(points[i]); ++i) {
            const bool makes_letter =
                hat == 0 && base < 0x80 && place_of(static_cast<char>(base), points[i]);
            if (makes_letter) {
                hat = points[i];
            } else {
                key.tone = std::max(key.tone, tone_of(points[i]));
            }
        }
        const auto place = base < 0x80 ? place_of(static_cast<char>(base), hat) : std::nullopt;
        if (place) {
            key.letters += static_cast<char>(first_letter + static_cast<char>(*place));
        } else if (base >= 0x80 && base != 0x2019 && base != 0x2010 && base != 0x2011) {
            key.letters += foreign;
            put(key.letters, base);
        } else if (base >= '0' && base <= '9') {
            key.letters += foreign;
            key.letters += static_cast<char>(base);
        }  // an apostrophe or hyphen does not count: H'Hen stands with Hhen
    }
    return key;
}

/// First all letters, then all tones.
std::string key_of_part(const std::vector<WordKey>& words) {
    std::string letters;
    std::string tones;
    for (const WordKey& word : words) {
        if (!letters.empty()) letters += word_end;
        letters += word.letters;
        tones += word.tone;
    }
    return letters + part_end + tones + part_end;
}

}  // namespace

std::string normalised(std::string_view text) {
    constexpr char32_t no_break_space = 0xA0;
    constexpr char32_t narrow_no_break_space = 0x202F;
    constexpr char32_t full_width_zero = 0xFF10;
    constexpr char32_t full_width_nine = 0xFF19;
    std::string made;
    made.reserve(text.size());
    for (const char32_t point : code_points(text)) {
        if (point == no_break_space || point == narrow_no_break_space) {
            made += ' ';
        } else if (point >= full_width_zero && point <= full_width_nine) {
            made += static_cast<char>('0' + (point - full_width_zero));
        } else {
            put(made, point);
        }
    }
    return composed(made);
}

std::string search_key(std::string_view text) {
    std::string key;
    for (const char32_t point : code_points(decomposed(normalised(text)))) {
        if (is_mark(point)) continue;
        char32_t plain = lower(point);
        if (plain == d_with_stroke) plain = 'd';
        if (plain == b_with_stroke) plain = 'b';
        if (plain == 'y') plain = 'i';
        if (plain == 0x2019 || plain == 0x02BC) plain = '\'';
        if (plain == 0x2010 || plain == 0x2011 || plain == 0x2013) plain = '-';
        if (!is_blank(plain)) {
            put(key, plain);
        } else if (!key.empty() && key.back() != ' ') {
            key += ' ';
        }
    }
    if (key.ends_with(' ')) key.pop_back();
    return key;
}

std::string without_marks(std::string_view text) {
    constexpr char32_t capital_d_with_stroke = 0x110;
    std::string plain;
    for (const char32_t point : code_points(decomposed(normalised(text)))) {
        if (is_mark(point)) continue;
        put(plain, point == d_with_stroke           ? 'd'
                   : point == capital_d_with_stroke ? 'D'
                                                    : point);
    }
    return plain;
}

std::string name_sort_key(std::string_view full_name) {
    std::u32string points = code_points(decomposed(normalised(full_name)));
    for (char32_t& point : points) point = lower(point);
    std::vector<WordKey> words;
    for (std::size_t begin = 0; begin < points.size();) {
        std::size_t end = begin;
        while (end < points.size() && !is_blank(points[end])) ++end;
        if (end > begin) words.push_back(key_of_word(points, begin, end));
        begin = end + 1;
    }
    if (words.empty()) return {};
    const WordKey given = words.back();
    words.pop_back();
    std::vector<WordKey> family;
    if (!words.empty()) family.push_back(words.front());
    if (!words.empty()) words.erase(words.begin());
    return key_of_part({given}) + key_of_part(family) + key_of_part(words);
}

std::string upper_case(std::string_view text) {
    std::string made;
    made.reserve(text.size());
    for (const char32_t point : code_points(text)) put(made, upper(point));
    return composed(made);
}

std::string tone_apart(std::string_view text) {
    constexpr std::array<char32_t, 3> hats{circumflex, breve, horn};
    std::string made;
    std::string letter;
    std::string tones;
    const auto end_letter = [&] {
        made += composed(letter) + tones;
        letter.clear();
        tones.clear();
    };
    for (const char32_t point : code_points(decomposed(normalised(text)))) {
        const bool is_hat = std::find(hats.begin(), hats.end(), point) != hats.end();
        if (!is_mark(point)) end_letter();
        put(is_hat || !is_mark(point) ? letter : tones, lower(point));
    }
    end_letter();
    return made;
}

std::size_t character_count(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

bool is_hidden(char32_t point) {
    struct Span {
        char32_t first;
        char32_t last;
    };
    constexpr std::array<Span, 18> hidden{{{0x00, 0x1F},
                                           {0x7F, 0x9F},
                                           {0xAD, 0xAD},
                                           {0x34F, 0x34F},
                                           {0x61C, 0x61C},
                                           {0x115F, 0x1160},
                                           {0x17B4, 0x17B5},
                                           {0x180B, 0x180F},
                                           {0x200B, 0x200F},
                                           {0x2028, 0x202E},
                                           {0x2060, 0x206F},
                                           {0x3164, 0x3164},
                                           {0xFE00, 0xFE0F},
                                           {0xFEFF, 0xFEFF},
                                           {0xFFA0, 0xFFA0},
                                           {0xFFF9, 0xFFFB},
                                           {0x1D173, 0x1D17A},
                                           {0xE0000, 0xE0FFF}}};
    return std::ranges::any_of(hidden, [point](const Span& span) {
        return point >= span.first && point <= span.last;
    });
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t size = utf8proc_iterate(at, left, &point);
        if (size <= 0) break;
        points.push_back(static_cast<char32_t>(point));
        at += size;
        left -= size;
    }
    return points;
}

}  // namespace soxa::record
