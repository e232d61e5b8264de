// All chance of a schedule, from one seed: what people do, when the power fails, every key, every
// signature's nonce, every page's initialisation vector.
//
// The libraries below draw from it as well, so that the same seed gives the same bytes. Each step
// of a schedule has a seed of its own: leaving one out changes nothing in what the others draw.
#pragma once

#include <array>
#include <cassert>
#include <cstdint>

#include "crypto/base/random.hpp"

namespace soxa::simulation {

/// xoshiro256**, begun by SplitMix64: small, fast, and no part of it is left to an implementation.
class Chance final : public RandomSource {
public:
    explicit Chance(std::uint64_t seed);

    std::uint64_t next();
    /// 0 … bound - 1.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    bool one_in(std::uint64_t times) { return below(times) == 0; }
    bool percent(std::uint64_t of_hundred) { return below(100) < of_hundred; }
    template <class List>
    auto& of(List& list) {
        assert(!list.empty());
        return list[static_cast<std::size_t>(below(list.size()))];
    }

    void fill(std::span<std::uint8_t> bytes) override;

private:
    std::array<std::uint64_t, 4> state_{};
};

/// One seed made of two.
[[nodiscard]] std::uint64_t mixed(std::uint64_t a, std::uint64_t b);

/// From now on OpenSSL draws from this; it stays where it is until another is named. The virtual
/// disk's random bytes (disk.hpp) come from the same.
void libraries_draw_from(Chance& chance);
void draw_for_library(std::span<std::uint8_t> bytes);

}  // namespace soxa::simulation
