// Couriers: bundles that go by stick, and come late, twice, in another order, damaged or never.
#include <array>

#include "client/office/bundle.hpp"
#include "crypto/durable_file.hpp"
#include "sync/exchange/bundle.hpp"
#include "sync/server/bundle_answer.hpp"
#include "sync/server/bundle_intake.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t sticks_max = 24;
constexpr std::array<std::size_t, 2> part_sizes{1024, 48 * 1024 * 1024};

server::DataFolder data_of(const World& world) { return {world.province.disk->folder()}; }

void put(Stage& stage, Stick stick) {
    if (stage.sticks.size() == sticks_max) stage.sticks.erase(stage.sticks.begin());
    stage.sticks.push_back(std::move(stick));
}

/// A courier sets out from the unit; in parts, now and then.
void pack(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (world.at_work(laptop, {}) == nullptr) return;
    office::BundleWanted wanted;
    wanted.part_bytes_max = world.chance.of(part_sizes);
    const fs::path file = world.folder / "out.bundle";
    office::BundleOut made;
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY_LET(made, office::bundle_out(at, file, wanted));
        return {};
    });
    world.trace.also(done ? "done" : done.error().text);
    if (!done) return;
    for (const fs::path& part : made.files) {
        auto content = crypto::read_file(part, exchange::bundle_bytes_max);
        require(content.has_value(), "I-20", "a stick cannot be read");
        put(stage, {true, laptop.number, std::move(*content), true});
        fs::remove(part);
    }
    if (made.files.size() > 1) world.sometimes.reached("a bundle in parts");
}

/// What the province has for a laptop goes back by the same courier, or another.
void answer(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    world.open_province();
    const auto made = server::answer_by_bundle(
        world.province_office(), hex(laptop.device.view()), world.chance.of(part_sizes));
    world.trace.also(made ? "done" : made.error().text);
    if (!made) return;
    for (const Bytes& file : made->files) put(stage, {false, laptop.number, file, true});
}

void at_province(Stage& stage, Laptop& from, const Stick& stick) {
    World& world = stage.world;
    world.open_province();
    stage.oracle.read_log(from.unit);  // another unit's work may have added a claim to it meanwhile
    const std::size_t before = stage.oracle.log(from.unit).entries.size();
    const auto taken =
        server::take_bundle(world.province_office(), data_of(world), ByteView(stick.file));
    world.trace.also(taken ? "taken" : taken.error().text);
    stage.oracle.read_log(from.unit);
    if (!stick.genuine) {
        require(!taken && stage.oracle.log(from.unit).entries.size() == before, "I-21",
                "a damaged stick was taken");
        world.sometimes.reached("a damaged stick refused");
        return;
    }
    if (!taken) {
        require(taken.error().code != Errc::defect && !is_of_disk(taken.error()), "I-20",
                "the province, of a stick: " + taken.error().text);
        return;
    }
    const bool shut_out = stage.oracle.log(from.unit).book.revoked_devices().contains(from.device);
    require(!shut_out || world.province.restored, "I-12", "a revoked laptop's stick is taken");
    if (taken->waits) world.sometimes.reached("a stick that came too early");
    if (taken->earlier > 0) world.sometimes.reached("a stick that waited is taken");
    if (taken->added > 0) world.sometimes.reached("work that came by stick");
    if (taken->added == 0 && taken->known_already > 0) {
        world.sometimes.reached("a stick that came again");
    }
}

void at_laptop(Stage& stage, Laptop& laptop, const Stick& stick) {
    World& world = stage.world;
    if (world.at_work(laptop, {}) == nullptr) return;
    laptop.session.reset();  // one exchange at a time
    const fs::path file = world.folder / "in.bundle";
    const auto written = crypto::write_durably(file, stick.file);
    require(written.has_value(), "set-up", "a stick");
    const std::uint64_t before = laptop.office->store().log().size();
    std::optional<office::BundleIn> taken;
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        auto in = office::bundle_in(at, file);
        if (in) taken = std::move(*in);
        // What stands on a stick is no act of an honest person.
        if (!in && is_of_disk(in.error())) return tl::make_unexpected(in.error());
        if (!in) world.trace.also(in.error().text);
        return {};
    });
    fs::remove(file);
    if (!laptop.office || !done) return;
    const bool odd = world.province.restored || laptop.deceived;
    if (!stick.genuine) {
        require(!taken && laptop.office->store().log().size() == before, "I-21",
                "a damaged stick was taken by a laptop");
        world.sometimes.reached("a damaged stick refused");
        return;
    }
    require(taken.has_value() || odd, "I-6", "an honest stick is refused by its laptop");
    // What came of another unit's late work the province wrote since the log was looked at.
    stage.oracle.read_log(laptop.unit);
    // A province that was put back may have less of the log than the stick tells of.
    if (!odd) stage.oracle.after_page(laptop);
    if (!taken) return;
    if (taken->waits) world.sometimes.reached("a stick that came too early");
    if (laptop.office->store().log().size() > before) {
        world.sometimes.reached("receipts that came by stick");
    }
}

/// Whichever comes first; it stays in the courier's pocket now and then, to come again.
void arrive(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    if (stage.sticks.empty()) return;
    const auto index = static_cast<std::size_t>(world.chance.below(stage.sticks.size()));
    const Stick stick = stage.sticks[index];
    if (!world.chance.one_in(3)) {
        stage.sticks.erase(stage.sticks.begin() + static_cast<std::ptrdiff_t>(index));
    }
    Laptop& laptop = world.laptops[stick.laptop];
    if (stick.to_province) {
        at_province(stage, laptop, stick);
    } else if (!laptop.gone) {
        at_laptop(stage, laptop, stick);
    }
}

/// A courier's whole round: there, and back with the receipts.
void round(Stage& stage, Laptop& laptop) {
    pack(stage, laptop);
    while (!stage.sticks.empty() && stage.sticks.back().laptop == laptop.number &&
           stage.sticks.back().to_province) {
        const Stick stick = std::move(stage.sticks.back());
        stage.sticks.pop_back();
        at_province(stage, laptop, stick);
    }
    answer(stage, laptop);
    arrive(stage, laptop);
}

void lose(Stage& stage, Laptop& /*laptop*/) {
    if (stage.sticks.empty()) return;
    stage.sticks.erase(stage.sticks.begin() +
                       static_cast<std::ptrdiff_t>(stage.world.chance.below(stage.sticks.size())));
    stage.world.sometimes.reached("a stick lost");
}

/// A bit turned round, or cut short.
void damage(Stage& stage, Laptop& /*laptop*/) {
    World& world = stage.world;
    if (stage.sticks.empty()) return;
    Stick& stick = world.chance.of(stage.sticks);
    std::uint8_t& byte = world.chance.of(stick.file);
    byte = static_cast<std::uint8_t>(byte ^ (1U << world.chance.below(8)));
    if (world.chance.one_in(4)) stick.file.resize(stick.file.size() / 2);
    stick.genuine = false;
}

constexpr std::array steps{
    StepType{"pack_stick", Family::couriers, 8, pack},
    StepType{"answer_by_stick", Family::couriers, 6, answer},
    StepType{"stick_arrives", Family::couriers, 16, arrive},
    StepType{"courier_round", Family::couriers, 8, round},
    StepType{"lose_stick", Family::couriers, 2, lose},
    StepType{"damage_stick", Family::couriers, 2, damage},
};

}  // namespace

std::span<const StepType> steps_of_couriers() { return steps; }

}  // namespace soxa::simulation
