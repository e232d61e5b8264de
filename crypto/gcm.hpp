// AES-GCM with a nonce from the caller (NIST SP 800-38D): what aead and sealed_box share.
//
// For the .cpp files of crypto/ only. One nonce under one key twice gives both texts away, so
// everything else uses aead_seal(), which draws its own, or box_seal(), whose key is used once.
#pragma once

#include "crypto/aead.hpp"

namespace soxa::crypto {

/// OpenSSL counts in int; and nothing of ours is near this size.
inline constexpr std::size_t gcm_plain_bytes_max = std::size_t{1} << 30U;

/// ciphertext | tag. The key's size, 16 or 32 bytes, says which AES.
[[nodiscard]] Bytes gcm_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plain);
/// Errc::integrity ("crypto.not_authentic") unless everything agrees.
[[nodiscard]] Result<Secret> gcm_open(ByteView key, ByteView nonce, ByteView associated,
                                      ByteView sealed);

}  // namespace soxa::crypto
