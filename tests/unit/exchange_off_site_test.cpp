// The province's word on a backup at another place, and what laptops make of it [LEDGER 21, 40, I-2].
#include "sync/ledger/off_site.hpp"
#include "sync/server/off_site.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_off_site {

using namespace exchange_world;

namespace {

struct Safe : World {
    explicit Safe(std::uint64_t seed) : World(seed) {
        elsewhere = province.folder.path() / "elsewhere";
        fs::create_directory(elsewhere);
    }
    fs::path back_up() {
        static_cast<void>(province.clock.time += std::chrono::hours(1));
        return good(server::make_backup(office, province.data, elsewhere, nullptr)).backup.file;
    }
    server::OffSiteUnit confirm(const fs::path& file) {
        const auto told = good(server::confirm_off_site(office, province.data, file, nullptr));
        REQUIRE(told.units.size() == 1);
        return told.units.front();
    }
    void put_back(const fs::path& file) {
        good(server::restore_backup(province.data, file, nullptr, true, province.clock,
                                    province.random));
        office = province.open();
    }
    std::uint64_t log_size() {
        std::uint64_t found = 0;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto unit, server::required_unit(records, "30001"));
            found = unit.log.size();
            return {};
        }));
        return found;
    }

    fs::path elsewhere;
};

}  // namespace

TEST_CASE("off site: the word reaches a laptop with its next exchange, and says how far",
          "[healing]") {
    Safe world(451);
    office::Office laptop = world.laptop("a1");
    world.work(laptop, 3);
    good(world.sync(laptop));
    CHECK_FALSE(good(laptop.store().off_site()));
    const fs::path backup = world.back_up();
    const auto told = world.confirm(backup);
    CHECK(told.told);
    CHECK(told.entries == laptop.store().log().size());
    world.work(laptop, 2);
    good(world.sync(laptop));
    const auto word = good(laptop.store().off_site());
    REQUIRE(word);
    CHECK(word->size == told.entries);
    CHECK(word->size < laptop.store().log().size());
    good(laptop.store().verify());

    // The same again is no news, and neither is a backup in which only the word itself is new.
    const std::uint64_t size = world.log_size();
    CHECK_FALSE(world.confirm(backup).told);
    CHECK(world.log_size() == size);
    good(world.sync(laptop));
    const fs::path later = world.back_up();
    CHECK(world.confirm(later).told);
    const fs::path quiet = world.back_up();
    CHECK_FALSE(world.confirm(quiet).told);
    good(world.sync(laptop));
    CHECK(good(laptop.store().off_site())->size == size);
    // A laptop that comes new hears of all of it.
    office::Office second = world.laptop("a2");
    good(world.sync(second));
    CHECK(good(second.store().off_site())->size == size);
}

TEST_CASE("off site: a copy beside the store, a damaged one and another log's say nothing",
          "[healing]") {
    Safe world(452);
    office::Office laptop = world.laptop("a1");
    world.work(laptop);
    good(world.sync(laptop));
    const fs::path backup = world.back_up();
    const std::uint64_t size = world.log_size();
    const auto refused = [&](const fs::path& file) {
        const auto told = server::confirm_off_site(world.office, world.province.data, file, nullptr);
        REQUIRE_FALSE(told);
        CHECK(world.log_size() == size);
        return told.error().text;
    };
    fs::create_directory(world.province.data.path / "copies");
    fs::copy_file(backup, world.province.data.path / "copies" / "x.soxad-backup");
    CHECK(refused(world.province.data.path / "copies" / "x.soxad-backup") ==
          "backup.not_off_site");
    Bytes bytes = good(crypto::read_file(backup, 64 * 1024 * 1024));
    bytes[bytes.size() / 2] ^= 1;
    good(crypto::write_durably(world.elsewhere / "bad.soxad-backup", bytes));
    CHECK_FALSE(refused(world.elsewhere / "bad.soxad-backup").empty());
    // A backup of before a restore, whose end the log no longer has.
    world.work(laptop);
    good(world.sync(laptop));
    const fs::path lost = world.back_up();
    world.put_back(backup);
    REQUIRE(world.log_size() == size);
    CHECK(refused(lost) == "backup.other_log");
}

TEST_CASE("off site: a province that is put back from it gets just what stands above [I-2]",
          "[healing]") {
    Safe world(453);
    office::Office laptop = world.laptop("a1");
    world.work(laptop, 4);
    good(world.sync(laptop));
    const fs::path backup = world.back_up();
    const std::uint64_t held = world.confirm(backup).entries;
    // No power of two away, where a witness says its roots anyway.
    do {
        world.work(laptop);
        good(world.sync(laptop));
    } while (std::has_single_bit(world.log_size() - held) || world.log_size() < held + 5);
    const crypto::Digest root = world.root();
    world.put_back(backup);
    REQUIRE(world.log_size() == held);

    const store::Home& home = laptop.store().home();
    exchange::HealingSession healing(laptop.store(), laptop.store(), home.stream, home.device,
                                     home.province.intake);
    const auto say = [&](const Bytes& message) {
        return good(server::answer_healing(world.office, home.device_certificate,
                                           exchange::compressed(message)));
    };
    const Bytes agreed = say(good(healing.request()));
    CHECK(good(exchange::decode_agreed(agreed)).size == held);
    good(healing.take(agreed));
    const Bytes evidence = good(healing.request());
    CHECK(good(exchange::decode_evidence(evidence)).pages.front().base == held);
    good(healing.take(say(evidence)));
    CHECK(healing.complete());
    CHECK(world.root() == root);
    good(world.sync(laptop));
    CHECK(good(laptop.store().off_site())->size == held);
    good(laptop.store().verify());
}

TEST_CASE("off site: a word on a log that is gone counts for nothing [LEDGER 9]", "[healing]") {
    Safe world(454);
    { const office::Office first = world.laptop("a1"); }
    { const office::Office second = world.laptop("a2"); }
    const auto sync = [&](const std::string& name, std::size_t files = 0) {
        office::Office at = world.open(name);
        if (files > 0) world.work(at, files);
        good(world.sync(at));
        return good(at.store().off_site());
    };
    for (const char* name : {"a1", "a2", "a1"}) sync(name);
    const fs::path first = world.back_up();
    const std::uint64_t held = world.confirm(first).entries;
    sync("a1", 3);
    const fs::path second = world.back_up();
    const std::uint64_t further = world.confirm(second).entries;
    CHECK(sync("a1")->size == further);
    world.put_back(first);  // and goes on by itself before it is found out
    sync("a2", 1);
    const auto word = sync("a1");
    REQUIRE(word);
    CHECK(word->size == held);
    for (const char* name : {"a2", "a1", "a2"}) CHECK(sync(name)->size == held);
    // The next backup holds what has become of the log.
    const std::uint64_t now = world.confirm(world.back_up()).entries;
    CHECK(sync("a2")->size == now);
    CHECK(sync("a1")->size == now);
    good(server::verify_logs(world.office));
}

}  // namespace soxa::tests::exchange_off_site
