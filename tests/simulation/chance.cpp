// OpenSSL 3.0 takes another source of chance only through the interface of 1.1.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "tests/simulation/chance.hpp"

#include <bit>
#include <cstdlib>
#include <openssl/rand.h>

namespace soxa::simulation {

namespace {

// One thread, one schedule at a time.
Chance* source = nullptr;

std::uint64_t split_mix(std::uint64_t& state) {
    state += 0x9E3779B97F4A7C15U;
    std::uint64_t mix = state;
    mix = (mix ^ (mix >> 30U)) * 0xBF58476D1CE4E5B9U;
    mix = (mix ^ (mix >> 27U)) * 0x94D049BB133111EBU;
    return mix ^ (mix >> 31U);
}

int openssl_draws(unsigned char* buffer, int count) {
    draw_for_library({buffer, static_cast<std::size_t>(count)});
    return 1;
}
int openssl_is_ready() { return 1; }

}  // namespace

Chance::Chance(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = split_mix(seed);
}

std::uint64_t Chance::next() {
    const std::uint64_t drawn = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return drawn;
}

void Chance::fill(std::span<std::uint8_t> bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 8 == 0) word = next();
        bytes[i] = static_cast<std::uint8_t>(word);
        word >>= 8U;
    }
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    std::uint64_t state = a;
    state = split_mix(state) ^ b;
    return split_mix(state);
}

void libraries_draw_from(Chance& chance) {
    static const RAND_METHOD method{nullptr, openssl_draws, nullptr,
                                    nullptr, openssl_draws, openssl_is_ready};
    if (source == nullptr && RAND_set_rand_method(&method) != 1) std::abort();
    source = &chance;
}

void draw_for_library(std::span<std::uint8_t> bytes) {
    if (source == nullptr) std::abort();
    source->fill(bytes);
}

}  // namespace soxa::simulation
