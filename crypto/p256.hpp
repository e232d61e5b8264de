// Points and scalars of P-256 as OpenSSL's key handles. For the .cpp files of crypto/ only.
#pragma once

#include "crypto/base/random.hpp"
#include "crypto/openssl.hpp"
#include "crypto/software_signer.hpp"

namespace soxa::crypto {

/// SEC 1 §2.3.3: 04, x, y.
inline constexpr std::size_t point_bytes = 65;
using Point = std::array<std::uint8_t, point_bytes>;

struct PrivateHandle {
    KeyHandle handle;
    Secret scalar;
    PublicKey public_key;
    Point point;
};

/// Nothing unless `scalar` is 32 bytes and between 1 and the curve's order.
[[nodiscard]] std::optional<PrivateHandle> private_handle(const Secret& scalar);
/// The first 32 bytes drawn that are a scalar (FIPS 186-5 A.2.2; one in 2^32 draws is not): the
/// same source gives the same key.
[[nodiscard]] PrivateHandle draw_private(RandomSource& random);
/// Nothing unless the bytes are a point of the curve, compressed or not.
[[nodiscard]] KeyHandle public_handle(ByteView point);
[[nodiscard]] std::optional<Point> uncompressed(const PublicKey& key);
/// The key's point, which came from a certificate; nothing if it is of another curve or kind.
[[nodiscard]] std::optional<PublicKey> public_key_of(EVP_PKEY* key);

/// ECDH: the x coordinate of the product.
[[nodiscard]] Result<Secret> agree(const PrivateHandle& own, EVP_PKEY* other);

/// True if r and s are between 1 and the order, and s in the lower half.
[[nodiscard]] bool in_range(const Signature& signature);
/// s or the order less s, whichever is lower. `s` is big-endian and below the order.
void lower_half(std::span<std::uint8_t, 32> s);

}  // namespace soxa::crypto
