#include "crypto/hpke.hpp"

#include "crypto/aead.hpp"
#include "crypto/hash.hpp"

namespace soxa::crypto {

namespace {

constexpr std::string_view version = "HPKE-v1";
// "KEM", kem_id 0x0010.
constexpr std::string_view kem_suite("KEM\x00\x10", 5);

Secret labeled_extract(std::string_view suite, ByteView salt, std::string_view label,
                       ByteView key_material) {
    return hkdf_extract(salt, {bytes_of(version), bytes_of(suite), bytes_of(label), key_material});
}

Secret labeled_expand(std::string_view suite, const Secret& key, std::string_view label,
                      ByteView info, std::size_t size) {
    Bytes labeled{static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)};
    for (const std::string_view part : {version, suite, label}) append(labeled, bytes_of(part));
    append(labeled, info);
    return hkdf_expand(key, labeled, size);
}

/// ExtractAndExpand (§4.1), where the context is both public keys.
Secret shared_secret(const Secret& agreed, ByteView encapsulated, ByteView recipient) {
    Bytes context = copy_of(encapsulated);
    append(context, recipient);
    const Secret extracted = labeled_extract(kem_suite, {}, "eae_prk", agreed.reveal());
    return labeled_expand(kem_suite, extracted, "shared_secret", context, Digest::size);
}

}  // namespace

Result<Secret> hpke_encapsulate(const PublicKey& recipient, const PrivateHandle& ephemeral) {
    const QuietErrors quiet;
    const auto point = uncompressed(recipient);
    if (!point) return fail(Errc::integrity, "key.not_p256");
    const KeyHandle other = public_handle(*point);
    if (!other) return fail(Errc::integrity, "key.not_p256");
    TRY_LET(const Secret agreed, agree(ephemeral, other.get()));
    return shared_secret(agreed, ephemeral.point, *point);
}

Result<Secret> hpke_decapsulate(ByteView encapsulated, const PrivateHandle& recipient) {
    const QuietErrors quiet;
    // Uncompressed only (§7.1.1), so that there is one form.
    const bool shape = encapsulated.size() == point_bytes && encapsulated[0] == 0x04;
    const KeyHandle other = shape ? public_handle(encapsulated) : nullptr;
    if (!other) return fail(Errc::integrity, "crypto.not_authentic");
    TRY_LET(const Secret agreed, agree(recipient, other.get()));
    return shared_secret(agreed, encapsulated, recipient.point);
}

HpkeKeys hpke_key_schedule(const Secret& shared, std::string_view info, HpkeCipher cipher) {
    // "HPKE", kem_id 0x0010, kdf_id 0x0001, aead_id.
    std::string suite("HPKE\x00\x10\x00\x01\x00", 9);
    suite.push_back(static_cast<char>(cipher));
    const std::size_t key_bytes = cipher == HpkeCipher::aes_128_gcm ? 16 : 32;

    constexpr std::uint8_t base_mode = 0;
    const Secret id_hash = labeled_extract(suite, {}, "psk_id_hash", {});
    const Secret info_hash = labeled_extract(suite, {}, "info_hash", bytes_of(info));
    Bytes context{base_mode};
    append(context, id_hash.reveal());
    append(context, info_hash.reveal());
    const Secret secret = labeled_extract(suite, shared.reveal(), "secret", {});
    return {labeled_expand(suite, secret, "key", context, key_bytes),
            labeled_expand(suite, secret, "base_nonce", context, aead_nonce_bytes)};
}

}  // namespace soxa::crypto
