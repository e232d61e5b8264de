// A password that the machine makes up: six short Vietnamese words, easy to remember and 54 bits
// to guess (RELIABILITY §3.2 asks for more than four words of 7,776, 51.7 bits).
#pragma once

#include <string>

#include "crypto/base/random.hpp"

namespace soxa::office {

inline constexpr std::size_t phrase_words_min = 6;
inline constexpr std::size_t phrase_words_max = 12;
/// Of one word: the list has 512.
inline constexpr unsigned phrase_bits_per_word = 9;

/// Words with a space between them, each drawn by itself.
[[nodiscard]] std::string new_passphrase(RandomSource& random,
                                         std::size_t words = phrase_words_min);

}  // namespace soxa::office
