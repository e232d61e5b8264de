#include "tests/simulation/cases.hpp"

#include "client/office/enter.hpp"
#include "sync/server/account_confirm.hpp"

namespace soxa::simulation {

namespace {

/// A unit of two laptops whose clerk and head have made their keys on the first.
struct Commune {
    explicit Commune(Stage& on) : stage(on) {
        World& world = on.world;
        world.quiet = true;
        world.begin();
        world.add_unit();
        world.add_laptop(0);
        world.add_laptop(0);
        world.add_person(first(), ledger::Role::clerk);
        world.add_person(first(), ledger::Role::head);
        require(world.log_in(first(), clerk) && world.log_in(first(), head), "case", "a login");
        exchange(first());
        exchange(second());
    }

    [[nodiscard]] Laptop& first() { return stage.world.laptops[0]; }
    [[nodiscard]] Laptop& second() { return stage.world.laptops[1]; }

    void exchange(Laptop& laptop) {
        require(stage.link.whole(laptop), "I-6", "an exchange: " + stage.link.complaint(laptop));
        const auto left = laptop.office->store().unreceipted();
        require(left && left->empty(), "I-6", "something is left to send");
    }

    ledger::RecordId enter(Laptop& laptop, std::string_view name) {
        World& world = stage.world;
        require(world.log_in(laptop, clerk), "case", "the clerk's login");
        ledger::Change change;
        change.fields.emplace(record::find_field("", "full_name")->tag,
                              record::Value(std::string(name)));
        std::optional<ledger::RecordId> id;
        const auto done = world.on(laptop, [&](office::Office& office) -> Result<void> {
            TRY_LET(id, office::new_record(office, change));
            return {};
        });
        require(done && id, "case", "a file");
        world.entered[0].insert(*id);
        return *id;
    }

    /// In the province's log, with whatever word on it.
    void arrived(const ledger::RecordId& id) {
        stage.oracle.read_log(0);
        require(stage.oracle.log(0).index.contains(id), "I-2", "a file has not arrived");
    }

    void confirm_head() {
        World& world = stage.world;
        const auto confirmed = server::confirm_account(
            world.province_office(),
            {world.units[0].code, world.people[head].personal_id, std::nullopt});
        require(confirmed.has_value(), "case", "the head's key");
    }

    void back_up() {
        stage.world.province.office.reset();
        stage.world.province.backup = stage.world.province.disk->image();
        stage.world.open_province();
    }
    void restore() {
        stage.world.restore_province();
        stage.oracle.read_log(0);
    }

    // Of World::people: the administrator is the first.
    static constexpr std::size_t clerk = 1;
    static constexpr std::size_t head = 2;
    Stage& stage;
};

/// Both opened the chain of epoch 1, with a seed each: the province could never take the second,
/// and its laptop never sent anything again.
void first_chain_on_two_copies(Stage& stage) {
    Commune commune(stage);
    stage.world.begin_step(11);
    Laptop& copy = *stage.world.add_copy(commune.second());
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    stage.world.begin_step(12);
    const auto there = commune.enter(copy, "Trần Thị Bình");
    commune.exchange(commune.second());
    commune.exchange(copy);
    commune.arrived(here);
    commune.arrived(there);
}

/// The province opened its second chain anew after it was put back, with another seed: laptops
/// that had it from before could send nothing more.
void province_opens_a_chain_again(Stage& stage) {
    Commune commune(stage);
    commune.back_up();
    commune.confirm_head();
    commune.exchange(commune.second());
    commune.restore();
    commune.confirm_head();
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    commune.exchange(commune.second());
    commune.exchange(commune.first());
    commune.arrived(here);
}

/// Two branches of one chain in one frame came out as another operation at the other end, so a
/// laptop that had to send a fork again was refused for ever.
void both_branches_sent_again(Stage& stage) {
    Commune commune(stage);
    commune.enter(commune.second(), "Nguyễn Văn An");
    commune.exchange(commune.second());
    commune.back_up();
    stage.world.begin_step(21);
    Laptop& copy = *stage.world.add_copy(commune.second());
    const auto here = commune.enter(commune.second(), "Lê Văn Cường");
    const auto there = commune.enter(copy, "Trần Thị Bình");
    commune.exchange(commune.second());
    commune.exchange(copy);
    commune.exchange(commune.second());
    commune.restore();
    commune.exchange(commune.second());
    commune.arrived(here);
    commune.arrived(there);
}

}  // namespace

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"the first chain of an account on two copies of a laptop", first_chain_on_two_copies},
        {"a province that opens a chain again after a restore", province_opens_a_chain_again},
        {"both branches of a fork sent again", both_branches_sent_again},
    };
    return all;
}

}  // namespace soxa::simulation
