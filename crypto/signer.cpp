#include "crypto/signer.hpp"

#include <cassert>

#include "crypto/ecdsa.hpp"

namespace soxa::crypto {

Bytes signed_bytes(std::string_view context, ByteView body) {
    assert(!context.empty() && context.size() <= 0xFF);
    constexpr std::uint8_t profile = 1;
    Bytes bytes{'s', 'o', 'x', 'a', 0, profile, static_cast<std::uint8_t>(context.size())};
    bytes.reserve(bytes.size() + context.size() + 8 + body.size());
    append(bytes, bytes_of(context));
    const std::uint64_t size = body.size();
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<std::uint8_t>(size >> static_cast<unsigned>(shift)));
    }
    append(bytes, body);
    return bytes;
}

bool verifies(const PublicKey& key, std::string_view context, ByteView body,
              const Signature& signature) {
    return ecdsa_verifies(key, sha256(ByteView(signed_bytes(context, body))), signature);
}

}  // namespace soxa::crypto
