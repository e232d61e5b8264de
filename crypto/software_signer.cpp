#include "crypto/software_signer.hpp"

#include "crypto/ecdsa.hpp"

namespace soxa::crypto {

struct SoftwareSigner::Key : PrivateHandle {};

SoftwareSigner::SoftwareSigner(std::unique_ptr<Key> key) : key_(std::move(key)) {}
SoftwareSigner::SoftwareSigner(SoftwareSigner&&) noexcept = default;
SoftwareSigner& SoftwareSigner::operator=(SoftwareSigner&&) noexcept = default;
SoftwareSigner::~SoftwareSigner() = default;

SoftwareSigner SoftwareSigner::generate(RandomSource& random) {
    return SoftwareSigner(std::make_unique<Key>(Key{draw_private(random)}));
}

Result<SoftwareSigner> SoftwareSigner::from_private(const Secret& scalar) {
    auto key = private_handle(scalar);
    if (!key) return fail(Errc::integrity, "key.not_p256");
    return SoftwareSigner(std::make_unique<Key>(Key{std::move(*key)}));
}

PublicKey SoftwareSigner::public_key() const { return key_->public_key; }

Result<Signature> SoftwareSigner::sign(std::string_view context, ByteView body) {
    return ecdsa_sign(key_->handle.get(), sha256(ByteView(signed_bytes(context, body))));
}

const Secret& SoftwareSigner::private_key() const { return key_->scalar; }

}  // namespace soxa::crypto
