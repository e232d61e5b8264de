#include "crypto/system_random.hpp"

#include <algorithm>

#include <openssl/rand.h>

#include "crypto/openssl.hpp"

namespace soxa::crypto {

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    constexpr std::size_t once_bytes_max = std::size_t{1} << 20U;  // OpenSSL counts in int
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), once_bytes_max);
        must_succeed(RAND_bytes(bytes.data(), static_cast<int>(size)));
        bytes = bytes.subspan(size);
    }
}

}  // namespace soxa::crypto
