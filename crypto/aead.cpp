#include "crypto/aead.hpp"

#include <cassert>

#include "crypto/gcm.hpp"

namespace soxa::crypto {

Bytes aead_seal(ByteView key, ByteView associated, ByteView plain, RandomSource& random) {
    assert(key.size() == aead_key_bytes);
    Bytes sealed = random_bytes(random, aead_nonce_bytes);
    const Bytes text = gcm_seal(key, sealed, associated, plain);
    append(sealed, text);
    return sealed;
}

Result<Secret> aead_open(ByteView key, ByteView associated, ByteView sealed) {
    assert(key.size() == aead_key_bytes);
    if (sealed.size() < aead_nonce_bytes) return fail(Errc::integrity, "crypto.not_authentic");
    return gcm_open(key, sealed.first(aead_nonce_bytes), associated,
                    sealed.subspan(aead_nonce_bytes));
}

}  // namespace soxa::crypto
