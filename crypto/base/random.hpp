// Randomness as an interface, so that a simulation can run from a seed.
#pragma once

#include <span>

#include "crypto/base/bytes.hpp"

namespace soxa {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    /// Fills all of `bytes`. The system's source never fails on the systems we run on; if it
    /// does, the program stops, because nothing that follows would be safe.
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

template <class Fixed>
[[nodiscard]] Fixed random_id(RandomSource& random) {
    Fixed id;
    random.fill(id.bytes);
    return id;
}
[[nodiscard]] inline Bytes random_bytes(RandomSource& random, std::size_t count) {
    Bytes bytes(count);
    random.fill(bytes);
    return bytes;
}

}  // namespace soxa
