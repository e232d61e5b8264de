// Argon2id through libsodium against another implementation of RFC 9106 (OpenSSL 3.5's, through
// pyca/cryptography 48), since the RFC's own vectors use a secret and four lanes.
#include <catch2/catch_test_macros.hpp>

#include "crypto/password.hpp"
#include "tests/unit/crypto_vector.hpp"

namespace soxa::tests::crypto_password {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

const std::string salt_text = "000102030405060708090a0b0c0d0e0f";
// One phrase as Unikey types it, and as Windows' Vietnamese layout does: â and U+0323 for ậ.
constexpr std::string_view phrase = "M\u1EADt kh\u1EA9u c\u1EE7a x\u00E3";
constexpr std::string_view phrase_of_windows = "M\u00E2\u0323t kh\u00E2\u0309u c\u1EE7a xa\u0303";

}  // namespace

TEST_CASE("password: gives the key that RFC 9106 asks for", "[crypto]") {
    const auto floor = key_from_password(secret(phrase), vector(salt_text), password_cost_floor);
    const auto usual = key_from_password(secret(phrase), vector(salt_text), PasswordCost{});
    REQUIRE(floor);
    REQUIRE(usual);
    CHECK(hex(floor->reveal()) ==
          "7235ee50e1902cdda752bc2c1910e7d9599980fafebf0c29019da9ff095ff2ab");
    CHECK(hex(usual->reveal()) ==
          "719fc8a95c9032471d6208cf6b7b1491d9793d68b182fc0c538f59d658e218f0");
}

TEST_CASE("password: two keyboards type the same one", "[crypto]") {
    const auto one = key_from_password(secret(phrase), vector(salt_text), password_cost_floor);
    const auto same =
        key_from_password(secret(phrase_of_windows), vector(salt_text), password_cost_floor);
    const auto other =
        key_from_password(secret("Mat khau cua xa"), vector(salt_text), password_cost_floor);
    REQUIRE((one && same && other));
    CHECK(phrase != phrase_of_windows);
    CHECK(hex(one->reveal()) == hex(same->reveal()));
    CHECK(hex(one->reveal()) != hex(other->reveal()));
    CHECK(password_characters(secret(phrase)) == 15);
    CHECK(password_characters(secret(phrase_of_windows)) == 15);
}

TEST_CASE("password: full-width digits are digits (NFKC, not NFC)", "[crypto]") {
    const auto plain =
        key_from_password(secret("M\u1EADt 12"), vector(salt_text), password_cost_floor);
    const auto wide =
        key_from_password(secret("M\u1EADt \uFF11\uFF12"), vector(salt_text), password_cost_floor);
    REQUIRE((plain && wide));
    CHECK(hex(plain->reveal()) == hex(wide->reveal()));
}

TEST_CASE("password: a cost outside its bounds is refused before memory is taken", "[crypto]") {
    constexpr auto top = ~std::uint32_t{0};
    for (const PasswordCost cost :
         {PasswordCost{19 * 1024 - 1, 2}, PasswordCost{19 * 1024, 1}, PasswordCost{0, 0},
          PasswordCost{256 * 1024 + 1, 3}, PasswordCost{64 * 1024, 21}, PasswordCost{top, 3},
          PasswordCost{64 * 1024, top}}) {
        CAPTURE(cost.memory_kib, cost.passes);
        const auto key = key_from_password(secret(phrase), vector(salt_text), cost);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == Errc::integrity);
        CHECK(key.error().text == "password.cost");
    }
    CHECK(within_bounds(password_cost_floor));
    CHECK(within_bounds(password_cost_ceiling));
}

TEST_CASE("password: what is no text is refused", "[crypto]") {
    for (const std::string& bad :
         {std::string(), std::string("\xC3\x28"), std::string(password_bytes_max + 1, 'a')}) {
        const auto key = key_from_password(secret(bad), vector(salt_text), password_cost_floor);
        REQUIRE_FALSE(key);
        CHECK(key.error().code == Errc::invalid_input);
        CHECK(key.error().text == "password.not_text");
        CHECK(password_characters(secret(bad)) == 0);
    }
    const std::string longest(password_bytes_max, 'a');
    CHECK(key_from_password(secret(longest), vector(salt_text), password_cost_floor));
}

}  // namespace soxa::tests::crypto_password
