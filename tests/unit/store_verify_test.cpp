#include "client/store/migrations.hpp"
#include "sync/sqlcipher/database.hpp"
#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::verify {

using ledger::Judgement;
using ledger::Kind;
using ledger::Role;

/// A store with some of everything: accounts, a version approved, one operation held and taken
/// up again, one not sent.
struct Commune {
    explicit Commune(std::uint64_t seed)
        : unit(seed),
          laptop(unit.add_laptop()),
          admin(unit.add_admin(laptop)),
          head(unit.add_person(laptop, admin, Role::head)) {
        record = unit.create(laptop, head, change_of({{"full_name", "Lê Thị Cúc"}}));
        const auto cut = unit.submit(laptop, head, record);
        unit.approve(laptop, head, record, cut);
        unit.send(laptop);
        const auto held = unit.create(laptop, head, change_of({{"full_name", "Trần Bình"}}));
        unit.send(laptop, Judgement::held);
        unit.rejudge({{held, Judgement::accepted, ledger::Reason::confirmed}});
        unit.receive(laptop);
        unit.create(laptop, head, change_of({{"full_name", "Đỗ Ánh"}}));
    }

    Unit unit;
    Laptop& laptop;
    Person& admin;
    Person& head;
    ledger::RecordId record;
};

TEST_CASE("store: finds what was changed behind its back", "[store]") {
    Commune here(41);
    good(here.laptop.store->verify());
    here.laptop.store.reset();
    const std::vector<std::pair<std::string_view, std::string_view>> plants{
        {"a value",
         "UPDATE operation SET payload = (SELECT payload FROM operation WHERE kind = 5)"
         " WHERE kind = 8"},
        {"a header",
         "UPDATE operation SET header = (SELECT header FROM operation WHERE kind = 5)"
         " WHERE kind = 8"},
        {"an erased name", "UPDATE operation SET id = zeroblob(32) WHERE kind = 8"},
        {"a lost operation", "DELETE FROM operation WHERE kind = 5"},
        {"a lost end of the log",
         "DELETE FROM operation WHERE position = (SELECT max(position) FROM operation)"},
        {"a kind", "UPDATE operation SET kind = 9 WHERE kind = 5"},
        {"a record", "UPDATE operation SET record = id WHERE kind = 5"},
        {"another chain",
         "UPDATE operation SET chain = (SELECT chain FROM operation WHERE kind = 3)"
         " WHERE kind = 5"},
        {"a place in the chain", "UPDATE operation SET seq = seq + 50 WHERE kind = 5"},
        {"a verdict", "UPDATE operation SET judgement = 2 WHERE kind = 8"},
        {"a logged verdict", "UPDATE operation SET logged = 0 WHERE logged = 1"},
        {"a reason", "UPDATE operation SET reason = 3 WHERE kind = 8"},
        {"a time", "UPDATE operation SET received = received + 1 WHERE kind = 8"},
        {"a verdict on what nobody judged",
         "UPDATE operation SET judgement = 1 WHERE position IS NULL"},
        {"a forged seal", "UPDATE operation SET seal = zeroblob(64) WHERE position IS NULL"},
        {"an order", "UPDATE operation SET arrival = -arrival"},
        {"a lost approval", "DELETE FROM approved_cut"},
        {"an approval of another record", "UPDATE approved_cut SET record = zeroblob(32)"},
        {"another's chain", "UPDATE chain SET account = zeroblob(32)"},
        {"another key",
         "UPDATE chain SET key = (SELECT other.key FROM chain AS other"
         " WHERE other.key <> chain.key LIMIT 1)"},
        {"a shorter log", "UPDATE log_state SET size = size - 1"},
        {"another root", "UPDATE log_state SET peaks = zeroblob(length(peaks))"},
        {"an older epoch", "UPDATE log_state SET epoch = 9"},
        {"a forgotten log", "DELETE FROM log_state"},
        {"a name in the list", "UPDATE record_view SET full_name = 'Lê Văn Tám'"},
        {"a status in the list", "UPDATE record_view SET status = 'draft'"},
        {"a line that is gone", "DELETE FROM record_view"},
        {"a conflict that is none",
         "INSERT INTO conflict_view SELECT record, x'00', 1, 2 FROM record_view LIMIT 1"},
    };
    for (const auto& [what, sql] : plants) {
        INFO(what);
        const StoreFolder copy;
        std::filesystem::copy_file(here.laptop.folder.file(), copy.file());
        {
            auto database = good(sqlcipher::Database::open(copy.file(), store_key(), 0));
            good(database.run("PRAGMA foreign_keys = OFF"));
            good(database.run(sql));
        }
        auto opened = store::Store::open(copy.path(), store_key());
        const auto found = opened ? (*opened)->verify() : tl::make_unexpected(opened.error());
        REQUIRE_FALSE(found);
        CHECK(found.error().code == Errc::integrity);
    }
}

TEST_CASE("store: finds a damaged page", "[store]") {
    Commune here(42);
    here.laptop.store.reset();
    const auto size = std::filesystem::file_size(here.laptop.folder.file());
    std::FILE* file = std::fopen(here.laptop.folder.file().c_str(), "r+b");
    REQUIRE(file != nullptr);
    REQUIRE(std::fseek(file, static_cast<long>(size / 2), SEEK_SET) == 0);
    REQUIRE(std::fwrite("damage", 1, 6, file) == 6);
    REQUIRE(std::fclose(file) == 0);
    auto opened = store::Store::open(here.laptop.folder.path(), store_key());
    const auto found = opened ? (*opened)->verify() : tl::make_unexpected(opened.error());
    REQUIRE_FALSE(found);
    CHECK(found.error().code == Errc::integrity);
}

TEST_CASE("store: verifying changes nothing", "[store]") {
    Commune here(43);
    auto& store = *here.laptop.store;
    const std::string dump = good(store.dump_views());
    const auto waiting = good(store.waiting()).operations;
    good(store.verify());
    CHECK(good(store.dump_views()) == dump);
    CHECK(good(store.waiting()).operations == waiting);
}

TEST_CASE("store: its migrations are the ones that laptops have run", "[store]") {
    // A digest is never changed once a release has its step: a new step is added instead.
    static constexpr std::array<std::string_view, 10> digests{
        "ca3ac7464db5d0c8eb0ec5d44ec9884c21b1fe612d2a531b844c988e66ea2904",
        "9ee1ee5ae75f3e22365cae72701e08dbfc3beb94a966a6d3699d16bc28074301",
        "a7fd27442cd2e72fcb6bd10483c96045c02befd06ab45454c8480fc98c712599",
        "53349c3bc66e7d854c132072438c27b906b2fb470a2b54325eae04aec24cd5de",
        "c40cdc9c121374711d85ed56e8ab5fa76127ee942d2c4c5d9af0a8deb7dd6713",
        "785bec9caf95875676250ad248a6988a79dab687b1be2b175a2d1e148819fcef",
        "de24d996a5f185edf4e8d1b014f0fa1c925fb72ec020c364b14eda025dde53be",
        "82ea7bb89cdbcc3ca414beed5b0fc219689339ba35946f7b539d479c5ed48bd9",
        "a0b1530805119e2e661ff5705847de499677fd8539f9f6d24b4097154b0d9959",
        "b5dad28feda3d7c5c4b1904b97b76e05414f3aa73868e6ca86af51842636d523",
    };
    std::vector<std::string> found;
    for (const std::string_view step : store::migrations()) {
        found.push_back(hex(crypto::sha256(bytes_of(step)).view()));
    }
    CHECK(std::ranges::equal(found, digests));
}

}  // namespace soxa::tests::store_unit::verify
