// The province's own machine: power cuts, failing disks, backups.
#include <array>

#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

void answer_under(Stage& stage, Laptop& laptop, DiskFault fault) {
    World& world = stage.world;
    world.province.disk->arm(fault, world.chance.below(60));
    stage.link.whole(laptop);
    if (world.province.disk->without_power()) world.restart_province();
    if (world.province.disk->fired() && fault == DiskFault::io_error) {
        world.sometimes.reached("a disk that fails at the province");
    }
    world.province.disk->disarm();
    stage.oracle.read_log(laptop.unit);
}

void cut_in_request(Stage& stage, Laptop& laptop) {
    answer_under(stage, laptop, DiskFault::power_cut);
}
void failing_disk(Stage& stage, Laptop& laptop) {
    answer_under(stage, laptop, DiskFault::io_error);
}
void full_disk(Stage& stage, Laptop& laptop) { answer_under(stage, laptop, DiskFault::full); }

void cut_between(Stage& stage, Laptop& laptop) {
    stage.world.restart_province();
    stage.oracle.read_log(laptop.unit);
}

void back_up(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    world.province.office.reset();
    world.province.backup = world.province.disk->image();
    world.open_province();
}

/// From a backup that is older than what laptops have seen.
void restore(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    if (!world.province.backup) return;
    world.restore_province();
    for (std::size_t unit = 0; unit < world.units.size(); ++unit) stage.oracle.read_log(unit);
    world.sometimes.reached("a province restored from its backup");
}

/// The same, and nobody tells it so: its laptops find it out, and give it back what it lost.
void restore_unknowing(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    if (!world.province.backup) return;
    world.province.office.reset();
    world.province.disk->put_image(*world.province.backup);
    world.province.restored = true;
    world.open_province();
    stage.oracle.read_logs_anew();
    world.sometimes.reached("a province put back without knowing it");
}

constexpr std::array steps{
    StepType{"province_cut_in_request", Family::disk, 5, cut_in_request},
    StepType{"province_failing_disk", Family::disk, 2, failing_disk},
    StepType{"province_full_disk", Family::disk, 1, full_disk},
    StepType{"province_cut", Family::disk, 2, cut_between},
    StepType{"back_up", Family::province, 3, back_up},
    StepType{"restore", Family::province, 2, restore},
    StepType{"restore_unknowing", Family::province, 2, restore_unknowing},
};

}  // namespace

std::span<const StepType> steps_of_the_province() { return steps; }

}  // namespace soxa::simulation
