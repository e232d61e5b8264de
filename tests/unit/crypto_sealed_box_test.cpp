// RFC 9180: the pieces against its A.3, the whole against another implementation.
#include <catch2/catch_test_macros.hpp>

#include "crypto/gcm.hpp"
#include "crypto/hpke.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/software_signer.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_sealed_box {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

// RFC 9180 A.3.1.
const std::string info_text = "4f6465206f6e2061204772656369616e2055726e";
const std::string ephemeral_scalar =
    "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb";
const std::string recipient_scalar =
    "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2";
const std::string encapsulated =
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4";
const std::string shared = "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8";
constexpr std::string_view beauty = "Beauty is truth, truth beauty";

PrivateHandle handle(const std::string& scalar) {
    auto made = private_handle(Secret(vector(scalar)));
    REQUIRE(made);
    return std::move(*made);
}

}  // namespace

TEST_CASE("hpke: RFC 9180 A.3.1, piece by piece", "[crypto]") {
    const PrivateHandle recipient = handle(recipient_scalar);
    const PrivateHandle ephemeral = handle(ephemeral_scalar);
    CHECK(hex(ephemeral.point) == encapsulated);

    const auto sent = hpke_encapsulate(recipient.public_key, ephemeral);
    const auto received = hpke_decapsulate(vector(encapsulated), recipient);
    REQUIRE((sent && received));
    CHECK(hex(sent->reveal()) == shared);
    CHECK(hex(received->reveal()) == shared);

    const Bytes info = vector(info_text);
    const HpkeKeys keys = hpke_key_schedule(*sent, text_of(info), HpkeCipher::aes_128_gcm);
    CHECK(hex(keys.key.reveal()) == "868c066ef58aae6dc589b6cfdd18f97e");
    CHECK(hex(keys.base_nonce.reveal()) == "4e0bc5018beba4bf004cca59");
    CHECK(hex(gcm_seal(keys.key.reveal(), keys.base_nonce.reveal(), bytes_of("Count-0"),
                       bytes_of(beauty))) ==
          "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f3951"
          "3434");
}

TEST_CASE("box: opens what another implementation sealed", "[crypto]") {
    // Made with pyca/cryptography 48's HPKE: P-256, HKDF-SHA256, AES-256-GCM, to A.3's recipient.
    const Bytes box = vector(
        "044acdf2c4f480097a38f59da240da6d706c943a7f69d339788b7068265d576e3b139752b2a987a1695cf990"
        "78730f1b3db484bceccc387abd9a076d315782f2e2bf160c14b198c43d4cd0781524b42c9c9baa05a4c5714f"
        "57c7c45b540a32f2647293aac0967d87cda9da4ebc19");

    const auto opened = box_open(Secret(vector(recipient_scalar)), "soxa/1 database-key", {}, box);

    REQUIRE(opened);
    CHECK(text(*opened) == beauty);
}

TEST_CASE("box: the ephemeral key comes from the given randomness", "[crypto]") {
    ScriptedRandom random(vector(ephemeral_scalar));
    const Bytes info = vector(info_text);
    const PrivateHandle recipient = handle(recipient_scalar);

    const auto box = box_seal(recipient.public_key, text_of(info), {}, bytes_of(beauty), random);

    REQUIRE(box);
    CHECK(box->size() == 65 + beauty.size() + 16);
    CHECK(hex(ByteView(*box).first(65)) == encapsulated);
}

TEST_CASE("box: opens for its recipient, purpose and data alone", "[crypto]") {
    SeededRandom random(11);
    const SoftwareSigner recipient = SoftwareSigner::generate(random);
    const SoftwareSigner other = SoftwareSigner::generate(random);
    const auto box =
        box_seal(recipient.public_key(), "purpose", bytes_of("data"), bytes_of(beauty), random);
    REQUIRE(box);
    const auto refused = [](const Result<Secret>& opened) {
        return !opened && opened.error().code == Errc::integrity &&
               opened.error().text == "crypto.not_authentic";
    };
    const auto opened = box_open(recipient.private_key(), "purpose", bytes_of("data"), *box);
    REQUIRE(opened);
    CHECK(text(*opened) == beauty);

    CHECK(refused(box_open(other.private_key(), "purpose", bytes_of("data"), *box)));
    CHECK(refused(box_open(recipient.private_key(), "purposf", bytes_of("data"), *box)));
    CHECK(refused(box_open(recipient.private_key(), "purpose", bytes_of("datb"), *box)));
    for (std::size_t at = 0; at < box->size(); ++at) {
        Bytes changed = *box;
        changed[at] ^= 1U;
        CAPTURE(at);
        CHECK(refused(box_open(recipient.private_key(), "purpose", bytes_of("data"), changed)));
        CHECK(refused(box_open(recipient.private_key(), "purpose", bytes_of("data"),
                               ByteView(*box).first(at))));
    }
}

TEST_CASE("box: is sealed to no key that is no point of the curve", "[crypto]") {
    SeededRandom random(12);
    PublicKey none;
    none.bytes.fill(0xFF);
    none.bytes[0] = 0x02;
    const auto box = box_seal(none, "purpose", {}, bytes_of(beauty), random);
    REQUIRE_FALSE(box);
    CHECK(box.error().code == Errc::integrity);
}

}  // namespace soxa::tests::crypto_sealed_box
