// What each key of Telex and VNI does to a word.
#include <utf8proc.h>

#include "ui/typing/vietnamese.hpp"

namespace soxa::ui {

namespace {

/// No Vietnamese word has ôe or âo: in "ngoeo" the second o is a letter of its own.
bool may_follow_hat(char32_t base, char32_t next) {
    switch (next) {
        case U'i': return base == U'o';
        case U'u': return base != U'o';
        case U'y': return base == U'a';
        case U'a':
        case U'e':
        case U'o': return next == base;
        default: return true;
    }
}

}  // namespace

void VietnameseWord::press(char32_t key) {
    const auto small =
        static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(key)));
    const bool upper = small != key;
    Answer answer = Answer::none;
    if (!left_alone_ && style_.method == TypingMethod::telex) answer = press_telex(small, upper);
    if (!left_alone_ && style_.method == TypingMethod::vni) answer = press_vni(small);
    if (answer == Answer::undone) left_alone_ = true;
    if (answer != Answer::done) append(small, upper);
}

void VietnameseWord::append(char32_t base, bool upper) {
    // "uơ" ends a word (thuở); once more letters follow it is "ươ" (được).
    const std::size_t count = letters_.size();
    if (count >= 2 && !left_alone_ && letters_[count - 1].base == U'o' &&
        letters_[count - 2].base == U'u' && !(count >= 3 && letters_[count - 3].base == U'q')) {
        Letter& o = letters_[count - 1];
        Letter& u = letters_[count - 2];
        if (o.shape == Shape::horn || u.shape == Shape::horn) o.shape = u.shape = Shape::horn;
    }
    letters_.push_back({base, upper, Shape::plain, false});
}

VietnameseWord::Answer VietnameseWord::set_tone(Tone tone) {
    const auto [begin, end] = vowels();
    if (begin == end) return Answer::none;
    if (tone == tone_) {
        tone_ = Tone::level;
        return tone == Tone::level ? Answer::none : Answer::undone;
    }
    tone_ = tone;
    return Answer::done;
}

VietnameseWord::Answer VietnameseWord::set_shape(char32_t base, Shape shape) {
    for (std::size_t i = letters_.size(); i > 0; --i) {
        Letter& letter = letters_[i - 1];
        if (letter.base != base) continue;
        if (shape == Shape::hat && i < letters_.size() && !may_follow_hat(base, letters_[i].base)) {
            return Answer::none;
        }
        return set_letter(letter, shape);
    }
    return Answer::none;
}

VietnameseWord::Answer VietnameseWord::set_letter(Letter& letter, Shape shape) {
    const bool there = letter.shape == shape;
    letter.shape = there ? Shape::plain : shape;
    return there ? Answer::undone : Answer::done;
}

VietnameseWord::Answer VietnameseWord::horn_pair(std::size_t u, std::size_t o) {
    Letter& first = letters_[u];
    Letter& second = letters_[o];
    const bool last = o + 1 == letters_.size();
    const bool there = second.shape == Shape::horn && (last || first.shape == Shape::horn);
    second.shape = there ? Shape::plain : Shape::horn;
    if (there) {
        first.shape = Shape::plain;
    } else if (!last) {
        first.shape = Shape::horn;
    }
    return there ? Answer::undone : Answer::done;
}

VietnameseWord::Answer VietnameseWord::set_horn(bool breve_too) {
    const auto [begin, end] = vowels();
    for (std::size_t i = begin; i + 1 < end; ++i) {
        if (letters_[i].base == U'u' && letters_[i + 1].base == U'o') return horn_pair(i, i + 1);
        // "mưa" and "lưu", but "quăn", whose u is no vowel here.
        if (letters_[i].base == U'u' &&
            (letters_[i + 1].base == U'a' || letters_[i + 1].base == U'u')) {
            return set_letter(letters_[i], Shape::horn);
        }
    }
    for (std::size_t i = end; i > begin; --i) {
        const char32_t base = letters_[i - 1].base;
        if (base == U'a' && breve_too) return set_shape(U'a', Shape::breve);
        if (base != U'o' && base != U'u') continue;
        if (letters_[i - 1].from_w) {
            letters_.erase(letters_.begin() + static_cast<std::ptrdiff_t>(i - 1));
            return Answer::undone;
        }
        return set_shape(base, Shape::horn);
    }
    return Answer::none;
}

VietnameseWord::Answer VietnameseWord::press_telex(char32_t key, bool upper) {
    switch (key) {
        case U's': return set_tone(Tone::sac);
        case U'f': return set_tone(Tone::huyen);
        case U'r': return set_tone(Tone::hoi);
        case U'x': return set_tone(Tone::nga);
        case U'j': return set_tone(Tone::nang);
        case U'z': return set_tone(Tone::level);
        case U'a':
        case U'e':
        case U'o': return set_shape(key, Shape::hat);
        case U'd': return set_shape(U'd', Shape::stroke);
        case U'w': {
            const Answer answer = set_horn(true);
            if (answer != Answer::none) return answer;
            letters_.push_back({U'u', upper, Shape::horn, true});
            return Answer::done;
        }
        default: return Answer::none;
    }
}

VietnameseWord::Answer VietnameseWord::press_vni(char32_t key) {
    switch (key) {
        case U'1': return set_tone(Tone::sac);
        case U'2': return set_tone(Tone::huyen);
        case U'3': return set_tone(Tone::hoi);
        case U'4': return set_tone(Tone::nga);
        case U'5': return set_tone(Tone::nang);
        case U'0': return set_tone(Tone::level);
        case U'6': {
            for (std::size_t i = letters_.size(); i > 0; --i) {
                const char32_t base = letters_[i - 1].base;
                if (base == U'a' || base == U'e' || base == U'o') return set_shape(base, Shape::hat);
            }
            return Answer::none;
        }
        case U'7': return set_horn(false);
        case U'8': return set_shape(U'a', Shape::breve);
        case U'9': return set_shape(U'd', Shape::stroke);
        default: return Answer::none;
    }
}

}  // namespace soxa::ui
