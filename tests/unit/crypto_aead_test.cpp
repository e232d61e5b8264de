// AES-256-GCM against NIST's vectors, and against whoever changes a byte.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "crypto/aead.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_aead {

using namespace soxa::crypto;
using namespace crypto_vector;

TEST_CASE("aead: NIST's examples, both ways", "[crypto]") {
    struct Example {
        std::string key, nonce, associated, plain, sealed;
    };
    const std::string zero_key(64, '0');
    const std::string zero_nonce(24, '0');
    const Example example = GENERATE_COPY(
        Example{zero_key, zero_nonce, "", "", "530f8afbc74536b9a963b4f1c4cb738b"},
        Example{zero_key, zero_nonce, "", std::string(32, '0'),
                "cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919"},
        Example{"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                "76fc6ece0f4e1768cddf8853bb2d551b"});
    const Bytes key = vector(example.key);
    const Bytes associated = vector(example.associated);
    ScriptedRandom random(vector(example.nonce));

    const Bytes sealed = aead_seal(key, associated, vector(example.plain), random);
    const auto opened = aead_open(key, associated, sealed);

    CHECK(hex(sealed) == hex(vector(example.nonce + example.sealed)));
    REQUIRE(opened);
    CHECK(hex(opened->reveal()) == example.plain);
}

TEST_CASE("aead: one bit changed anywhere is refused", "[crypto]") {
    SeededRandom random(1);
    const Bytes key = random_bytes(random, aead_key_bytes);
    const Bytes associated = copy_of(bytes_of("slot"));
    const Bytes sealed = aead_seal(key, associated, bytes_of("Nguyễn Thị Ánh"), random);
    REQUIRE(aead_open(key, associated, sealed));
    const auto refused = [](const Result<Secret>& opened) {
        return !opened && opened.error().code == Errc::integrity &&
               opened.error().text == "crypto.not_authentic";
    };

    SECTION("in the sealed bytes") {
        for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
            Bytes changed = sealed;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            CAPTURE(bit);
            CHECK(refused(aead_open(key, associated, changed)));
        }
    }
    SECTION("in the key") {
        for (std::size_t bit = 0; bit < key.size() * 8; ++bit) {
            Bytes changed = key;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            CHECK(refused(aead_open(changed, associated, sealed)));
        }
    }
    SECTION("in the associated data") {
        CHECK(refused(aead_open(key, bytes_of("slos"), sealed)));
        CHECK(refused(aead_open(key, {}, sealed)));
    }
    SECTION("and every shorter part of it") {
        for (std::size_t size = 0; size < sealed.size(); ++size) {
            CHECK(refused(aead_open(key, associated, ByteView(sealed).first(size))));
        }
    }
}

}  // namespace soxa::tests::crypto_aead
