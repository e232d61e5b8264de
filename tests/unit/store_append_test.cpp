#include <fstream>

#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::append {

using ledger::Kind;
using ledger::Role;

/// A laptop with an administrator and a clerk.
struct Commune {
    explicit Commune(std::uint64_t seed)
        : unit(seed),
          laptop(unit.add_laptop()),
          admin(unit.add_admin(laptop)),
          clerk(unit.add_person(laptop, admin, Role::clerk)) {}

    Unit unit;
    Laptop& laptop;
    Person& admin;
    Person& clerk;
};

ledger::Change nguyen_van_an() {
    return change_of({{"full_name", "Nguyễn Văn An"},
                      {"other_names", "Nguyễn Hoà"},
                      {"personal_id", "087012345678"},
                      {"personnel_status", "10"}});
}

TEST_CASE("store: gives everything back after it was opened again", "[store]") {
    Commune here(1);
    const auto id = here.unit.create(here.laptop, here.clerk, nguyen_van_an());
    const auto submit = here.unit.submit(here.laptop, here.clerk, id);
    auto& store = *here.laptop.store;
    const auto state = good(store.record(id));
    const auto list = good(store.list());
    const auto dump = good(store.dump_views());
    const auto own = good(store.own_chain(here.clerk.account, here.clerk.key.public_key()));

    here.laptop.reopen();

    auto& again = *here.laptop.store;
    CHECK(good(again.record(id)) == state);
    CHECK(good(again.dump_views()) == dump);
    CHECK(again.directory().account(here.clerk.account)->made.role == Role::clerk);
    const auto tail = good(again.own_chain(here.clerk.account, here.clerk.key.public_key()));
    REQUIRE(tail);
    CHECK(tail->tail.last == own->tail.last);
    CHECK(tail->tail.seq == own->tail.seq);
    CHECK(tail->tail.seed == own->tail.seed);
    CHECK(tail->last_seal == own->last_seal);
    CHECK(*tail->tail.last == submit);
    REQUIRE(list.size() == 1);
    const auto line = good(again.list()).at(0);
    CHECK(line.id == id);
    CHECK(line.full_name == "Nguyễn Văn An");
    CHECK(line.personal_id == "087012345678");
    CHECK(line.uid == ledger::record_uid(*state));
    CHECK(line.status == ledger::Status::checked);  // submitted by a clerk
    CHECK(line.unreceipted == 2);
    CHECK_FALSE(line.archived);
    CHECK(good(again.record_named(line.uid)) == id);
    CHECK(good(again.records_with_personal_id("087012345678")) == std::vector{id});
    CHECK(good(again.operations_of(Kind::submit)).at(0).operation.id == submit);
    CHECK(good(again.operations_on(id)).size() == 2);
    CHECK(good(again.operation(submit))->standing.provisional());
    good(again.verify());
}

TEST_CASE("store: keeps all that the laptop knows of itself", "[store]") {
    Unit unit(2);
    Laptop& laptop = unit.laptops.emplace_back(unit.home());
    store::Home home = unit.home();
    home.last_contact = timestamp_of(1'999'999'999);
    good(laptop.store->save(home));

    laptop.reopen();

    const store::Home& found = laptop.store->home();
    CHECK(found.device == home.device);
    CHECK(std::ranges::equal(found.device_key.reveal(), home.device_key.reveal()));
    CHECK(std::ranges::equal(found.device_opening_key.reveal(), home.device_opening_key.reveal()));
    CHECK(found.device_label == home.device_label);
    CHECK(found.stream == home.stream);
    CHECK(found.unit_code == home.unit_code);
    CHECK(found.unit_name == home.unit_name);
    CHECK(found.url == home.url);
    CHECK(found.province_certificate == home.province_certificate);
    CHECK(found.province.intake == home.province.intake);
    CHECK(found.province.log == home.province.log);
    CHECK(found.ticket_number == home.ticket_number);
    CHECK(std::ranges::equal(found.ticket_secret.reveal(), home.ticket_secret.reveal()));
    CHECK(found.device_certificate == home.device_certificate);
    CHECK(found.last_contact == home.last_contact);
}

TEST_CASE("store: is neither made over another nor opened where there is none", "[store]") {
    Unit unit(3);
    Laptop& laptop = unit.add_laptop();
    CHECK(word(store::Store::create(laptop.folder.path(), store_key(), unit.home())) ==
          "store.exists");
    const StoreFolder empty;
    CHECK(word(store::Store::open(empty.path(), store_key())) == "store.missing");
    CHECK(word(store::Store::open(laptop.folder.path(), Secret(Bytes(32, 8)))) ==
          "store.wrong_key_or_damaged");
    std::ofstream(empty.file()).flush();
    CHECK(word(store::Store::open(empty.path(), store_key())) == "store.unfinished");
}

TEST_CASE("store: is made though the last attempt was cut off", "[store]") {
    Unit unit(4);
    const StoreFolder folder;
    std::ofstream(folder.path() / "ledger.db.new") << "half of a page";
    good(store::Store::create(folder.path(), store_key(), unit.home()));
    CHECK(open_store(folder)->home().stream == Province::stream);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "ledger.db.new"));
}

TEST_CASE("store: appends all of a batch or nothing", "[store]") {
    Commune here(5);
    auto& store = *here.laptop.store;
    good(store.append({}, {}));
    const auto id = here.unit.create(here.laptop, here.clerk, nguyen_van_an());
    const auto dump = good(store.dump_views());
    const auto waiting = good(store.waiting()).operations;

    Pen pen = here.unit.pen(here.laptop, here.clerk);
    for (int i = 0; i < 5; ++i) {
        pen.edit(std::nullopt, good(ledger::build_edit(nullptr, nguyen_van_an())),
                 random_id<ledger::Seed>(here.unit.random));
    }
    SECTION("because the last one rests on what is not there") {
        pen.act(Kind::check, id, {ledger::OperationId{{1, 2, 3}}});
        CHECK(word(store.append(pen.written(), pen.seed())) == "store.gap");
    }
    SECTION("because one in the middle is left out") {
        pen.written().erase(pen.written().begin() + 2);
        CHECK(word(store.append(pen.written(), pen.seed())) == "store.gap");
    }
    SECTION("because the last one is of another unit's stream") {
        pen.say(Kind::check, ledger::encode_reason(""));
        ledger::Header header = pen.written().back().operation.header;
        header.stream = 8;
        pen.written().back().operation =
            ledger::seal(header, ledger::encode_reason(""), pen.written().back().operation.salt);
        CHECK(word(store.append(pen.written(), pen.seed())) == "store.other_stream");
    }

    CHECK(good(store.dump_views()) == dump);
    CHECK(good(store.waiting()).operations == waiting);
    for (const auto& one : pen.written()) CHECK_FALSE(good(store.has(one.operation.id)));
    // The chain goes on where it was.
    CHECK(here.unit.create(here.laptop, here.clerk, nguyen_van_an()) != id);
    CHECK(rebuilt_dump(store) != dump);
    good(store.verify());
}

TEST_CASE("store: appending what is there already changes nothing", "[store]") {
    Commune here(6);
    auto& store = *here.laptop.store;
    Pen pen = here.unit.pen(here.laptop, here.clerk);
    pen.edit(std::nullopt, good(ledger::build_edit(nullptr, nguyen_van_an())),
             random_id<ledger::Seed>(here.unit.random));
    good(store.append(pen.written(), pen.seed()));
    const auto waiting = good(store.waiting());
    const auto dump = good(store.dump_views());

    good(store.append(pen.written(), pen.seed()));
    pen.edit(std::nullopt, good(ledger::build_edit(nullptr, nguyen_van_an())),
             random_id<ledger::Seed>(here.unit.random));
    good(store.append(pen.written(), pen.seed()));

    CHECK(good(store.waiting()).operations == waiting.operations + 1);
    CHECK(good(store.waiting()).records == 2);
    CHECK(good(store.waiting()).bytes > waiting.bytes);
    CHECK(good(store.list()).size() == 2);
    CHECK(good(store.dump_views()).starts_with(dump.substr(0, 12)));
}

TEST_CASE("store: lets no second operation in at a place of a chain [I-3]", "[store]") {
    Commune here(7);
    auto& store = *here.laptop.store;
    Pen one = here.unit.pen(here.laptop, here.clerk);
    Pen other = one;
    one.say(Kind::context, ledger::encode(ledger::Context{1, 1, {}}));
    other.say(Kind::context, ledger::encode(ledger::Context{1, 2, {}}));
    good(store.append(one.written(), one.seed()));
    CHECK(word(store.append(other.written(), other.seed())) == "store.chain_taken");
    CHECK_FALSE(good(store.has(other.written().at(0).operation.id)));
}

TEST_CASE("store: appends only to chains of this laptop", "[store]") {
    Commune here(8);
    Laptop& second = here.unit.add_laptop();
    here.unit.send(here.laptop);
    here.unit.receive(second);
    Pen pen = here.unit.pen(here.laptop, here.clerk);
    pen.say(Kind::context, ledger::encode(ledger::Context{1, 1, {}}));
    CHECK(word(second.store->append(pen.written(), pen.seed())) == "store.not_own_chain");

    Pen salted = here.unit.pen(second, here.clerk);
    salted.say(Kind::context, ledger::encode(ledger::Context{1, 1, {}}));
    CHECK(word(second.store->append(salted.written(), ledger::Seed{{9}})) == "store.not_own_chain");
    good(second.store->append(salted.written(), salted.seed()));
}

TEST_CASE("store: finds a file by its names without marks and by the number's beginning",
          "[store]") {
    Commune here(9);
    auto& store = *here.laptop.store;
    const auto an = here.unit.create(here.laptop, here.clerk, nguyen_van_an());
    const auto binh = here.unit.create(
        here.laptop, here.clerk,
        change_of({{"full_name", "Trần Thị Bình"}, {"personal_id", "087099999999"}}));
    const auto gone =
        here.unit.create(here.laptop, here.clerk,
                         change_of({{"full_name", "Đỗ Văn Ánh"}, {"personnel_status", "60"}}));
    const auto found = [&](std::string_view text) {
        std::vector<ledger::RecordId> ids;
        for (const auto& line : good(store.find(text))) ids.push_back(line.id);
        return ids;
    };
    CHECK(found("nguyen van") == std::vector{an});
    CHECK(found("HOÀ") == std::vector{an});
    CHECK(found("0870") == std::vector{an, binh});
    CHECK(found("99999") == std::vector<ledger::RecordId>{});
    CHECK(found("") == std::vector{an, gone, binh});  // An, Ánh, Bình
    // A draft that says somebody has left is nobody's word yet [TB-9.5].
    for (const auto& line : good(store.list())) CHECK_FALSE(line.archived);
}

TEST_CASE("store: a laptop by itself keeps a ledger of stream 0", "[store]") {
    Unit unit(10);
    store::Home home = unit.home();
    home.stream = ledger::local_stream;
    Laptop& laptop = unit.laptops.emplace_back(std::move(home));
    const Person person{ledger::AccountId{{1}}, crypto::SoftwareSigner::generate(unit.random)};
    ledger::ChainTail tail;
    tail.seed = random_id<ledger::Seed>(unit.random);
    const ledger::ChainOpen open{laptop.device, person.account, person.key.public_key(), 1};
    tail.chain = ledger::chain_id(ledger::local_stream, open);
    Pen first(person, tail);
    first.say(Kind::chain_open, ledger::encode(open));
    const auto id = first.edit(std::nullopt, good(ledger::build_edit(nullptr, nguyen_van_an())),
                               random_id<ledger::Seed>(unit.random));
    good(laptop.store->append(first.written(), first.seed()));
    CHECK(good(laptop.store->record(id))->stream == ledger::local_stream);
    CHECK(laptop.store->epoch() == 0);
    good(laptop.store->verify());
}

}  // namespace soxa::tests::store_unit::append
