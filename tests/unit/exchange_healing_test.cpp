// A province that was put back from a backup, and the laptops that remember what it lost.
#include <catch2/generators/catch_generators.hpp>

#include "client/office/accounts.hpp"
#include "client/office/enter.hpp"
#include "sync/exchange/healing_province.hpp"
#include "sync/server/backup.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/server/device_revoke.hpp"
#include "sync/server/publish.hpp"
#include "sync/server/unit_change.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_healing {

using namespace exchange_world;

namespace {

struct Restored : World {
    explicit Restored(std::uint64_t seed) : World(seed) {}

    fs::path back_up() {
        return good(server::make_backup(office, province.data, stick / "tinh.soxad-backup", nullptr))
            .backup.file;
    }
    void put_back(const fs::path& file) {
        good(server::restore_backup(province.data, file, nullptr, true, province.clock,
                                    province.random));
        office = province.open();
    }
    std::uint64_t epoch() {
        std::uint64_t found = 0;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto unit, server::required_unit(records, "30001"));
            found = unit.epoch;
            return {};
        }));
        return found;
    }
    ledger::Standing standing(const ledger::OperationId& id) {
        ledger::Standing found;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto unit, server::required_unit(records, "30001"));
            TRY_LET(server::UnitStream* const stream, records.stream(unit.stream));
            TRY_LET(const auto stored, stream->find(id));
            REQUIRE(stored);
            found = stored->standing;
            return {};
        }));
        return found;
    }
    std::set<ledger::OperationId> operations() {
        std::set<ledger::OperationId> found;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto unit, server::required_unit(records, "30001"));
            TRY_LET(server::UnitStream* const stream, records.stream(unit.stream));
            return stream->each([&](const server::Kept& kept) -> Result<void> {
                found.insert(kept.logged.operation.id);
                return {};
            });
        }));
        return found;
    }
    void clerk(office::Office& admin) {
        office::NewAccount account;
        account.login = "lan";
        account.name = "Lò Thị Lan";
        account.personal_id = "034190000011";
        account.role = ledger::Role::clerk;
        account.basis = "12/QĐ-UBND 02/11/2026";
        const Secret word = secret("mật khẩu của lan");
        good(office::add_account(admin, account, &word));
    }
    ledger::OperationId entered_by_clerk(const std::string& laptop) {
        office::Office lan = good(office::Office::log_in(around(laptop), "lan",
                                                         secret("mật khẩu của lan")));
        ledger::Change change;
        change.fields.emplace(record::find_field({}, "full_name")->tag,
                              hex(random_bytes(province.random, 8)));
        office::Draft draft;
        draft.edit = good(ledger::build_edit(nullptr, change));
        std::vector<office::Draft> drafts;
        drafts.push_back(std::move(draft));
        return good(lan.write(std::move(drafts))).front();
    }
    void sync(const std::string& laptop) {
        office::Office at = open(laptop);
        good(World::sync(at));
    }
    /// A file with this number, and the clerk's laptop told of.
    void enter(const std::string& laptop, const std::string& number) {
        office::Office lan = good(office::Office::log_in(around(laptop), "lan",
                                                         secret("mật khẩu của lan")));
        ledger::Change change;
        change.fields.emplace(record::find_field({}, "personal_id")->tag, number);
        change.fields.emplace(record::find_field({}, "full_name")->tag, std::string("Vũ Văn Tư"));
        good(office::new_record(lan, change));
        good(World::sync(lan));
    }
    /// Which files the province's register has under a number.
    std::vector<server::Identity> identities(const std::string& number) {
        std::vector<server::Identity> found;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(found, records.identities().of_number(number));
            return {};
        }));
        return found;
    }
    /// As a store of before the register has it: empty, and never filled.
    void forget_identities(const std::string& number) {
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto all, records.identities().of_number(number));
            for (const server::Identity& one : all) TRY(records.identities().remove(one));
            return records.settings().set("identities", "");
        }));
    }
    /// Two laptops, or three, that know each other, the clerk's slot among them.
    void meet(const std::vector<std::string>& laptops) {
        for (int round = 0; round < 3; ++round) {
            for (const std::string& one : laptops) sync_with_slots(one);
        }
    }
    void sync_with_slots(const std::string& laptop) {
        office::Office at = open(laptop);
        good(office::share_slots(at));
        good(World::sync(at));
        good(office::take_slots(at));
    }
    /// All laptops show the same and have what the province has.
    void check_equal(const std::vector<std::string>& laptops) {
        for (int round = 0; round < 2; ++round) {
            for (const std::string& one : laptops) sync(one);
        }
        std::optional<std::string> views;
        for (const std::string& one : laptops) {
            office::Office at = open(one);
            CHECK(at.store().log().root() == root());
            good(at.store().verify());
            const std::string shown = good(at.store().dump_views());
            CHECK(shown == views.value_or(shown));
            views = shown;
        }
        good(server::verify_logs(office));
    }
};

}  // namespace

TEST_CASE("healing: what the province lost comes back as it was, place by place", "[healing]") {
    Restored world(421);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
    }
    world.entered_by_clerk("a1");  // the first login makes the clerk's key
    { const office::Office second = world.laptop("a2"); }
    world.meet({"a1", "a2"});
    const fs::path backup = world.back_up();
    for (int i = 0; i < 6; ++i) {
        world.entered_by_clerk(i % 2 == 0 ? "a1" : "a2");
        world.sync(i % 3 == 0 ? "a2" : "a1");
    }
    world.sync("a1");
    world.sync("a2");
    const crypto::Digest root = world.root();
    const auto operations = world.operations();
    const std::uint64_t epoch = world.epoch();
    world.put_back(backup);
    REQUIRE(world.root() != root);
    world.sync("a2");
    CHECK(world.root() == root);
    CHECK(world.operations() == operations);
    CHECK(world.epoch() == epoch);
    world.check_equal({"a1", "a2"});
    CHECK(world.root() == root);
    CHECK(world.operations() == operations);
}

TEST_CASE("healing: a verdict that was given stands, in whatever order laptops come",
          "[healing]") {
    // Scenario 9 of LEDGER: accepted first and revoked afterwards, both lost.
    const bool revoker_first = GENERATE(true, false);
    Restored world(revoker_first ? 422 : 423);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
    }
    world.entered_by_clerk("a1");  // the first login makes the clerk's key
    { const office::Office second = world.laptop("a2"); }
    world.meet({"a1", "a2"});
    const fs::path backup = world.back_up();
    const auto entered = world.entered_by_clerk("a1");
    world.sync("a1");
    {
        office::Office admin = world.open("a2");
        good(world.World::sync(admin));
        good(office::change_account(admin, "lan", ledger::AccountStep::revoke, "15/QĐ", ""));
        good(world.World::sync(admin));
    }
    REQUIRE(world.standing(entered).confirmed());
    const crypto::Digest root = world.root();
    world.put_back(backup);
    world.sync(revoker_first ? "a2" : "a1");
    world.sync(revoker_first ? "a1" : "a2");
    CHECK(world.standing(entered).confirmed());
    CHECK(world.root() == root);
    world.check_equal({"a1", "a2"});
}

TEST_CASE("healing: what a restored province let in unknowing is looked at again", "[healing]") {
    // The other direction: the revocation was lost, and somebody came before it was back.
    Restored world(424);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
    }
    world.entered_by_clerk("a1");  // the first login makes the clerk's key
    { const office::Office second = world.laptop("a2"); }
    { const office::Office third = world.laptop("a3"); }
    world.meet({"a1", "a2", "a3"});
    const fs::path backup = world.back_up();
    const auto before = world.entered_by_clerk("a1");
    world.sync("a1");
    {
        office::Office admin = world.open("a2");
        good(office::change_account(admin, "lan", ledger::AccountStep::revoke, "15/QĐ", ""));
        good(world.World::sync(admin));
    }
    const auto refused = world.entered_by_clerk("a1");  // has not heard of it yet
    world.sync("a1");
    REQUIRE(world.standing(refused).ghost());
    REQUIRE(world.standing(before).confirmed());
    const auto operations = world.operations();

    world.put_back(backup);
    const auto unknowing = world.entered_by_clerk("a3");  // was away all the time
    world.sync("a3");
    REQUIRE(world.standing(unknowing).confirmed());
    const std::uint64_t epoch = world.epoch();
    world.sync("a1");
    CHECK(world.epoch() > epoch);  // this log has gone on by itself
    CHECK(world.standing(before).confirmed());
    CHECK(world.standing(refused).ghost());
    CHECK(world.standing(unknowing).ghost());
    world.check_equal({"a1", "a2", "a3"});
    const auto now = world.operations();
    CHECK(std::ranges::includes(now, operations));
    CHECK(now.contains(unknowing));
}

TEST_CASE("healing: a laptop that the register lost is known again, a revoked one is not",
          "[healing]") {
    Restored world(425);
    {
        office::Office admin = world.laptop("a1");
        good(world.World::sync(admin));
    }
    const fs::path backup = world.back_up();
    { const office::Office second = world.laptop("a2"); }
    { const office::Office third = world.laptop("a3"); }
    world.meet({"a1", "a2", "a3"});
    const std::string third = hex(world.open("a3").store().home().device.view());
    good(server::revoke_device(world.office, third, "mất máy"));
    world.sync("a2");
    const crypto::Digest root = world.root();
    world.put_back(backup);
    world.sync("a2");
    CHECK(world.root() == root);
    office::Office lost = world.open("a3");
    const auto came = world.World::sync(lost);
    REQUIRE_FALSE(came);
    CHECK(came.error().text == "device.revoked");
    world.check_equal({"a1", "a2"});
}

TEST_CASE("healing: a unit on sticks alone hands the log back with its bundle", "[healing]") {
    Restored world(426);
    office::Office laptop = world.laptop("a1");
    good(world.in(world.out(laptop)));
    good(world.take(laptop, world.answer(laptop)));
    const fs::path backup = world.back_up();
    world.work(laptop, 3);
    good(world.in(world.out(laptop)));
    good(world.take(laptop, world.answer(laptop)));
    const crypto::Digest root = world.root();
    world.put_back(backup);
    world.work(laptop, 2);
    const auto refused = world.in(world.out(laptop));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text == "exchange.rewound");
    CHECK(world.root() != root);
    good(office::bundle_out(laptop, world.stick / "xa.bundle", {48 * 1024 * 1024, true}));
    const auto taken = good(
        world.in(good(crypto::read_file(world.stick / "xa.bundle", exchange::bundle_bytes_max))));
    CHECK(taken.added > 0);
    good(world.take(laptop, world.answer(laptop)));
    CHECK(laptop.store().log().root() == world.root());
    CHECK(good(laptop.store().waiting()).operations == 0);
    good(laptop.store().verify());
}

TEST_CASE("healing: only what the province itself signed is taken back", "[healing]") {
    Restored world(427);
    office::Office laptop = world.laptop("a1");
    good(world.World::sync(laptop));
    const fs::path backup = world.back_up();
    world.work(laptop, 3);
    good(world.World::sync(laptop));
    const store::Home& home = laptop.store().home();
    const auto whole = good(exchange::evidence_of(laptop.store(), laptop.store(), home.stream,
                                                  home.device, home.province.intake, 0));
    world.put_back(backup);
    const crypto::Digest root = world.root();
    auto stranger = crypto::SoftwareSigner::generate(world.province.random);
    const auto offer = [&](const auto& message) {
        const auto answered = server::answer_healing(
            world.office, home.device_certificate, exchange::compressed(exchange::encode(message)));
        REQUIRE_FALSE(answered);
        return answered.error().text;
    };
    exchange::Evidence changed = whole;
    changed.pages.back().lines.back().judgement = ledger::Judgement::accepted;
    changed.pages.back().lines.back().reason = ledger::Reason::confirmed;
    CHECK(offer(changed) == "healing.unproven");
    changed = whole;
    changed.pages.back().lines.pop_back();
    CHECK(offer(changed) == "healing.unproven");
    changed = whole;
    ledger::Checkpoint& forged = changed.pages.back().checkpoint;
    forged.size += 1;
    forged.signature = good(stranger.sign("checkpoint/1", ledger::checkpoint_body(forged)));
    CHECK(offer(changed) == "healing.unproven");
    changed = whole;
    changed.pages.clear();
    CHECK(offer(changed) == "healing.unproven");
    exchange::Witness witness{home.stream, home.device, laptop.store().checkpoint(), {}};
    witness.checkpoint.epoch += 7;
    witness.roots = {{witness.checkpoint.size, witness.checkpoint.root}};
    CHECK(offer(witness) == "healing.unproven");
    CHECK(world.root() == root);
    // As it was, it is taken.
    REQUIRE(server::answer_healing(world.office, home.device_certificate,
                                   exchange::compressed(exchange::encode(whole))));
    CHECK(world.root() == laptop.store().log().root());
}

TEST_CASE("healing: a status that the restored province spoke over stands again [F11]",
          "[healing]") {
    Restored world(433);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
    }
    world.enter("a1", "034190000044");
    const fs::path backup = world.back_up();
    good(server::set_status(world.office, {"30001", "034190000044", "60",
                                           {"7/QĐ-SNV 20/11/2026", "2026-11-20"}}));
    world.sync("a1");
    const auto status_at = [&] {
        office::Office lan = good(office::Office::log_in(world.around("a1"), "lan",
                                                         secret("mật khẩu của lan")));
        const auto files = good(lan.store().records_with_personal_id("034190000044"));
        REQUIRE(files.size() == 1);
        const auto state = good(lan.store().record(files.front()));
        return std::pair(state->life.status ? state->life.status->status : "",
                         state->life.closed.has_value());
    };
    REQUIRE(status_at() == std::pair(std::string("60"), true));
    world.put_back(backup);
    // Before any laptop comes, the province goes on with its chain: what it said is a fork.
    record::Policy own = *record::find_preset("D27-2026");
    own.name = "RIENG";
    own.valid_from = record::day_of(2027, 1, 1);
    good(server::publish_pack(world.office, record::write_policy(own), {}));
    for (int round = 0; round < 3; ++round) world.sync("a1");
    CHECK(status_at() == std::pair(std::string("60"), true));
    world.check_equal({"a1"});
}

TEST_CASE("healing: a laptop that was away for eighteen months catches up", "[healing]") {
    Restored world(428);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
    }
    world.entered_by_clerk("a1");  // the first login makes the clerk's key
    { const office::Office second = world.laptop("a2"); }
    world.meet({"a1", "a2"});
    const auto kept = world.entered_by_clerk("a2");  // in a drawer from here on
    for (int month = 0; month < 18; month += 6) {
        world.province.clock.time += std::chrono::days(180);
        world.entered_by_clerk("a1");
        world.sync("a1");
    }
    world.sync("a2");
    CHECK(world.standing(kept).confirmed());
    world.check_equal({"a1", "a2"});
}

TEST_CASE("healing: the register of personal numbers is filled again with the log [F4]",
          "[healing]") {
    Restored world(441);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
        good(static_cast<World&>(world).sync(admin));
    }
    world.enter("a1", "034090000041");
    const fs::path before = world.back_up();
    world.enter("a1", "034090000042");
    REQUIRE(world.identities("034090000042").size() == 1);
    const auto lost = world.identities("034090000042").front();

    world.put_back(before);
    CHECK(world.identities("034090000042").empty());
    world.sync("a1");
    REQUIRE(world.identities("034090000042").size() == 1);
    CHECK(world.identities("034090000042").front().record == lost.record);
    CHECK(world.identities("034090000041").size() == 1);
}

TEST_CASE("register: a store that is older than it has it after the first opening [F4]",
          "[healing]") {
    Restored world(442);
    {
        office::Office admin = world.laptop("a1");
        world.clerk(admin);
        good(static_cast<World&>(world).sync(admin));
    }
    world.enter("a1", "034090000043");
    const auto known = world.identities("034090000043");
    REQUIRE(known.size() == 1);
    world.forget_identities("034090000043");
    CHECK(world.identities("034090000043").empty());

    world.office = world.province.open();
    CHECK(world.identities("034090000043") == known);
    // Opened again it is what it was.
    world.office = world.province.open();
    CHECK(world.identities("034090000043") == known);
}

}  // namespace soxa::tests::exchange_healing
