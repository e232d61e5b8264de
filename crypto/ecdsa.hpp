// ECDSA over bytes as they are, without a context. For the .cpp files of crypto/ only: whatever
// the product signs itself goes through Signer, which puts the context in front.
#pragma once

#include "crypto/hash.hpp"
#include "crypto/p256.hpp"

namespace soxa::crypto {

[[nodiscard]] Result<Signature> ecdsa_sign(EVP_PKEY* key, const Digest& digest);
/// False for r or s out of range, and for s in the upper half.
[[nodiscard]] bool ecdsa_verifies(const PublicKey& key, const Digest& digest,
                                  const Signature& signature);

}  // namespace soxa::crypto
