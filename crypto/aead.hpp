// AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag at the end.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

inline constexpr std::size_t aead_key_bytes = 32;
inline constexpr std::size_t aead_nonce_bytes = 12;
inline constexpr std::size_t aead_tag_bytes = 16;

/// nonce | ciphertext | tag, with a fresh nonce from `random`. One key must not seal more than
/// 2^32 texts.
[[nodiscard]] Bytes aead_seal(ByteView key, ByteView associated, ByteView plain,
                              RandomSource& random);
/// Errc::integrity ("crypto.not_authentic") unless key, associated data and bytes all agree.
[[nodiscard]] Result<Secret> aead_open(ByteView key, ByteView associated, ByteView sealed);

}  // namespace soxa::crypto
