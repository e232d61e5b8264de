#include "ui/typing/vietnamese.hpp"

#include <utf8proc.h>

#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

constexpr char32_t d_with_stroke = U'đ';

char32_t lower(char32_t letter) {
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(letter)));
}

char32_t upper_of(char32_t letter) {
    return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(letter)));
}

void put(std::string& text, char32_t letter) {
    utf8proc_uint8_t bytes[4] = {};
    const utf8proc_ssize_t size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes);
    text.append(bytes, bytes + size);
}

}  // namespace

bool is_word_letter(char32_t letter) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(letter))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_ND:
            return true;
        default:
            return false;
    }
}

bool VietnameseWord::is_vowel(char32_t base) {
    return base == U'a' || base == U'e' || base == U'i' || base == U'o' || base == U'u' ||
           base == U'y';
}

char32_t VietnameseWord::mark_of(Tone tone) {
    switch (tone) {
        case Tone::level: return 0;
        case Tone::sac: return 0x0301;
        case Tone::huyen: return 0x0300;
        case Tone::hoi: return 0x0309;
        case Tone::nga: return 0x0303;
        case Tone::nang: return 0x0323;
    }
    return 0;
}

char32_t VietnameseWord::mark_of(Shape shape) {
    switch (shape) {
        case Shape::hat: return 0x0302;
        case Shape::breve: return 0x0306;
        case Shape::horn: return 0x031B;
        case Shape::plain:
        case Shape::stroke: return 0;
    }
    return 0;
}

void VietnameseWord::take(std::string_view word) {
    letters_.clear();
    tone_ = Tone::level;
    left_alone_ = false;
    const std::string stored = stored_text(word);
    std::string_view rest = stored;
    while (!rest.empty()) {
        utf8proc_int32_t letter = 0;
        const utf8proc_ssize_t size =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                             static_cast<utf8proc_ssize_t>(rest.size()), &letter);
        if (size <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(size));
        utf8proc_int32_t parts[8] = {};
        int last_class = 0;
        const utf8proc_ssize_t count =
            utf8proc_decompose_char(letter, parts, 8, UTF8PROC_DECOMPOSE, &last_class);
        for (utf8proc_ssize_t i = 0; i < count && i < 8; ++i) {
            const auto part = static_cast<char32_t>(parts[i]);
            bool taken = false;
            for (const Tone tone : {Tone::sac, Tone::huyen, Tone::hoi, Tone::nga, Tone::nang}) {
                if (part == mark_of(tone)) {
                    tone_ = tone;
                    taken = true;
                }
            }
            for (const Shape shape : {Shape::hat, Shape::breve, Shape::horn}) {
                if (part == mark_of(shape) && !letters_.empty()) {
                    letters_.back().shape = shape;
                    taken = true;
                }
            }
            if (taken) continue;
            const char32_t small = lower(part);
            const bool stroke = small == d_with_stroke;
            letters_.push_back({stroke ? U'd' : small, small != part,
                                stroke ? Shape::stroke : Shape::plain, false});
        }
    }
}

VietnameseWord::Vowels VietnameseWord::vowels() const {
    std::size_t end = letters_.size();
    while (end > 0 && !is_vowel(letters_[end - 1].base)) --end;
    std::size_t begin = end;
    while (begin > 0 && is_vowel(letters_[begin - 1].base)) --begin;
    if (begin == 0 || end - begin < 2) return {begin, end};
    const char32_t before = letters_[begin - 1].base;
    const Letter& first = letters_[begin];
    if (first.shape != Shape::plain) return {begin, end};
    if ((before == U'q' && first.base == U'u') || (before == U'g' && first.base == U'i')) ++begin;
    return {begin, end};
}

std::size_t VietnameseWord::tone_index() const {
    const auto [begin, end] = vowels();
    for (std::size_t i = end; i > begin; --i) {
        if (letters_[i - 1].shape != Shape::plain) return i - 1;
    }
    const std::size_t count = end - begin;
    if (count <= 1) return begin;
    if (count >= 3 || end < letters_.size()) return begin + 1;
    const char32_t first = letters_[begin].base;
    const char32_t second = letters_[begin + 1].base;
    const bool glides = (first == U'o' && (second == U'a' || second == U'e')) ||
                        (first == U'u' && second == U'y');
    return glides && style_.place == TonePlace::new_style ? begin + 1 : begin;
}

std::string VietnameseWord::text() const {
    const std::size_t toned = tone_ == Tone::level ? letters_.size() : tone_index();
    std::string apart;
    for (std::size_t i = 0; i < letters_.size(); ++i) {
        const Letter& letter = letters_[i];
        const char32_t base = letter.shape == Shape::stroke ? d_with_stroke : letter.base;
        put(apart, letter.upper ? upper_of(base) : base);
        if (mark_of(letter.shape) != 0) put(apart, mark_of(letter.shape));
        if (i == toned) put(apart, mark_of(tone_));
    }
    return stored_text(apart);
}

}  // namespace soxa::ui
