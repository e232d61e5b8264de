#include "tests/simulation/schedule.hpp"

#include <algorithm>
#include <array>


namespace soxa::simulation {

namespace {

constexpr std::size_t steps_min = 60;
constexpr std::size_t steps_more = 100;
constexpr int rounds_max = 3;
constexpr int logins_max = 8;
constexpr std::uint64_t schedules_a_ground = 50;
constexpr std::array families{Family::link,     Family::disk,     Family::clock,
                              Family::copies,   Family::province, Family::accounts,
                              Family::hostile,  Family::newer,    Family::couriers,
                              Family::moves};

/// What a province could not take of a laptop, or a laptop of its province, for good.
bool is_shut_out(const std::string& complaint) {
    return complaint == "device.revoked" || complaint == "device.unknown";
}

/// Faults stop; three rounds for each, and everything has arrived (I-6).
void heal(Stage& stage) {
    World& world = stage.world;
    world.quiet = true;
    for (Laptop& laptop : world.laptops) laptop.away = false;
    stage.link.forget_all();
    stage.sticks.clear();
    stage.link.liar = nullptr;
    world.province.disk->disarm();
    world.open_province();
    // Somebody's first login writes his key down: all of that before the rounds begin.
    for (Laptop& laptop : world.laptops) {
        for (int tries = 0; tries < logins_max && !laptop.gone && !laptop.office; ++tries) {
            world.at_work(laptop, {});
        }
    }
    std::map<std::size_t, std::string> waits;
    for (int round = 0; round < rounds_max; ++round) {
        waits.clear();
        for (Laptop& laptop : world.laptops) {
            if (laptop.gone || laptop.deceived) continue;
            laptop.complete = laptop.office && stage.link.whole(laptop);
            const std::string& complaint = stage.link.complaint(laptop);
            if (is_shut_out(complaint)) continue;
            if (!laptop.complete) {
                waits[laptop.number] = complaint.empty() ? "nobody at work" : complaint;
                continue;
            }
            const auto left = laptop.office->store().unreceipted();
            if (!left) throw Violation("I-6", left.error().text);
            if (!left->empty()) {
                waits[laptop.number] = std::to_string(left->size()) + " operations";
                laptop.complete = false;
            }
        }
        world.pass_time(std::chrono::minutes(10));
    }
    for (const auto& [number, what] : waits) {
        // On a laptop where nobody can log in nothing can be done, and nothing is asked of it.
        require(what == "nobody at work", "I-6",
                "laptop " + std::to_string(number) + " never comes to its end: " + what);
    }
    for (Laptop& laptop : world.laptops) {
        if (laptop.gone) continue;
        if (!laptop.office) world.at_work(laptop, {});
        stage.oracle.look_at(laptop, true);
    }
    stage.oracle.agree_at_the_end();
}

/// What was made for later years is where everything else is, byte for byte (I-22).
void newer_kept(Stage& stage) {
    World& world = stage.world;
    for (Laptop& laptop : world.laptops) {
        if (!laptop.office || !laptop.complete || laptop.deceived) continue;
        const UnitLog& log = stage.oracle.log(laptop.unit);
        for (const auto& [id, made] : world.made) {
            if (!made.newer || made.unit != laptop.unit || !log.index.contains(id)) continue;
            const auto stored = laptop.office->store().operation(id);
            require(stored && *stored && (*stored)->operation.canonical == made.canonical, "I-22",
                    "an operation of later years is not kept as it was");
            world.sometimes.reached("an operation of later years on every laptop");
        }
    }
}

void account_for(Stage& stage, Outcome& outcome) {
    for (std::size_t unit = 0; unit < stage.world.units.size(); ++unit) {
        for (const exchange::Logged& one : stage.oracle.log(unit).entries) {
            ++outcome.operations;
            if (one.entry.judgement == ledger::Judgement::accepted) continue;
            ++outcome.refused[std::string(ledger::name_of(one.entry.reason))];
        }
    }
}

void play(Stage& stage, const Schedule& schedule, Outcome& outcome) {
    World& world = stage.world;
    world.honest = schedule.honest;
    for (outcome.step = 0; outcome.step < schedule.steps.size(); ++outcome.step) {
        const Step& step = schedule.steps[outcome.step];
        world.begin_step(step.seed);
        Laptop* laptop = stage.some_laptop();
        if (laptop == nullptr) break;
        const StepType& type = all_steps()[step.type];
        world.trace.line(std::to_string(outcome.step) + " laptop " +
                         std::to_string(laptop->number) + " " + std::string(type.name));
        world.pass_time(std::chrono::minutes(1 + world.chance.below(600)));
        type.run(stage, *laptop);
        stage.oracle.look_at(*laptop, false);
    }
    world.begin_step(mixed(schedule.seed, 0xE4D));
    world.trace.line("end");
    heal(stage);
    newer_kept(stage);
}

}  // namespace

Laptop* Stage::some_laptop() {
    std::vector<Laptop*> able;
    for (Laptop& laptop : world.laptops) {
        if (!laptop.gone && !laptop.away) able.push_back(&laptop);
    }
    return able.empty() ? nullptr : world.chance.of(able);
}

const std::vector<StepType>& all_steps() {
    static const std::vector<StepType> all = [] {
        std::vector<StepType> steps;
        for (const auto part :
             {steps_of_files(), steps_of_accounts(), steps_of_the_link(), steps_of_machines(),
              steps_of_the_province(), steps_of_insiders(), steps_of_a_lying_province(),
              steps_of_couriers(), steps_of_moves(), steps_of_passages()}) {
            steps.insert(steps.end(), part.begin(), part.end());
        }
        return steps;
    }();
    return all;
}

Schedule schedule_of(std::uint64_t seed) {
    Chance chance(mixed(seed, 0x5EED));
    Schedule schedule;
    schedule.seed = seed;
    schedule.ground = mixed(seed / schedules_a_ground, 0x6204);
    // Swarm: each seed has some of the faults, and works the more with those.
    std::set<Family> on{Family::always};
    for (const Family family : families) {
        const bool rare = family == Family::hostile || family == Family::province;
        if (chance.percent(rare ? 30 : 50)) on.insert(family);
    }
    schedule.honest = !on.contains(Family::hostile) && !on.contains(Family::newer);
    std::vector<std::size_t> drawn;
    for (std::size_t type = 0; type < all_steps().size(); ++type) {
        if (!on.contains(all_steps()[type].family)) continue;
        for (unsigned weight = all_steps()[type].weight; weight > 0; --weight) {
            drawn.push_back(type);
        }
    }
    for (std::size_t left = steps_min + chance.below(steps_more); left > 0; --left) {
        schedule.steps.push_back({chance.of(drawn), chance.next()});
    }
    return schedule;
}

Outcome run(const Schedule& schedule, Ground& ground, const std::filesystem::path& folder,
            const AtTheEnd& at_the_end) {
    Outcome outcome;
    Stage stage(mixed(schedule.seed, 0xBE61), folder);
    try {
        ground.put_down(schedule.ground, stage);
        libraries_draw_from(stage.world.noise);
        play(stage, schedule, outcome);
        if (at_the_end) at_the_end(stage);
    } catch (const Violation& violation) {
        outcome.violation = violation.what();
        outcome.rule = violation.rule();
    }
    for (Laptop& laptop : stage.world.laptops) laptop.disk->disarm();
    account_for(stage, outcome);
    stage.world.trace.line(outcome.violation);
    outcome.lines = stage.world.trace.lines();
    outcome.digest = stage.world.trace.digest();
    outcome.sometimes = stage.world.sometimes;
    return outcome;
}

Schedule smaller(const Schedule& schedule, const Outcome& outcome, Ground& ground,
                 const std::filesystem::path& folder, std::size_t runs) {
    Schedule best = schedule;
    if (outcome.step < best.steps.size()) {
        best.steps.resize(outcome.step + 1);
    }
    for (std::size_t part = best.steps.size() / 2; part > 0 && runs > 0; part /= 2) {
        for (std::size_t at = 0; at < best.steps.size() && runs > 0;) {
            Schedule tried = best;
            const auto from = tried.steps.begin() + static_cast<std::ptrdiff_t>(at);
            const auto count = std::min(part, tried.steps.size() - at);
            tried.steps.erase(from, from + static_cast<std::ptrdiff_t>(count));
            --runs;
            if (run(tried, ground, folder).rule == outcome.rule) {
                best = std::move(tried);
            } else {
                at += part;
            }
        }
    }
    return best;
}

}  // namespace soxa::simulation
