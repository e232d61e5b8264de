#include "sync/record/search_text.hpp"

#include <algorithm>

#include "sync/record/text.hpp"

namespace soxa::record {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::vector<std::string> words_of(std::string_view key) {
    std::vector<std::string> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        if (end > 0) words.emplace_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

/// Telex: tones are s f r x j and z after the vowel, where no Vietnamese word has such letters;
/// w is a hat or a horn, and by itself the letter ư; a letter twice has a hat or a stroke.
std::string without_telex(const std::string& word) {
    std::string made;
    std::size_t at = 0;
    if (word.starts_with("dd")) at = 1;
    for (; at < word.size() && !is_vowel(word[at]) && word[at] != 'w'; ++at) made += word[at];
    bool coda = false;
    const std::size_t nucleus = made.size();
    for (; at < word.size(); ++at) {
        const char c = word[at];
        if (std::string_view("sfrxjz").find(c) != std::string_view::npos) continue;
        if (c == 'w') {
            if (made.size() == nucleus) made += 'u';
            continue;
        }
        const bool again = made.find(c, nucleus) != std::string::npos;
        const bool doubled =
            (c == 'a' || c == 'e' || c == 'o') && again && (coda || made.back() == c);
        if (doubled || (c == 'd' && made.starts_with('d'))) continue;
        coda = coda || !is_vowel(c);
        made += c;
    }
    return made;
}

/// VNI: digits after the letters; a word of digits alone is a number.
std::string without_digits(const std::string& word) {
    if (!is_letter(word.front())) return word;
    std::string made = word;
    std::erase_if(made, is_digit);
    return made;
}

/// "hhen" for H'Hen, "ynguyen" for Y Nguyên, "kbreu" for K'Brểu, "djang" for D'Jang: the particle of
/// a name of the highlands, written together. No word of the plain begins with it and a consonant, but
/// for "kh", so that tells; "wun" is such a name's too.
std::string with_particle_apart(const std::string& word) {
    constexpr std::string_view particles = "hyikdmrs";
    const bool particle = word.size() > 2 && particles.find(word[0]) != std::string_view::npos;
    if (!particle || !is_letter(word[1]) || is_vowel(word[1]) || word[1] == 'y') return word;
    if (word[0] == 'k' && word[1] == 'h') return word;
    return word.substr(0, 1) + " " + word.substr(1);
}

template <class Change>
std::string changed(std::string_view key, Change change) {
    std::string made;
    for (const std::string& word : words_of(key)) {
        if (!made.empty()) made += ' ';
        made += change(word);
    }
    return made;
}

bool begins_a_word(std::string_view word, std::string_view text) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const bool begin = at == 0 || !(is_letter(text[at - 1]) || is_digit(text[at - 1]));
        if (begin) return true;
    }
    return false;
}

}  // namespace

std::vector<std::string> search_keys(std::string_view typed) {
    std::vector<std::string> keys{search_key(typed)};
    const auto add = [&](std::string key) {
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
    };
    // Who typed a mark has a typing tool.
    const bool bare = std::all_of(typed.begin(), typed.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (bare) {
        add(changed(keys.front(), without_telex));
        add(changed(keys.front(), without_digits));
        add(changed(keys.front(), with_particle_apart));
    }
    return keys;
}

bool finds(const std::vector<std::string>& keys, std::string_view key_of_text) {
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) {
        const std::vector<std::string> words = words_of(key);
        return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return begins_a_word(word, key_of_text);
        });
    });
}

}  // namespace soxa::record
