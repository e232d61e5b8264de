#include "crypto/chunked_cipher.hpp"

#include <array>
#include <cassert>

#include "crypto/gcm.hpp"
#include "crypto/hash.hpp"

namespace soxa::crypto {

namespace {

constexpr std::size_t sealed_chunk_bytes = ChunkedCipher::chunk_bytes + aead_tag_bytes;

using Nonce = std::array<std::uint8_t, aead_nonce_bytes>;

Nonce nonce_of(std::uint64_t index, bool last) {
    Nonce nonce{};
    for (std::size_t i = 0; i < sizeof(index); ++i) {
        nonce[aead_nonce_bytes - 2 - i] = static_cast<std::uint8_t>(index >> (8 * i));
    }
    nonce.back() = last ? 1 : 0;
    return nonce;
}

}  // namespace

ChunkedCipher::ChunkedCipher(ByteView key, ByteView salt, std::string_view info)
    : key_(hkdf_sha256(key, salt, info, aead_key_bytes)) {
    assert(key.size() == aead_key_bytes);
}

Bytes ChunkedCipher::seal(ByteView plain) const {
    Bytes sealed;
    sealed.reserve(plain.size() + (plain.size() / chunk_bytes + 1) * aead_tag_bytes);
    for (std::uint64_t index = 0;; ++index) {
        const bool last = plain.size() <= chunk_bytes;
        const ByteView chunk = last ? plain : plain.first(chunk_bytes);
        append(sealed, gcm_seal(key_.reveal(), nonce_of(index, last), {}, chunk));
        if (last) return sealed;
        plain = plain.subspan(chunk_bytes);
    }
}

Result<Bytes> ChunkedCipher::open(ByteView sealed) const {
    Bytes plain;
    plain.reserve(sealed.size());
    for (std::uint64_t index = 0;; ++index) {
        const bool last = sealed.size() <= sealed_chunk_bytes;
        const ByteView chunk = last ? sealed : sealed.first(sealed_chunk_bytes);
        TRY_LET(const Secret opened,
                gcm_open(key_.reveal(), nonce_of(index, last), {}, chunk));
        append(plain, opened.reveal());
        if (last) return plain;
        sealed = sealed.subspan(sealed_chunk_bytes);
    }
}

}  // namespace soxa::crypto
