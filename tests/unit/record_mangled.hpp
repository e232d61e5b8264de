// A text that somebody edited badly, or that a disk did.
#pragma once

#include <random>
#include <string>

namespace soxa::tests {

/// Three changes: a byte, a piece cut out, a piece of it pasted elsewhere.
[[nodiscard]] inline std::string mangled(std::string text, std::mt19937& random) {
    constexpr std::size_t piece_max = 40;
    for (int k = 0; k < 3; ++k) {
        const std::size_t at = random() % text.size();
        switch (random() % 3) {
            case 0: text[at] = static_cast<char>(random() % 256); break;
            case 1: text.erase(at, random() % piece_max); break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % piece_max));
                break;
        }
    }
    return text;
}

}  // namespace soxa::tests
