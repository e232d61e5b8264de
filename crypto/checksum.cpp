#include "crypto/checksum.hpp"

#include "crypto/openssl.hpp"

namespace soxa::crypto {

Bytes sha1_checksum(ByteView bytes) {
    Bytes sum(static_cast<std::size_t>(EVP_MD_get_size(EVP_sha1())));
    const auto context = must_exist(DigestContext(EVP_MD_CTX_new()));
    must_succeed(EVP_DigestInit_ex2(context.get(), EVP_sha1(), nullptr));
    must_succeed(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()));
    must_succeed(EVP_DigestFinal_ex(context.get(), sum.data(), nullptr));
    return sum;
}

}  // namespace soxa::crypto
