// Every signature is checked by the product's own code, once: whether it holds follows from key,
// digest and signature alone, and one schedule asks hundreds of times about a few dozen. The
// linker leads the product's calls here (--wrap in CMakeLists.txt).
#include <algorithm>
#include <array>
#include <unordered_map>

#include "crypto/ecdsa.hpp"

namespace soxa::simulation {

namespace {

using crypto::Digest;
using crypto::PublicKey;
using crypto::Signature;

constexpr std::size_t kept_max = 50'000;

using Asked = std::array<std::uint8_t, PublicKey::size + Digest::size + Signature::size>;
struct Place {
    std::size_t operator()(const Asked& asked) const {
        std::size_t place = 0;  // of the digest and the signature: both are as good as chance
        for (std::size_t i = 0; i < sizeof place; ++i) {
            place = place << 8U | static_cast<std::size_t>(
                                      asked[PublicKey::size + i] ^ asked[asked.size() - 9 + i]);
        }
        return place;
    }
};

}  // namespace

bool product_checks(const PublicKey& key, const Digest& digest, const Signature& signature)
    asm("__real__ZN4soxa6crypto14ecdsa_verifiesERKNS_2IdINS0_12PublicKeyTagELm33EEERKNS1_INS0_9"
        "DigestTagELm32EEERKNS1_INS0_12SignatureTagELm64EEE");
bool checked(const PublicKey& key, const Digest& digest, const Signature& signature)
    asm("__wrap__ZN4soxa6crypto14ecdsa_verifiesERKNS_2IdINS0_12PublicKeyTagELm33EEERKNS1_INS0_9"
        "DigestTagELm32EEERKNS1_INS0_12SignatureTagELm64EEE");

bool checked(const PublicKey& key, const Digest& digest, const Signature& signature) {
    // One thread.
    static std::unordered_map<Asked, bool, Place> answers;
    Asked asked;
    auto at = std::ranges::copy(key.bytes, asked.begin()).out;
    at = std::ranges::copy(digest.bytes, at).out;
    std::ranges::copy(signature.bytes, at);
    const auto found = answers.find(asked);
    if (found != answers.end()) return found->second;
    if (answers.size() >= kept_max) answers.clear();
    const bool holds = product_checks(key, digest, signature);
    answers.emplace(asked, holds);
    return holds;
}

}  // namespace soxa::simulation
