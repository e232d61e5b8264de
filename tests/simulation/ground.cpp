#include "tests/simulation/ground.hpp"

#include "sync/server/account_confirm.hpp"

namespace soxa::simulation {

namespace {

/// Most of them: some wait for the province's word all through.
void confirm_heads(Stage& stage) {
    World& world = stage.world;
    for (const Person& person : world.people) {
        if (person.role != ledger::Role::head || world.chance.one_in(6)) continue;
        const auto confirmed = server::confirm_account(
            world.province_office(),
            {world.units[person.unit].code, person.personal_id, std::nullopt});
        require(confirmed.has_value(), "set-up", "a head's key");
    }
}

/// Before the first step: units at work, as most of them are most of the time.
void settle_in(Stage& stage) {
    World& world = stage.world;
    const auto units = static_cast<std::size_t>(world.chance.below(10) < 6 ? 1
                                                    : 2 + world.chance.below(2));
    const auto laptops = static_cast<std::size_t>(
        3 + std::min(world.chance.below(6), world.chance.below(6)));
    world.honest = true;
    world.begin();
    for (std::size_t unit = 0; unit < units; ++unit) {
        world.add_unit();
        Laptop& first = *world.add_laptop(unit);
        world.add_person(first, ledger::Role::clerk);
        world.add_person(first, ledger::Role::head);
        if (world.chance.one_in(2)) world.add_person(first, ledger::Role::clerk);
        if (world.chance.one_in(2)) world.add_person(first, ledger::Role::person);
        for (std::size_t who = 0; who < world.people.size(); ++who) {
            if (world.people[who].unit == unit) world.log_in(first, who);
        }
    }
    for (std::size_t more = units; more < laptops; ++more) {
        world.add_laptop(static_cast<std::size_t>(world.chance.below(units)));
    }
    for (int round = 0; round < 2; ++round) {
        for (Laptop& laptop : world.laptops) {
            stage.oracle.read_log(laptop.unit);
            stage.link.whole(laptop);
        }
        if (round == 0) confirm_heads(stage);
    }
    for (Laptop& laptop : world.laptops) {
        for (std::uint64_t left = world.chance.below(4); left > 0; --left) any_work(stage, laptop);
    }
}

}  // namespace

void Ground::put_down(std::uint64_t seed, Stage& stage) {
    if (!made_ || seed_ != seed) {
        made_.reset();
        made_ = std::make_unique<Stage>(seed, folder_);
        seed_ = seed;
        settle_in(*made_);
        made_->world.everybody_leaves();
    }
    stage.world.begin_as(made_->world);
    stage.oracle.begin_as(made_->oracle);
}

}  // namespace soxa::simulation
