// People who move from one unit to another: released, sent on, taken in, or not; and what the old
// unit entered meanwhile.
#include <array>

#include "client/office/move.hpp"
#include "sync/server/transfer.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

using ledger::Role;

void told(Stage& stage, const Result<void>& done) {
    stage.world.trace.also(done ? "done" : done.error().text);
}

/// By whoever is at work there, whichever file chance takes.
std::optional<ledger::RecordId> release_now(Stage& stage, Laptop& laptop, std::size_t to) {
    World& world = stage.world;
    office::Office& office = *laptop.office;
    const auto lines = office.store().list();
    if (!lines || lines->empty()) return std::nullopt;
    const auto state = office.record(world.chance.of(*lines).uid, ledger::Act::read_file);
    if (!state) return std::nullopt;
    const ledger::RecordId id = state->id;
    const ledger::MoveTerms terms{world.units[to].code, "2026-12-01", "QĐ 30/2026", ""};
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY(office::release(at, *state, terms));
        return {};
    });
    told(stage, done);
    if (!done || office.role() != Role::head) return std::nullopt;
    world.sometimes.reached("a file released");
    return id;
}

/// Prepared by the clerk, signed away by the head.
void release(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (world.units.size() < 2) return;
    std::size_t to = static_cast<std::size_t>(world.chance.below(world.units.size()));
    if (to == laptop.unit) to = (to + 1) % world.units.size();
    if (world.at_work(laptop, {Role::head, Role::head, Role::clerk}) == nullptr) return;
    release_now(stage, laptop, to);
}

/// The province sends it on, most often.
void decide(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    world.open_province();
    const auto lines = server::list_transfers(world.province_office(), false);
    if (!lines || lines->empty()) return;
    const server::TransferLine& line = world.chance.of(*lines);
    server::TransferDecision decision{hex(line.operation.view()), {}, "Theo quyết định"};
    if (world.chance.one_in(6)) decision.what = server::TransferDecision::What::refuse;
    const auto decided = server::decide_transfer(world.province_office(), decision);
    world.trace.also(decided ? "done" : decided.error().text);
    for (std::size_t unit = 0; unit < world.units.size(); ++unit) stage.oracle.read_log(unit);
    if (decided && decision.what == server::TransferDecision::What::refuse) {
        world.sometimes.reached("a transfer refused by the province");
    }
}

void answer_offer(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::head});
    if (office == nullptr) return;
    const auto all = office::arrivals(*office);
    if (!all) return;
    for (const ledger::Arrival& one : *all) {
        if (one.state != ledger::TransferState::in_transit) continue;
        const std::string name = hex(one.operation.view());
        const bool yes = !world.chance.one_in(4);
        const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
            if (yes) TRY(office::accept(at, name));
            if (!yes) TRY(office::refuse_offer(at, name, "Chưa đủ hồ sơ"));
            return {};
        });
        told(stage, done);
        if (done) world.sometimes.reached(yes ? "a file taken in" : "a file turned away");
        return;
    }
}

void answer_late(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk});
    if (office == nullptr) return;
    const auto late = office::late_work(*office);
    if (!late || late->empty()) return;
    world.sometimes.reached("late work of the old unit");
    for (const office::LateWork& one : *late) {
        if (!one.open) continue;
        const Result<void> done = world.on(laptop, [&](office::Office& at) {
            return office::answer_late(at, hex(one.operation.view()), world.chance.one_in(2));
        });
        told(stage, done);
        if (done) world.sometimes.reached("late work answered");
        return;
    }
}

constexpr std::array steps{
    StepType{"release", Family::moves, 10, release},
    StepType{"decide_transfer", Family::moves, 14, decide},
    StepType{"answer_offer", Family::moves, 14, answer_offer},
    StepType{"answer_late", Family::moves, 6, answer_late},
};

}  // namespace

std::span<const StepType> steps_of_moves() { return steps; }

std::optional<ledger::RecordId> release_some(Stage& stage, Laptop& laptop, std::size_t to) {
    if (stage.world.at_work(laptop, {Role::head}) == nullptr) return std::nullopt;
    return release_now(stage, laptop, to);
}

void decide_some_transfer(Stage& stage) { decide(stage, stage.world.laptops.front()); }
void answer_some_offer(Stage& stage, Laptop& laptop) { answer_offer(stage, laptop); }
void answer_some_late_work(Stage& stage, Laptop& laptop) { answer_late(stage, laptop); }

}  // namespace soxa::simulation
