// SHA-256 and what is built from it (FIPS 180-4, RFC 2104, RFC 5869).
#pragma once

#include <initializer_list>

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

struct DigestTag;
using Digest = Id<DigestTag, 32>;

/// Over the parts one after another. The caller makes the parts unambiguous.
[[nodiscard]] Digest sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] inline Digest sha256(ByteView bytes) { return sha256({bytes}); }
[[nodiscard]] Digest hmac_sha256(ByteView key, std::initializer_list<ByteView> parts);

inline constexpr std::size_t hkdf_bytes_max = 255 * Digest::size;

/// `size` bytes of key material, at most hkdf_bytes_max.
[[nodiscard]] Secret hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info,
                                 std::size_t size);
/// Its two halves, for protocols that join them in their own way (RFC 9180 §4).
[[nodiscard]] Secret hkdf_extract(ByteView salt, std::initializer_list<ByteView> key_material);
[[nodiscard]] Secret hkdf_expand(const Secret& key, ByteView info, std::size_t size);

}  // namespace soxa::crypto
