#include "crypto/gcm.hpp"

#include <cassert>

#include "crypto/openssl.hpp"

namespace soxa::crypto {

namespace {

const EVP_CIPHER* cipher_for(ByteView key) {
    assert(key.size() == 16 || key.size() == 32);
    return key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

int int_of(std::size_t size) {
    assert(size <= gcm_plain_bytes_max);
    return static_cast<int>(size);
}

tl::unexpected<Error> not_authentic() { return fail(Errc::integrity, "crypto.not_authentic"); }

}  // namespace

Bytes gcm_seal(ByteView key, ByteView nonce, ByteView associated, ByteView plain) {
    assert(nonce.size() == aead_nonce_bytes);
    const auto context = must_exist(CipherContext(EVP_CIPHER_CTX_new()));
    must_succeed(
        EVP_EncryptInit_ex2(context.get(), cipher_for(key), key.data(), nonce.data(), nullptr));
    int written = 0;
    if (!associated.empty()) {
        must_succeed(EVP_EncryptUpdate(context.get(), nullptr, &written, associated.data(),
                                       int_of(associated.size())));
    }
    Bytes sealed(plain.size() + aead_tag_bytes);
    if (!plain.empty()) {
        must_succeed(EVP_EncryptUpdate(context.get(), sealed.data(), &written, plain.data(),
                                       int_of(plain.size())));
    }
    std::uint8_t* const tag = sealed.data() + plain.size();
    must_succeed(EVP_EncryptFinal_ex(context.get(), tag, &written));  // GCM has no last block
    must_succeed(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG,
                                     static_cast<int>(aead_tag_bytes), tag));
    return sealed;
}

Result<Secret> gcm_open(ByteView key, ByteView nonce, ByteView associated, ByteView sealed) {
    assert(nonce.size() == aead_nonce_bytes);
    if (sealed.size() < aead_tag_bytes || sealed.size() > gcm_plain_bytes_max ||
        associated.size() > gcm_plain_bytes_max) {
        return not_authentic();
    }
    const QuietErrors quiet;
    const auto context = must_exist(CipherContext(EVP_CIPHER_CTX_new()));
    must_succeed(
        EVP_DecryptInit_ex2(context.get(), cipher_for(key), key.data(), nonce.data(), nullptr));
    int written = 0;
    if (!associated.empty()) {
        must_succeed(EVP_DecryptUpdate(context.get(), nullptr, &written, associated.data(),
                                       int_of(associated.size())));
    }
    const ByteView text = sealed.first(sealed.size() - aead_tag_bytes);
    Bytes tag = copy_of(sealed.last(aead_tag_bytes));
    Bytes plain(text.size());
    if (!text.empty()) {
        must_succeed(EVP_DecryptUpdate(context.get(), plain.data(), &written, text.data(),
                                       int_of(text.size())));
    }
    must_succeed(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                     static_cast<int>(aead_tag_bytes), tag.data()));
    Secret opened(std::move(plain));  // wiped on the way out if the tag is wrong
    std::array<std::uint8_t, 16> rest{};
    if (EVP_DecryptFinal_ex(context.get(), rest.data(), &written) != 1) return not_authentic();
    return opened;
}

}  // namespace soxa::crypto
