// Sealing to a public key: RFC 9180 base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
// AES-256-GCM, one message a box. Whoever holds the private key can open it and nobody can tell
// who sealed it: what needs an author is signed besides.
#pragma once

#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"
#include "crypto/signer.hpp"

namespace soxa::crypto {

/// Encapsulated key (65 bytes, uncompressed point) | ciphertext | tag. `info` names the purpose.
/// Errc::integrity if `recipient` is no point of the curve.
[[nodiscard]] Result<Bytes> box_seal(const PublicKey& recipient, std::string_view info,
                                     ByteView associated, ByteView plain, RandomSource& random);
/// Errc::integrity ("crypto.not_authentic") unless everything agrees.
[[nodiscard]] Result<Secret> box_open(const Secret& private_key, std::string_view info,
                                      ByteView associated, ByteView box);

}  // namespace soxa::crypto
