// Machines: power, disks, clocks, copies, old images, laptops that come and go.
#include <algorithm>
#include <array>

#include "sync/server/device_revoke.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

constexpr std::size_t laptops_max = 10;

/// Some work, or a message taken, with a fault at one of the disk's next operations.
void work_under(Stage& stage, Laptop& laptop, DiskFault fault) {
    World& world = stage.world;
    if (!laptop.office && world.at_work(laptop, {}) == nullptr) return;
    const bool taking = world.chance.one_in(3);
    laptop.disk->arm(fault, world.chance.below(taking ? 120 : 50),
                     fault == DiskFault::io_error && world.chance.one_in(3));
    if (taking) {
        stage.link.whole(laptop);
    } else {
        any_work(stage, laptop);
    }
    const bool fired = laptop.disk->fired();
    if (fired && fault == DiskFault::full) world.sometimes.reached("a full disk");
    if (fired && fault == DiskFault::io_error) world.sometimes.reached("a disk that fails");
    if (laptop.disk->without_power()) world.restart(laptop);
    laptop.disk->disarm();
}

void cut_in_work(Stage& stage, Laptop& laptop) {
    work_under(stage, laptop, DiskFault::power_cut);
}
void full_disk(Stage& stage, Laptop& laptop) { work_under(stage, laptop, DiskFault::full); }
void failing_disk(Stage& stage, Laptop& laptop) { work_under(stage, laptop, DiskFault::io_error); }

void cut_between(Stage& stage, Laptop& laptop) {
    stage.world.sometimes.reached("a power cut between two acts");
    stage.world.restart(laptop);
}

void log_out(Stage& stage, Laptop& laptop) { stage.world.log_out(laptop); }

/// Its battery is empty: it takes the day its maker set.
void clock_of_2009(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    const Timestamp then = std::chrono::sys_days(std::chrono::year(2009) / 1 / 1);
    laptop.clock_error = std::chrono::duration_cast<std::chrono::seconds>(then - world.time);
    world.pass_time(std::chrono::seconds(0));
    world.sometimes.reached("a clock of 2009");
}

/// In a drawer until the end, for a year and a half; the others go on.
void put_away(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    const auto left = std::ranges::count_if(
        world.laptops, [](const Laptop& one) { return !one.gone && !one.away; });
    if (left < 2) return;
    world.log_out(laptop);
    laptop.away = true;
    world.pass_time(std::chrono::days(548));
    world.sometimes.reached("eighteen months without contact");
}

void set_clock(Stage& stage, Laptop& laptop) {
    constexpr std::int64_t ten_years = 10LL * 365 * 24 * 3600;
    World& world = stage.world;
    const auto drawn = static_cast<std::int64_t>(world.chance.below(2 * ten_years)) - ten_years;
    laptop.clock_error = std::chrono::seconds(world.chance.one_in(4) ? 0 : drawn);
    world.pass_time(std::chrono::seconds(0));
    if (drawn < -ten_years / 2) world.sometimes.reached("a clock five years behind");
    if (drawn > ten_years / 2) world.sometimes.reached("a clock five years ahead");
}

void copy_laptop(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (world.laptops.size() >= laptops_max) return;
    world.add_copy(laptop);
    world.sometimes.reached("a laptop copied");
}

void keep_image(Stage& stage, Laptop& laptop) {
    stage.world.log_out(laptop);
    laptop.image = LaptopImage{laptop.disk->image(), laptop.acknowledged.size()};
}

/// What was entered since is on this laptop no more; what the province has comes back.
void put_image_back(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (!laptop.image) return;
    world.log_out(laptop);
    const bool lost = laptop.image->acknowledged < laptop.acknowledged.size();
    laptop.disk->put_image(laptop.image->disk);
    laptop.acknowledged.resize(laptop.image->acknowledged);
    laptop.copied = true;
    // As the program puts a backup back: in new chains; an image of the whole disk knows nothing.
    if (world.chance.one_in(2)) {
        auto store = store::Store::open(laptop.disk->folder(), laptop.database_key);
        require(store && (*store)->begin_anew(), "I-1", "a backup that was put back");
        world.sometimes.reached("a backup put back");
    }
    world.sometimes.reached(lost ? "an image put back over later work" : "an image put back");
}

bool revoke(Stage& stage, const Laptop& laptop) {
    const auto revoked = server::revoke_device(stage.world.province_office(),
                                               hex(laptop.device.view()), "Mất máy");
    stage.oracle.read_log(laptop.unit);
    // A province that went back to its backup may never have heard of it.
    require(revoked || stage.world.province.restored, "I-12", "a laptop cannot be revoked");
    return revoked.has_value();
}

/// A thief takes it; what nobody else has of it is lost with it.
void steal(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    std::size_t left = 0;
    for (const Laptop& one : world.laptops) {
        if (one.unit == laptop.unit && !one.gone) ++left;
    }
    if (left < 2) return;
    world.log_out(laptop);
    laptop.gone = true;
    if (world.chance.one_in(2)) return;
    if (revoke(stage, laptop)) world.sometimes.reached("a stolen laptop revoked");
}

/// It goes on being used: its people are told, and nothing they have is lost.
void revoke_in_use(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    std::size_t left = 0;
    for (const Laptop& one : world.laptops) {
        if (one.unit == laptop.unit && !one.gone && one.device != laptop.device) ++left;
    }
    if (left == 0) return;
    if (revoke(stage, laptop)) world.sometimes.reached("a laptop in use revoked");
}

void new_laptop(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (world.laptops.size() >= laptops_max) return;
    world.add_laptop(laptop.unit);
    stage.oracle.read_log(laptop.unit);
    world.sometimes.reached("a laptop that joins later");
}

constexpr std::array steps{
    StepType{"power_cut_in_work", Family::disk, 14, cut_in_work},
    StepType{"power_cut", Family::disk, 5, cut_between},
    StepType{"full_disk", Family::disk, 4, full_disk},
    StepType{"failing_disk", Family::disk, 6, failing_disk},
    StepType{"log_out", Family::always, 3, log_out},
    StepType{"set_clock", Family::clock, 6, set_clock},
    StepType{"clock_of_2009", Family::clock, 2, clock_of_2009},
    StepType{"put_away", Family::clock, 1, put_away},
    StepType{"copy_laptop", Family::copies, 2, copy_laptop},
    StepType{"keep_image", Family::copies, 3, keep_image},
    StepType{"put_image_back", Family::copies, 3, put_image_back},
    StepType{"steal", Family::accounts, 1, steal},
    StepType{"revoke_laptop", Family::accounts, 1, revoke_in_use},
    StepType{"new_laptop", Family::accounts, 1, new_laptop},
};

}  // namespace

std::span<const StepType> steps_of_machines() { return steps; }

}  // namespace soxa::simulation
