// RFC 9180's two halves for DHKEM(P-256, HKDF-SHA256) with HKDF-SHA256, base mode: what both ends
// agree on, and what key and nonce come of it. For sealed_box.cpp, and for its test, which needs
// them apart: the RFC publishes P-256 with AES-128-GCM, and the product uses AES-256-GCM.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/p256.hpp"

namespace soxa::crypto {

/// aead_id (RFC 9180 §7.3).
enum class HpkeCipher : std::uint8_t { aes_128_gcm = 1, aes_256_gcm = 2 };

struct HpkeKeys {
    Secret key;
    Secret base_nonce;
};

/// Encap (§4.1) with a given ephemeral key, whose point is the encapsulated key. Errc::integrity
/// ("key.not_p256") if `recipient` is no point.
[[nodiscard]] Result<Secret> hpke_encapsulate(const PublicKey& recipient,
                                              const PrivateHandle& ephemeral);
/// Decap (§4.1). Errc::integrity ("crypto.not_authentic") if `encapsulated` is no point.
[[nodiscard]] Result<Secret> hpke_decapsulate(ByteView encapsulated,
                                              const PrivateHandle& recipient);
/// KeySchedule (§5.1) of the base mode: no pre-shared key.
[[nodiscard]] HpkeKeys hpke_key_schedule(const Secret& shared, std::string_view info,
                                         HpkeCipher cipher);

}  // namespace soxa::crypto
