// Signatures on operations, batches and checkpoints: ECDSA on P-256 with SHA-256 (FIPS 186-5).
//
// Two holders of a key stand behind one interface: a key in memory here, a token later. What is
// signed always begins with its context, so that a signature given for one purpose is worth
// nothing for another (RELIABILITY §3.3).
#pragma once

#include <memory>

#include "crypto/base/bytes.hpp"
#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

/// A point of P-256, compressed (SEC 1): 02 or 03, then x.
struct PublicKeyTag;
using PublicKey = Id<PublicKeyTag, 33>;

/// r | s, with s in the lower half (a verifier refuses the other, so there is one form only).
struct SignatureTag;
using Signature = Id<SignatureTag, 64>;

/// "soxa" 00 | profile 01 | length | context | length as u64 | body.
[[nodiscard]] Bytes signed_bytes(std::string_view context, ByteView body);

class Signer {
public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual PublicKey public_key() const = 0;
    /// Over signed_bytes(context, body). May wait for a person to type a PIN. Errc::not_allowed
    /// if the holder refuses.
    [[nodiscard]] virtual Result<Signature> sign(std::string_view context, ByteView body) = 0;
};

/// False for anything that is not a good signature by this key over this context and body.
[[nodiscard]] bool verifies(const PublicKey& key, std::string_view context, ByteView body,
                            const Signature& signature);

}  // namespace soxa::crypto
