// The dictionaries that ship with the program: what messages of this kind say again and again, so
// that a short one need not say it. Made by tests/link/train_dictionary.py from invented files.
#pragma once

#include <vector>

#include "crypto/base/bytes.hpp"

namespace soxa::exchange {

struct Dictionary {
    std::uint32_t id = 0;  ///< as in the header of a zstd frame; never 0
    ByteView bytes;
};

/// The newest first. None is ever taken out: a laptop that was away for years begins from its own.
[[nodiscard]] const std::vector<Dictionary>& dictionaries();

}  // namespace soxa::exchange
