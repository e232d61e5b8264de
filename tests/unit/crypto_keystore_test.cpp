// The pair of files: what was put is found again, and no torn write loses it.
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "crypto/durable_file.hpp"
#include "crypto/keystore.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_keystore {

using namespace soxa::crypto;
using namespace crypto_vector;

namespace {

struct Person {
    AccountKeys keys;
    Slot slot;
};

Person person(const std::string& login, RandomSource& random) {
    AccountKeys keys{random_id<AccountId>(random), SoftwareSigner::generate(random),
                     SoftwareSigner::generate(random), std::nullopt};
    auto slot = make_slot(keys, 1, secret("bốn từ"), password_cost_floor, {login}, random);
    REQUIRE(slot);
    return {std::move(keys), std::move(*slot)};
}

Bytes bytes_in(const std::filesystem::path& path) {
    auto content = read_file(path, 1024 * 1024);
    REQUIRE(content);
    return *content;
}

void overwrite(const std::filesystem::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text_of(content);
    REQUIRE(file.flush());
}

Keystore created(const TestFolder& folder) {
    auto keystore = Keystore::create(folder.path());
    REQUIRE(keystore);
    return std::move(*keystore);
}

}  // namespace

TEST_CASE("keystore: gives each account its slot and the database key", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(30);
    const Person head = person("ánh.nt", random);
    const Person clerk = person("Bình.LV", random);
    const Secret database_key(random_bytes(random, 32));
    {
        Keystore keystore = created(folder);
        REQUIRE(keystore.put(head.slot, database_key, random));
        REQUIRE(keystore.put(clerk.slot, database_key, random));
    }

    const auto keystore = Keystore::open(folder.path());
    REQUIRE(keystore);
    CHECK(keystore->slots().size() == 2);
    const Slot* const found = keystore->find(head.keys.account);
    REQUIRE(found != nullptr);
    CHECK(found->encoded() == head.slot.encoded());
    CHECK(keystore->find(random_id<AccountId>(random)) == nullptr);
    for (const Person* one : {&head, &clerk}) {
        const auto key = keystore->database_key(one->keys);
        REQUIRE(key);
        CHECK(hex(key->reveal()) == hex(database_key.reveal()));
    }
}

TEST_CASE("keystore: finds an account by its login in any keyboard's form", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(31);
    const Person one = person("\u00C1nh.NT", random);
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(one.slot, Secret(random_bytes(random, 32)), random));

    for (const std::string_view login : {"\u00E1nh.nt", "a\u0301nh.nt", "A\u0301NH.nt"}) {
        const auto found = keystore.candidates(login);
        CAPTURE(login);
        REQUIRE(found.size() == 1);
        CHECK(found[0].account == one.keys.account);
    }
    CHECK(keystore.candidates("\xFF").empty());
    int strangers = 0;
    for (int i = 0; i < 2560; ++i) {
        strangers += keystore.candidates("login" + std::to_string(i)).empty() ? 0 : 1;
    }
    CHECK(strangers > 0);  // one byte: about ten of 2,560 fit as well
    CHECK(strangers < 40);
}

TEST_CASE("keystore: gives the database key to no other account's keys", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(32);
    const Person one = person("one", random);
    const Person other = person("other", random);
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(one.slot, Secret(random_bytes(random, 32)), random));

    const auto never_sealed = keystore.database_key(other.keys);
    REQUIRE_FALSE(never_sealed);
    CHECK(never_sealed.error().code == Errc::not_allowed);
    CHECK(never_sealed.error().text == "login.no_store");

    AccountKeys pretended{one.keys.account, std::nullopt, SoftwareSigner::generate(random),
                          std::nullopt};
    const auto wrong_key = keystore.database_key(pretended);
    REQUIRE_FALSE(wrong_key);
    CHECK(wrong_key.error().code == Errc::integrity);
}

TEST_CASE("keystore: an older slot does not replace a newer one", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(33);
    const Person one = person("one", random);
    const Secret database_key(random_bytes(random, 32));
    auto changed =
        make_slot(one.keys, 2, secret("năm từ mới"), password_cost_floor, {"one"}, random);
    REQUIRE(changed);
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(one.slot, database_key, random));
    REQUIRE(keystore.put(*changed, database_key, random));

    const auto back = keystore.put(one.slot, database_key, random);

    REQUIRE_FALSE(back);
    CHECK(back.error().text == "keystore.older_slot");
    CHECK(keystore.find(one.keys.account)->generation == 2);
    CHECK(keystore.slots().size() == 1);
}

TEST_CASE("keystore: a removed account is gone", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(34);
    const Person one = person("one", random);
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(one.slot, Secret(random_bytes(random, 32)), random));

    CHECK(keystore.remove(one.keys.account));
    CHECK(keystore.remove(one.keys.account));

    const auto opened = Keystore::open(folder.path());
    REQUIRE(opened);
    CHECK(opened->slots().empty());
}

TEST_CASE("keystore: a write torn at any byte leaves the state before it", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(35);
    const Person before = person("before", random);
    const Person after = person("after", random);
    const Secret database_key(random_bytes(random, 32));
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(before.slot, database_key, random));
    const Bytes old_state = bytes_in(folder / "keystore.a");
    REQUIRE(bytes_in(folder / "keystore.b") == old_state);
    REQUIRE(keystore.put(after.slot, database_key, random));
    const Bytes new_state = bytes_in(folder / "keystore.a");
    const std::string torn_name = GENERATE("keystore.a", "keystore.b");
    const std::string whole_name = torn_name == "keystore.a" ? "keystore.b" : "keystore.a";

    SECTION("cut short") {
        for (std::size_t size = 0; size < new_state.size(); ++size) {
            overwrite(folder / whole_name, old_state);
            overwrite(folder / torn_name, ByteView(new_state).first(size));
            const auto opened = Keystore::open(folder.path());
            CAPTURE(size);
            REQUIRE(opened);
            CHECK(opened->slots().size() == 1);
            CHECK(opened->database_key(before.keys));
        }
    }
    SECTION("with a wrong byte") {
        for (std::size_t at = 0; at < new_state.size(); ++at) {
            Bytes torn = new_state;
            torn[at] ^= 0x40U;
            overwrite(folder / whole_name, old_state);
            overwrite(folder / torn_name, torn);
            const auto opened = Keystore::open(folder.path());
            CAPTURE(at);
            REQUIRE(opened);
            CHECK(opened->slots().size() == 1);
        }
    }
    SECTION("not begun, or whole in one copy only") {
        overwrite(folder / whole_name, old_state);
        overwrite(folder / torn_name, new_state);
        const auto opened = Keystore::open(folder.path());
        REQUIRE(opened);
        CHECK(opened->slots().size() == 2);
        CHECK(opened->database_key(after.keys));
    }
    SECTION("gone") {
        std::filesystem::remove(folder / torn_name);
        const auto opened = Keystore::open(folder.path());
        REQUIRE(opened);
        CHECK(opened->slots().size() == 2);
    }
}

TEST_CASE("keystore: opening mends the copy that was torn", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(36);
    const Person one = person("one", random);
    Keystore keystore = created(folder);
    REQUIRE(keystore.put(one.slot, Secret(random_bytes(random, 32)), random));
    const Bytes whole = bytes_in(folder / "keystore.a");
    overwrite(folder / "keystore.a", ByteView(whole).first(10));

    REQUIRE(Keystore::open(folder.path()));

    CHECK(bytes_in(folder / "keystore.a") == whole);
    std::filesystem::remove(folder / "keystore.b");
    const auto opened = Keystore::open(folder.path());
    REQUIRE(opened);
    CHECK(opened->slots().size() == 1);
}

TEST_CASE("keystore: a change that cannot be written changes nothing", "[crypto]") {
    const TestFolder folder;
    SeededRandom random(37);
    const Person one = person("one", random);
    const Secret database_key(random_bytes(random, 32));
    Keystore keystore = created(folder);
    // What is written beside the file first is in the way, and cannot be taken away.
    for (const char* const name : {"keystore.a.new", "keystore.b.new"}) {
        REQUIRE(make_private_folder(folder.path() / name / "inner"));
    }

    const auto put = keystore.put(one.slot, database_key, random);

    REQUIRE_FALSE(put);
    CHECK(put.error().code == Errc::storage);
    CHECK(keystore.slots().empty());
    for (const char* const name : {"keystore.a.new", "keystore.b.new"}) {
        std::filesystem::remove_all(folder / name);
    }
    CHECK(keystore.put(one.slot, database_key, random));
    const auto opened = Keystore::open(folder.path());
    REQUIRE(opened);
    CHECK(opened->slots().size() == 1);
}

TEST_CASE("keystore: says whether it is missing, damaged or there already", "[crypto]") {
    const TestFolder folder;
    const auto missing = Keystore::open(folder.path());
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::storage);
    CHECK(missing.error().text == "keystore.missing");

    (void)created(folder);
    const auto again = Keystore::create(folder.path());
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Errc::storage);
    CHECK(again.error().text == "keystore.exists");

    overwrite(folder / "keystore.a", bytes_of("no keystore"));
    overwrite(folder / "keystore.b", {});
    const auto damaged = Keystore::open(folder.path());
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error().code == Errc::integrity);
    CHECK(damaged.error().text == "keystore.damaged");
    CHECK_FALSE(Keystore::create(folder.path()));
}

}  // namespace soxa::tests::crypto_keystore
