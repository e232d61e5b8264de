// A slot gives its keys to its password and its account, and to nobody else.
#include <catch2/catch_test_macros.hpp>

#include "crypto/aead.hpp"
#include "crypto/keystore.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_slot {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

AccountKeys invited(RandomSource& random) {
    return {random_id<AccountId>(random), std::nullopt, SoftwareSigner::generate(random),
            SoftwareSigner::generate(random)};
}

AccountKeys settled(RandomSource& random) {
    return {random_id<AccountId>(random), SoftwareSigner::generate(random),
            SoftwareSigner::generate(random), std::nullopt};
}

Slot slot_for(const AccountKeys& keys, std::string_view password, RandomSource& random) {
    auto slot = make_slot(keys, 1, secret(password), password_cost_floor,
                          {"ánh.nt", "079185001234"}, random);
    REQUIRE(slot);
    return *slot;
}

bool refused(const Result<AccountKeys>& opened, Errc code, std::string_view text) {
    return !opened && opened.error().code == code && opened.error().text == text;
}

}  // namespace

TEST_CASE("slot: gives the keys back to the password", "[crypto]") {
    SeededRandom random(20);
    SECTION("of an account that has its signing key") {
        const AccountKeys keys = settled(random);
        const auto opened = open_slot(slot_for(keys, "bốn từ", random), secret("bốn từ"));
        REQUIRE(opened);
        CHECK(opened->account == keys.account);
        CHECK(opened->opening.public_key() == keys.opening.public_key());
        REQUIRE(opened->signing);
        CHECK(opened->signing->public_key() == keys.signing->public_key());
        CHECK_FALSE(opened->invitation);
    }
    SECTION("of an invitation") {
        const AccountKeys keys = invited(random);
        const auto opened = open_slot(slot_for(keys, "bốn từ", random), secret("bốn từ"));
        REQUIRE(opened);
        CHECK_FALSE(opened->signing);
        REQUIRE(opened->invitation);
        CHECK(opened->invitation->public_key() == keys.invitation->public_key());
    }
    SECTION("and not to another password") {
        const Slot slot = slot_for(settled(random), "bốn từ", random);
        CHECK(refused(open_slot(slot, secret("bon tu")), Errc::not_allowed, "login.wrong"));
    }
}

TEST_CASE("slot: survives its own encoding and nothing else's", "[crypto]") {
    SeededRandom random(21);
    const Slot slot = slot_for(settled(random), "bốn từ", random);
    const Bytes encoded = slot.encoded();
    const auto decoded = Slot::decode(encoded);
    REQUIRE(decoded);
    CHECK(decoded->encoded() == encoded);
    CHECK(open_slot(*decoded, secret("bốn từ")));

    for (std::size_t size = 0; size < encoded.size(); ++size) {
        CHECK_FALSE(Slot::decode(ByteView(encoded).first(size)));
    }
    Bytes longer = encoded;
    longer.push_back(0);
    CHECK_FALSE(Slot::decode(longer));
}

TEST_CASE("slot: a cost outside its bounds is refused when it is read", "[crypto]") {
    SeededRandom random(22);
    Slot slot = slot_for(settled(random), "bốn từ", random);
    for (const PasswordCost cost : {PasswordCost{19 * 1024 - 1, 2}, PasswordCost{19 * 1024, 1},
                                    PasswordCost{256 * 1024 + 1, 2}, PasswordCost{19 * 1024, 21},
                                    PasswordCost{0xFFFFFFFF, 0xFFFFFFFF}}) {
        slot.cost = cost;
        const auto decoded = Slot::decode(slot.encoded());
        REQUIRE_FALSE(decoded);
        CHECK(decoded.error().code == Errc::integrity);
        CHECK(decoded.error().text == "keystore.slot");
        CHECK(refused(open_slot(slot, secret("bốn từ")), Errc::integrity, "password.cost"));
    }
}

TEST_CASE("slot: opens for no other account, outside or inside", "[crypto]") {
    SeededRandom random(23);
    const AccountKeys mine = settled(random);
    const AccountKeys theirs = settled(random);
    const Slot own = slot_for(mine, "bốn từ", random);
    const Slot other = slot_for(theirs, "bốn từ", random);
    const auto wrong = [](const Slot& slot) {
        return refused(open_slot(slot, secret("bốn từ")), Errc::not_allowed, "login.wrong");
    };

    SECTION("the wraps of two accounts with one password, exchanged") {
        Slot swapped = own;
        swapped.wrapped = other.wrapped;
        CHECK(wrong(swapped));
        swapped.salt = other.salt;
        CHECK(wrong(swapped));
        swapped.opening_key = other.opening_key;
        CHECK(wrong(swapped));
        swapped.account = other.account;  // now it is the other slot, whole
        CHECK(open_slot(swapped, secret("bốn từ")));
    }
    SECTION("one part of the outside changed") {
        Slot changed = own;
        changed.account = other.account;
        CHECK(wrong(changed));
        changed = own;
        changed.generation = 2;
        CHECK(wrong(changed));
        changed = own;
        changed.cost.passes = 3;
        CHECK(wrong(changed));
        changed = own;
        changed.cost.memory_kib += 8;
        CHECK(wrong(changed));
        changed = own;
        changed.opening_key = other.opening_key;
        CHECK(wrong(changed));
        changed = own;
        changed.wrapped[20] ^= 1U;
        CHECK(wrong(changed));
    }
}

TEST_CASE("slot: shows neither login nor keys", "[crypto]") {
    SeededRandom random(24);
    const AccountKeys keys = settled(random);
    const Slot slot = slot_for(keys, "bốn từ", random);
    const Bytes encoded = slot.encoded();
    const auto shows = [&](ByteView marker) {
        return !std::ranges::search(encoded, marker).empty();
    };

    CHECK(slot.handles.size() == 2);
    CHECK(shows(keys.opening.public_key().view()));  // the search itself finds things
    CHECK_FALSE(shows(bytes_of("ánh.nt")));
    CHECK_FALSE(shows(bytes_of("079185001234")));
    CHECK_FALSE(shows(bytes_of("bốn từ")));
    CHECK_FALSE(shows(keys.opening.private_key().reveal()));
    CHECK_FALSE(shows(keys.signing->private_key().reveal()));
}

}  // namespace soxa::tests::crypto_slot
