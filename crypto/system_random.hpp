// The operating system's randomness, through OpenSSL's generator. One of the two files that ask
// for it; everything else is handed a RandomSource.
#pragma once

#include "crypto/base/random.hpp"

namespace soxa::crypto {

class SystemRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override;
};

}  // namespace soxa::crypto
