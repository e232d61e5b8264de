// What can happen in a schedule, a step at a time.
#pragma once

#include <span>

#include "tests/simulation/link.hpp"
#include "tests/simulation/oracle.hpp"

namespace soxa::simulation {

/// A bundle in a courier's pocket.
struct Stick {
    bool to_province = true;
    std::size_t laptop = 0;
    Bytes file;
    bool genuine = true;  ///< as it was made
};

/// Everything that a schedule runs on.
struct Stage {
    Stage(std::uint64_t seed, std::filesystem::path folder)
        : world(seed, std::move(folder)), oracle(world), link(world, oracle) {}

    /// One that is not gone; nothing if there is none.
    [[nodiscard]] Laptop* some_laptop();

    World world;
    Oracle oracle;
    Link link;
    std::vector<Stick> sticks;
};

/// Families that a seed turns on or off together, so that each fault also comes alone.
enum class Family { always, link, disk, clock, copies, province, accounts, hostile, newer,
                    couriers, moves };

struct StepType {
    std::string_view name;
    Family family;
    unsigned weight;
    /// On some laptop; what cannot happen just now does nothing.
    void (*run)(Stage& stage, Laptop& laptop);
};

// By what they are about, a file each.
[[nodiscard]] std::span<const StepType> steps_of_files();
[[nodiscard]] std::span<const StepType> steps_of_accounts();
[[nodiscard]] std::span<const StepType> steps_of_the_link();
[[nodiscard]] std::span<const StepType> steps_of_machines();
[[nodiscard]] std::span<const StepType> steps_of_the_province();
[[nodiscard]] std::span<const StepType> steps_of_couriers();
[[nodiscard]] std::span<const StepType> steps_of_moves();
[[nodiscard]] std::span<const StepType> steps_of_passages();
[[nodiscard]] std::span<const StepType> steps_of_insiders();
[[nodiscard]] std::span<const StepType> steps_of_a_lying_province();
/// All of them, in a fixed order.
[[nodiscard]] const std::vector<StepType>& all_steps();

// Acts of which longer passages are made; whichever file, offer or conflict chance takes.
void resolve_some(Stage& stage, Laptop& laptop);
void propose_some_again(Stage& stage, Laptop& laptop);
/// Signed away by the head; nothing if there is none, or nothing that may go.
std::optional<ledger::RecordId> release_some(Stage& stage, Laptop& laptop, std::size_t to);
void decide_some_transfer(Stage& stage);
void answer_some_offer(Stage& stage, Laptop& laptop);
void answer_some_late_work(Stage& stage, Laptop& laptop);
/// Something that a person does with files, whichever chance takes.
void any_work(Stage& stage, Laptop& laptop);

}  // namespace soxa::simulation
