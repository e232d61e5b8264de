#include "client/office/passphrase.hpp"

#include <array>
#include <string_view>

namespace soxa::office {

namespace {

#include "client/office/passphrase_words.inc"

static_assert(phrase_words.size() == std::size_t{1} << phrase_bits_per_word);

}  // namespace

std::string new_passphrase(RandomSource& random, std::size_t words) {
    std::string phrase;
    for (std::size_t i = 0; i < words; ++i) {
        std::array<std::uint8_t, 2> drawn{};
        random.fill(drawn);
        const std::size_t at = (drawn[0] + 256U * drawn[1]) % phrase_words.size();
        if (i > 0) phrase.push_back(' ');
        phrase += phrase_words[at];
    }
    return phrase;
}

}  // namespace soxa::office
