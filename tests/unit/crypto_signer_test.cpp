// Signatures: one form only, one purpose only.
#include <catch2/catch_test_macros.hpp>

#include "crypto/ecdsa.hpp"
#include "crypto/software_signer.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_signer {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

constexpr std::string_view order =
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

Signature signature_of(const std::string& text) {
    const auto signature = Signature::from(vector(text));
    REQUIRE(signature);
    return *signature;
}

/// The other signature that plain ECDSA accepts: the order less s.
Signature with_high_s(Signature signature) {
    const auto modulus =
        must_exist(Bignum(BN_bin2bn(vector(std::string(order)).data(), 32, nullptr)));
    const auto s = must_exist(Bignum(BN_bin2bn(signature.bytes.data() + 32, 32, nullptr)));
    must_succeed(BN_sub(s.get(), modulus.get(), s.get()));
    must_succeed(BN_bn2binpad(s.get(), signature.bytes.data() + 32, 32) == 32 ? 1 : 0);
    return signature;
}

}  // namespace

TEST_CASE("signed bytes: say the context and the length before the body", "[crypto]") {
    CHECK(hex(signed_bytes("seal/1", bytes_of("xy"))) ==
          "736f7861"
          "00"
          "01"
          "06"
          "7365616c2f31"
          "0000000000000002"
          "7879");
}

TEST_CASE("ecdsa: RFC 6979 A.2.5's signatures verify", "[crypto]") {
    const auto key = PublicKey::from(
        vector("03 60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"));
    REQUIRE(key);

    SECTION("with s in the lower half") {
        const Signature good = signature_of(
            "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
            "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083");
        CHECK(ecdsa_verifies(*key, sha256(bytes_of("test")), good));
        CHECK_FALSE(ecdsa_verifies(*key, sha256(bytes_of("tesu")), good));
        CHECK_FALSE(ecdsa_verifies(*key, sha256(bytes_of("test")), with_high_s(good)));
    }
    SECTION("with s in the upper half only after it is made low") {
        const Signature high = signature_of(
            "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
        CHECK_FALSE(ecdsa_verifies(*key, sha256(bytes_of("sample")), high));
        Signature low = high;
        lower_half(std::span(low.bytes).last<32>());
        CHECK(low == with_high_s(high));
        CHECK(ecdsa_verifies(*key, sha256(bytes_of("sample")), low));
    }
    SECTION("and the key comes from the published scalar") {
        const auto signer = SoftwareSigner::from_private(
            Secret(vector("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")));
        REQUIRE(signer);
        CHECK(signer->public_key() == *key);
    }
}

TEST_CASE("signer: a signature is worth nothing under another context", "[crypto]") {
    constexpr std::array<std::string_view, 12> contexts{
        "record-op/1", "seal/1",    "verdict/1",        "adopt/1",
        "cut/1",       "slot/1",    "snapshot/1",       "approve/1",
        "batch/1",     "receipt/1", "account-create/1", "checkpoint/1"};
    SeededRandom random(2);
    SoftwareSigner signer = SoftwareSigner::generate(random);
    const Bytes body = copy_of(bytes_of("Tổ dân phố 3"));
    int refused = 0;
    for (const std::string_view given : contexts) {
        const auto signature = signer.sign(given, body);
        REQUIRE(signature);
        CHECK(verifies(signer.public_key(), given, body, *signature));
        for (const std::string_view asked : contexts) {
            if (asked != given && !verifies(signer.public_key(), asked, body, *signature)) {
                ++refused;
            }
        }
    }
    CHECK(refused == 12 * 11);
}

TEST_CASE("signer: only its own key, body and signature verify", "[crypto]") {
    SeededRandom random(3);
    SoftwareSigner signer = SoftwareSigner::generate(random);
    const SoftwareSigner other = SoftwareSigner::generate(random);
    const Bytes body = copy_of(bytes_of("body"));
    const PublicKey key = signer.public_key();
    const auto signature = signer.sign("seal/1", body);
    REQUIRE(signature);
    REQUIRE(verifies(key, "seal/1", body, *signature));

    CHECK_FALSE(verifies(other.public_key(), "seal/1", body, *signature));
    CHECK_FALSE(verifies(key, "seal/1", bytes_of("bodz"), *signature));
    CHECK_FALSE(verifies(key, "seal/1", body, with_high_s(*signature)));
    for (std::size_t bit = 0; bit < Signature::size * 8; ++bit) {
        Signature changed = *signature;
        changed.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CAPTURE(bit);
        CHECK_FALSE(verifies(key, "seal/1", body, changed));
    }
    for (std::size_t bit = 0; bit < PublicKey::size * 8; ++bit) {
        PublicKey changed = key;
        changed.bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CAPTURE(bit);
        CHECK_FALSE(verifies(changed, "seal/1", body, *signature));
    }
}

TEST_CASE("signer: r and s outside their range are refused", "[crypto]") {
    SeededRandom random(4);
    SoftwareSigner signer = SoftwareSigner::generate(random);
    const auto good = signer.sign("seal/1", bytes_of("body"));
    REQUIRE(good);
    const std::string r = hex(good->view().first(32));
    const std::string s = hex(good->view().last(32));
    const std::string zero(64, '0');
    const std::string top(64, 'f');

    for (const std::string& bad : {zero + s, r + zero, zero + zero, std::string(order) + s,
                                   r + std::string(order), top + s, r + top}) {
        CAPTURE(bad);
        CHECK_FALSE(in_range(signature_of(bad)));
        CHECK_FALSE(verifies(signer.public_key(), "seal/1", bytes_of("body"), signature_of(bad)));
    }
}

TEST_CASE("software signer: always signs with s in the lower half", "[crypto]") {
    SeededRandom random(5);
    SoftwareSigner signer = SoftwareSigner::generate(random);
    for (int i = 0; i < 64; ++i) {  // by chance alone all 64 would be low once in 2^64
        const auto signature = signer.sign("seal/1", bytes_of("body"));
        REQUIRE(signature);
        CHECK(in_range(*signature));
    }
}

TEST_CASE("software signer: the same randomness gives the same key", "[crypto]") {
    SeededRandom first(6);
    SeededRandom again(6);
    SeededRandom another(7);
    const PublicKey key = SoftwareSigner::generate(first).public_key();
    CHECK(SoftwareSigner::generate(again).public_key() == key);
    CHECK(SoftwareSigner::generate(another).public_key() != key);
}

TEST_CASE("software signer: what is drawn above the order is drawn again", "[crypto]") {
    ScriptedRandom random(
        vector(std::string(order) + std::string(64, '0') + std::string(63, '0') + "1"));
    const SoftwareSigner signer = SoftwareSigner::generate(random);
    // The scalar one: the curve's base point (FIPS 186-5).
    CHECK(hex(signer.public_key().view()) ==
          "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
}

TEST_CASE("software signer: refuses what is no scalar", "[crypto]") {
    for (const std::string& bad : {std::string(64, '0'), std::string(order), std::string(64, 'f'),
                                   std::string(62, '1'), std::string(66, '1'), std::string()}) {
        const auto signer = SoftwareSigner::from_private(Secret(vector(bad)));
        CAPTURE(bad);
        REQUIRE_FALSE(signer);
        CHECK(signer.error().code == Errc::integrity);
        CHECK(signer.error().text == "key.not_p256");
    }
}

}  // namespace soxa::tests::crypto_signer
