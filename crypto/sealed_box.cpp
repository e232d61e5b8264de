#include "crypto/sealed_box.hpp"

#include "crypto/gcm.hpp"
#include "crypto/hpke.hpp"

namespace soxa::crypto {

Result<Bytes> box_seal(const PublicKey& recipient, std::string_view info, ByteView associated,
                       ByteView plain, RandomSource& random) {
    const PrivateHandle ephemeral = draw_private(random);
    TRY_LET(const Secret shared, hpke_encapsulate(recipient, ephemeral));
    const HpkeKeys keys = hpke_key_schedule(shared, info, HpkeCipher::aes_256_gcm);
    Bytes box(ephemeral.point.begin(), ephemeral.point.end());
    append(box, gcm_seal(keys.key.reveal(), keys.base_nonce.reveal(), associated, plain));
    return box;
}

Result<Secret> box_open(const Secret& private_key, std::string_view info, ByteView associated,
                        ByteView box) {
    const auto recipient = private_handle(private_key);
    if (!recipient) return fail(Errc::integrity, "key.not_p256");
    if (box.size() < point_bytes) return fail(Errc::integrity, "crypto.not_authentic");
    TRY_LET(const Secret shared, hpke_decapsulate(box.first(point_bytes), *recipient));
    const HpkeKeys keys = hpke_key_schedule(shared, info, HpkeCipher::aes_256_gcm);
    return gcm_open(keys.key.reveal(), keys.base_nonce.reveal(), associated,
                    box.subspan(point_bytes));
}

}  // namespace soxa::crypto
