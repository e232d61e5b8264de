// Hashes against the standards' own vectors.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "crypto/hash.hpp"
#include "tests/unit/crypto_vector.hpp"

namespace soxa::tests::crypto_hash {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

Bytes repeated(std::uint8_t byte, std::size_t count) { return Bytes(count, byte); }

Bytes counted(std::uint8_t first, std::size_t count) {
    Bytes bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
    return bytes;
}

}  // namespace

TEST_CASE("sha256: FIPS 180-4's examples", "[crypto]") {
    CHECK(hex(sha256(ByteView{}).view()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(hex(sha256(bytes_of("abc")).view()) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(hex(sha256(repeated('a', 1'000'000)).view()) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha256: parts are hashed one after another", "[crypto]") {
    CHECK(sha256({bytes_of("a"), {}, bytes_of("bc")}) == sha256(bytes_of("abc")));
    CHECK(sha256(bytes_of("abc")) != sha256(bytes_of("abd")));
}

TEST_CASE("hmac_sha256: RFC 4231's examples", "[crypto]") {
    struct Example {
        Bytes key;
        Bytes data;
        std::string_view expected;
    };
    const Example example = GENERATE(
        Example{repeated(0x0b, 20), copy_of(bytes_of("Hi There")),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        Example{copy_of(bytes_of("Jefe")), copy_of(bytes_of("what do ya want for nothing?")),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        Example{repeated(0xaa, 20), repeated(0xdd, 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        Example{repeated(0xaa, 131),
                copy_of(bytes_of("Test Using Larger Than Block-Size Key - Hash Key First")),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"});

    const Digest code = hmac_sha256(example.key, {example.data});

    CHECK(hex(code.view()) == example.expected);
}

TEST_CASE("hkdf_sha256: RFC 5869's examples", "[crypto]") {
    SECTION("A.1") {
        const Bytes info = counted(0xf0, 10);
        const Secret key = hkdf_sha256(repeated(0x0b, 22), counted(0, 13), text_of(info), 42);
        CHECK(hex(key.reveal()) ==
              "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
              "34007208d5b887185865");
    }
    SECTION("A.2, longer than a block") {
        const Bytes info = counted(0xb0, 80);
        const Secret key = hkdf_sha256(counted(0, 80), counted(0x60, 80), text_of(info), 82);
        CHECK(hex(key.reveal()) ==
              "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
              "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
              "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }
    SECTION("A.3, without salt and info") {
        const Secret key = hkdf_sha256(repeated(0x0b, 22), {}, "", 42);
        CHECK(hex(key.reveal()) ==
              "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
              "9d201395faa4b61a96c8");
    }
    SECTION("the longest there is begins like a shorter one") {
        const Secret longest = hkdf_sha256(bytes_of("k"), {}, "i", hkdf_bytes_max);
        const Secret shorter = hkdf_sha256(bytes_of("k"), {}, "i", 33);
        CHECK(longest.reveal().size() == 255 * 32);
        CHECK(hex(longest.reveal().first(33)) == hex(shorter.reveal()));
    }
}

}  // namespace soxa::tests::crypto_hash
