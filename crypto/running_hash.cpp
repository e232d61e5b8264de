#include "crypto/running_hash.hpp"

#include "crypto/openssl.hpp"

namespace soxa::crypto {

struct RunningSha256::Context {
    DigestContext context = must_exist(DigestContext(EVP_MD_CTX_new()));
};

RunningSha256::RunningSha256() : context_(std::make_unique<Context>()) {
    must_succeed(EVP_DigestInit_ex2(context_->context.get(), EVP_sha256(), nullptr));
}
RunningSha256::RunningSha256(RunningSha256&&) noexcept = default;
RunningSha256& RunningSha256::operator=(RunningSha256&&) noexcept = default;
RunningSha256::~RunningSha256() = default;

void RunningSha256::add(ByteView bytes) {
    must_succeed(EVP_DigestUpdate(context_->context.get(), bytes.data(), bytes.size()));
}

Digest RunningSha256::finish() {
    Digest digest;
    must_succeed(EVP_DigestFinal_ex(context_->context.get(), digest.bytes.data(), nullptr));
    return digest;
}

}  // namespace soxa::crypto
