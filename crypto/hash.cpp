#include "crypto/hash.hpp"

#include <cassert>

#include <openssl/core_names.h>
#include <openssl/params.h>

#include "crypto/openssl.hpp"

namespace soxa::crypto {

namespace {

using MacContext = Owned<EVP_MAC_CTX, EVP_MAC_CTX_free>;

/// Fetched once: looking an algorithm up takes OpenSSL longer than hashing an operation does.
/// Constant after its first use.
const EVP_MD* sha256_algorithm() {
    static const Owned<EVP_MD, EVP_MD_free> algorithm =
        must_exist(Owned<EVP_MD, EVP_MD_free>(EVP_MD_fetch(nullptr, "SHA256", nullptr)));
    return algorithm.get();
}

EVP_MAC* hmac_algorithm() {
    static const Owned<EVP_MAC, EVP_MAC_free> algorithm =
        must_exist(Owned<EVP_MAC, EVP_MAC_free>(EVP_MAC_fetch(nullptr, "HMAC", nullptr)));
    return algorithm.get();
}

}  // namespace

Digest sha256(std::initializer_list<ByteView> parts) {
    const auto context = must_exist(DigestContext(EVP_MD_CTX_new()));
    must_succeed(EVP_DigestInit_ex2(context.get(), sha256_algorithm(), nullptr));
    for (const ByteView part : parts) {
        must_succeed(EVP_DigestUpdate(context.get(), part.data(), part.size()));
    }
    Digest digest;
    must_succeed(EVP_DigestFinal_ex(context.get(), digest.bytes.data(), nullptr));
    return digest;
}

Digest hmac_sha256(ByteView key, std::initializer_list<ByteView> parts) {
    static constexpr std::uint8_t no_key = 0;  // a null pointer would mean "the key from before"
    const auto context = must_exist(MacContext(EVP_MAC_CTX_new(hmac_algorithm())));
    std::string digest_name = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
        OSSL_PARAM_construct_end()};
    must_succeed(EVP_MAC_init(context.get(), key.empty() ? &no_key : key.data(), key.size(),
                              parameters.data()));
    for (const ByteView part : parts) {
        must_succeed(EVP_MAC_update(context.get(), part.data(), part.size()));
    }
    Digest digest;
    std::size_t size = 0;
    must_succeed(EVP_MAC_final(context.get(), digest.bytes.data(), &size, Digest::size));
    return digest;
}

Secret hkdf_extract(ByteView salt, std::initializer_list<ByteView> key_material) {
    Digest key = hmac_sha256(salt, key_material);
    Secret extracted(key.view());
    wipe(key.bytes);
    return extracted;
}

Secret hkdf_expand(const Secret& key, ByteView info, std::size_t size) {
    assert(size <= hkdf_bytes_max);
    Bytes material;
    material.reserve(size + Digest::size);  // never moved, so that no unwiped copy is left behind
    Digest block;
    for (std::uint8_t counter = 1; material.size() < size; ++counter) {
        const ByteView last = counter == 1 ? ByteView{} : block.view();
        block = hmac_sha256(key.reveal(), {last, info, ByteView(&counter, 1)});
        append(material, block.view());
    }
    wipe(block.bytes);
    wipe(std::span(material).subspan(size));
    material.resize(size);
    return Secret(std::move(material));
}

Secret hkdf_sha256(ByteView key_material, ByteView salt, std::string_view info, std::size_t size) {
    return hkdf_expand(hkdf_extract(salt, {key_material}), bytes_of(info), size);
}

}  // namespace soxa::crypto
