// The link: how messages fare.
#include <array>

#include "sync/exchange/compression.hpp"
#include "sync/server/exchange_answer.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

void begin(Stage& stage, Laptop& laptop) { stage.link.begin(laptop); }
void deliver(Stage& stage, Laptop& /*laptop*/) { stage.link.deliver_one(); }
void deliver_several(Stage& stage, Laptop& /*laptop*/) {
    for (std::uint64_t left = 1 + stage.world.chance.below(6); left > 0; --left) {
        stage.link.deliver_one();
    }
}
void whole(Stage& stage, Laptop& laptop) { stage.link.whole(laptop); }
void lose(Stage& stage, Laptop& /*laptop*/) { stage.link.lose_one(); }
void copy(Stage& stage, Laptop& /*laptop*/) { stage.link.copy_one(); }
void damage(Stage& stage, Laptop& /*laptop*/) { stage.link.damage_one(); }
void repeat(Stage& stage, Laptop& /*laptop*/) {
    if (stage.link.repeat_an_old_one()) stage.world.sometimes.reached("an old message again");
}

/// Another unit's stream, and one that nobody has, are refused with the same word (I-19).
void ask_for_others(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (!laptop.office) return;
    const auto ask = [&](ledger::StreamId stream) {
        exchange::Request request;
        request.stream = stream;
        request.device = laptop.device;
        request.epoch = laptop.office->store().epoch();
        request.known_root = crypto::MerkleLog().root();
        const auto answered =
            server::answer_exchange(world.province_office(), laptop.certificate,
                                    exchange::compressed(exchange::encode(request)));
        return answered ? std::string("answered") : answered.error().text;
    };
    const std::string nobody = ask(4'000'000'000);
    require(nobody != "answered", "I-19", "a stream that nobody has is answered");
    for (const Unit& unit : world.units) {
        if (unit.stream == world.units[laptop.unit].stream) continue;
        require(ask(unit.stream) == nobody, "I-19", "another unit's stream is answered otherwise");
        world.sometimes.reached("a laptop that asks for another unit");
    }
}

constexpr std::array steps{
    StepType{"whole_exchange", Family::always, 34, whole},
    StepType{"begin_exchange", Family::link, 12, begin},
    StepType{"deliver", Family::link, 24, deliver},
    StepType{"deliver_several", Family::link, 10, deliver_several},
    StepType{"lose", Family::link, 4, lose},
    StepType{"copy", Family::link, 3, copy},
    StepType{"damage", Family::link, 2, damage},
    StepType{"repeat", Family::link, 2, repeat},
    StepType{"ask_for_others", Family::link, 1, ask_for_others},
};

}  // namespace

std::span<const StepType> steps_of_the_link() { return steps; }

}  // namespace soxa::simulation
