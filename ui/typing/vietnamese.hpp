// The built-in Vietnamese typing, for a machine without Unikey: keys in, the word that they spell out.
//
// Two methods: Telex (aa ee oo aw ow uw w dd; s f r x j, z takes the tone away) and VNI (1 to 5,
// 0; 6 ^, 7 horn, 8 breve, 9 đ). A key acts anywhere in the word after its letter, tones move to
// where they belong as the word grows, and a key typed twice undoes itself and stays a letter
// ("as" + "s": "as"); from then on the word is left alone. Knows no screen and no clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soxa::ui {

enum class TypingMethod : std::uint8_t { off, telex, vni };
/// Where the tone of oa, oe, uy stands: hòa, or hoà.
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
    void backspace();
    /// In NFC.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool empty() const { return letters_.empty(); }

private:
    enum class Shape : std::uint8_t { plain, hat, breve, horn, stroke };
    enum class Tone : std::uint8_t { level, sac, huyen, hoi, nga, nang };
    struct Letter {
        char32_t base;  ///< lower case, without shape and tone
        bool upper;
        Shape shape;
    };

    bool press_telex(char32_t key, bool upper);
    bool press_vni(char32_t key);
    bool set_tone(Tone tone);
    bool set_shape(char32_t wanted, Shape shape);
    bool set_horn();
    void append(char32_t key, bool upper);
    [[nodiscard]] std::size_t tone_index() const;

    TypingStyle style_;
    std::vector<Letter> letters_;
    Tone tone_ = Tone::level;
    bool left_alone_ = false;  ///< a key was undone: what follows is literal
};

/// Is it part of a word, as far as typing goes?
[[nodiscard]] bool is_word_letter(char32_t letter);

}  // namespace soxa::ui
