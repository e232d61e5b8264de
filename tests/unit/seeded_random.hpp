// Randomness from a seed, so that a failing test fails again with the same bytes.
#pragma once

#include <cstdint>
#include <random>

#include "crypto/base/random.hpp"

namespace soxa::tests {

class SeededRandom final : public RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

    void fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace soxa::tests
