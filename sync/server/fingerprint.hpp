// A key as two people compare it by phone: half of its SHA-256 in groups of four.
#pragma once

#include <string>

#include "crypto/hash.hpp"
#include "crypto/signer.hpp"

namespace soxa::server {

inline constexpr std::size_t fingerprint_bytes = 16;

/// "3f2a 90c1 …", eight groups.
[[nodiscard]] inline std::string fingerprint(const crypto::PublicKey& key) {
    const std::string digits = hex(crypto::sha256(key.view()).view().first(fingerprint_bytes));
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 4 == 0) grouped += ' ';
        grouped += digits[i];
    }
    return grouped;
}

}  // namespace soxa::server
