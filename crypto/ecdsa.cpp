#include "crypto/ecdsa.hpp"

namespace soxa::crypto {

namespace {

constexpr std::size_t der_bytes_max = 72;  // two integers of 33 bytes, three heads of two

}  // namespace

Result<Signature> ecdsa_sign(EVP_PKEY* key, const Digest& digest) {
    const auto context = must_exist(KeyContext(EVP_PKEY_CTX_new(key, nullptr)));
    std::array<std::uint8_t, der_bytes_max> der{};
    std::size_t size = der.size();
    if (EVP_PKEY_sign_init(context.get()) != 1 ||
        EVP_PKEY_sign(context.get(), der.data(), &size, digest.bytes.data(), Digest::size) != 1) {
        return openssl_failure("sign");
    }
    const std::uint8_t* at = der.data();
    const EcdsaPair pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    if (!pair) return openssl_failure("sign");
    Signature signature;
    const std::span<std::uint8_t, 64> bytes(signature.bytes);
    if (BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), bytes.data(), 32) != 32 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), bytes.data() + 32, 32) != 32) {
        return openssl_failure("sign");
    }
    lower_half(bytes.last<32>());
    return signature;
}

bool ecdsa_verifies(const PublicKey& key, const Digest& digest, const Signature& signature) {
    if (!in_range(signature)) return false;
    const QuietErrors quiet;
    const KeyHandle handle = public_handle(key.view());
    if (!handle) return false;
    auto r = must_exist(Bignum(BN_bin2bn(signature.bytes.data(), 32, nullptr)));
    auto s = must_exist(Bignum(BN_bin2bn(signature.bytes.data() + 32, 32, nullptr)));
    const auto pair = must_exist(EcdsaPair(ECDSA_SIG_new()));
    must_succeed(ECDSA_SIG_set0(pair.get(), r.release(), s.release()));
    std::array<std::uint8_t, der_bytes_max> der{};
    std::uint8_t* end = der.data();
    const int size = i2d_ECDSA_SIG(pair.get(), &end);
    must_succeed(size > 0 ? 1 : 0);
    const auto context = must_exist(KeyContext(EVP_PKEY_CTX_new(handle.get(), nullptr)));
    must_succeed(EVP_PKEY_verify_init(context.get()));
    return EVP_PKEY_verify(context.get(), der.data(), static_cast<std::size_t>(size),
                           digest.bytes.data(), Digest::size) == 1;
}

}  // namespace soxa::crypto
