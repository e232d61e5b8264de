// From a password to a key: Argon2id (RFC 9106), the password first in NFKC, because two
// Vietnamese keyboards type one letter as different characters (RELIABILITY §3.2).
#pragma once

#include <cstdint>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

/// One lane always. Stands in each slot and is checked before memory is taken for it.
struct PasswordCost {
    std::uint32_t memory_kib = 64 * 1024;
    std::uint32_t passes = 3;

    friend bool operator==(const PasswordCost&, const PasswordCost&) = default;
};

inline constexpr PasswordCost password_cost_floor{.memory_kib = 19 * 1024, .passes = 2};
inline constexpr PasswordCost password_cost_ceiling{.memory_kib = 256 * 1024, .passes = 20};
inline constexpr std::size_t password_salt_bytes = 16;
inline constexpr std::size_t password_bytes_max = 1024;

[[nodiscard]] bool within_bounds(PasswordCost cost);

/// 32 bytes. Errc::integrity ("password.cost") outside floor and ceiling, Errc::storage
/// ("password.memory") if the machine cannot spare the memory, Errc::invalid_input
/// ("password.not_text") if the password is no UTF-8 or empty or longer than the bound.
[[nodiscard]] Result<Secret> key_from_password(const Secret& password, ByteView salt,
                                               PasswordCost cost);

/// Characters of the password in NFKC; what a rule about its length counts. 0 if it is no text.
[[nodiscard]] std::size_t password_characters(const Secret& password);

}  // namespace soxa::crypto
