// The built-in Vietnamese typing, for a machine without Unikey: keys in, the word that they spell out.
//
// Two methods: Telex (aa ee oo, aw ow uw, w, dd; s f r x j, z takes the tone away) and VNI (1 to 5,
// 0; 6 ^, 7 horn, 8 breve, 9 đ). A key acts anywhere in the word after its letter, tones move to
// where they belong as the word grows, and a key typed twice undoes itself and stays a letter
// ("á" + "s": "as"); from then on the word is left alone. Knows no screen and no clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soxa::ui {

enum class TypingMethod : std::uint8_t { off, telex, vni };
/// Where the tone of oa, oe, uy stands when nothing follows: hòa, or hoà.
enum class TonePlace : std::uint8_t { old_style, new_style };

struct TypingStyle {
    TypingMethod method = TypingMethod::off;
    TonePlace place = TonePlace::old_style;

    friend bool operator==(const TypingStyle&, const TypingStyle&) = default;
};

class VietnameseWord {
public:
    explicit VietnameseWord(TypingStyle style) : style_(style) {}

    /// Goes on with a word that stands there already, in NFC or not.
    void take(std::string_view word);
    /// A letter or digit. Any other key ends a word: the caller makes a new one.
    void press(char32_t key);
    /// In NFC.
    [[nodiscard]] std::string text() const;

private:
    enum class Shape : std::uint8_t { plain, hat, breve, horn, stroke };
    enum class Tone : std::uint8_t { level, sac, huyen, hoi, nga, nang };
    enum class Answer : std::uint8_t { none, done, undone };
    struct Letter {
        char32_t base = 0;  ///< lower case, without shape and tone
        bool upper = false;
        Shape shape = Shape::plain;
        bool from_w = false;  ///< a lone w that became ư
    };
    struct Vowels {
        std::size_t begin;
        std::size_t end;
    };

    [[nodiscard]] Answer press_telex(char32_t key, bool upper);
    [[nodiscard]] Answer press_vni(char32_t key);
    [[nodiscard]] Answer set_tone(Tone tone);
    [[nodiscard]] Answer set_shape(char32_t base, Shape shape);
    [[nodiscard]] static Answer set_letter(Letter& letter, Shape shape);
    [[nodiscard]] Answer set_horn(bool breve_too);
    [[nodiscard]] Answer horn_pair(std::size_t u, std::size_t o);
    void append(char32_t base, bool upper);

    [[nodiscard]] static bool is_vowel(char32_t base);
    [[nodiscard]] static char32_t mark_of(Tone tone);
    [[nodiscard]] static char32_t mark_of(Shape shape);
    /// The last group of vowels, without the u of "qu" and the i of "gi" + vowel.
    [[nodiscard]] Vowels vowels() const;
    [[nodiscard]] std::size_t tone_index() const;

    TypingStyle style_;
    std::vector<Letter> letters_;
    Tone tone_ = Tone::level;
    bool left_alone_ = false;  ///< a key was undone: what follows is literal
};

/// Can it be part of a word, as far as typing goes: a letter, a combining mark, a digit.
[[nodiscard]] bool is_word_letter(char32_t letter);

}  // namespace soxa::ui
