// A P-256 key in memory: an account's, a device's, the province's.
#pragma once

#include "crypto/signer.hpp"

namespace soxa::crypto {

/// The 32-byte scalar of a P-256 key, big-endian. Serves for signing and for agreement.
inline constexpr std::size_t private_key_bytes = 32;

class SoftwareSigner final : public Signer {
public:
    [[nodiscard]] static SoftwareSigner generate(RandomSource& random);
    /// Errc::integrity ("key.not_p256") if the bytes are no scalar of P-256.
    [[nodiscard]] static Result<SoftwareSigner> from_private(const Secret& scalar);

    SoftwareSigner(SoftwareSigner&&) noexcept;
    SoftwareSigner& operator=(SoftwareSigner&&) noexcept;
    ~SoftwareSigner() override;

    [[nodiscard]] PublicKey public_key() const override;
    [[nodiscard]] Result<Signature> sign(std::string_view context, ByteView body) override;

    /// To be wrapped for storage; nothing else may see it.
    [[nodiscard]] const Secret& private_key() const;

private:
    struct Key;
    explicit SoftwareSigner(std::unique_ptr<Key> key);

    std::unique_ptr<Key> key_;
};

}  // namespace soxa::crypto
