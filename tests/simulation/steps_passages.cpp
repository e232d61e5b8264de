// What takes several people in turn, from beginning to end: a person who moves while his old unit
// still writes, and two clerks who disagree. Chance alone seldom puts such steps in order.
#include <algorithm>
#include <array>

#include "client/office/enter.hpp"
#include "client/office/move.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

using ledger::Role;

/// Of a unit, and in use; nothing if there is none but `other`.
Laptop* some_laptop_of(Stage& stage, std::size_t unit, const Laptop* other) {
    std::vector<Laptop*> able;
    for (Laptop& laptop : stage.world.laptops) {
        const bool in_use = !laptop.gone && !laptop.away && !laptop.deceived;
        if (in_use && laptop.unit == unit && &laptop != other) able.push_back(&laptop);
    }
    return able.empty() ? nullptr : stage.world.chance.of(able);
}

/// A file that both laptops list; nothing if they have none in common.
std::optional<ledger::RecordId> file_of_both(World& world, Laptop& one, Laptop& other) {
    const auto lines = one.office->store().list();
    if (!lines) return std::nullopt;
    std::vector<ledger::RecordId> common;
    for (const store::RecordLine& line : *lines) {
        const auto there = other.office->store().record(line.id);
        if (there && *there) common.push_back(line.id);
    }
    if (common.empty()) return std::nullopt;
    return world.chance.of(common);
}

bool write_field(Stage& stage, Laptop& laptop, const ledger::RecordId& id, std::string_view name,
                 std::string_view value) {
    World& world = stage.world;
    const Result<void> done = world.on(laptop, [&](office::Office& at) -> Result<void> {
        TRY_LET(const auto state, at.store().record(id));
        if (!state) return {};
        const record::Field& field = *record::find_field("", name);
        ledger::Change change;
        change.fields.emplace(field.tag, record::parse(field, value).value());
        TRY(office::edit_record(at, *state, change));
        return {};
    });
    world.trace.also(done ? "written" : done.error().text);
    return done.has_value();
}

/// Two clerks enter different values of one field without knowing of each other; one decides, the
/// other now and then too; whose value was not taken proposes it again.
void quarrel(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    Laptop* other = some_laptop_of(stage, laptop.unit, &laptop);
    if (other == nullptr || laptop.deceived) return;
    const std::array sides{&laptop, other};
    for (Laptop* side : sides) {
        if (world.at_work(*side, {Role::clerk}) == nullptr) return;
        stage.link.whole(*side);
        if (world.at_work(*side, {Role::clerk}) == nullptr) return;
    }
    const auto file = file_of_both(world, laptop, *other);
    if (!file) return;
    struct Disagreement {
        std::string_view field;
        std::array<std::string_view, 2> values;
    };
    constexpr std::array disagreements{
        Disagreement{"phone_mobile", {"0912345678", "0987654321"}},
        Disagreement{"main_work", {"Văn thư", "Văn thư, lưu trữ"}},
        Disagreement{"residence_current_text", {"Thôn 1", "Thôn 1, xã Tiền Hải"}},
        Disagreement{"full_name", {"Nguyễn Văn Hoà", "Nguyễn Văn Hòa"}}};
    const Disagreement& about = world.chance.of(disagreements);
    for (std::size_t side = 0; side < sides.size(); ++side) {
        if (!write_field(stage, *sides[side], *file, about.field, about.values[side])) return;
    }
    for (Laptop* side : {other, &laptop, other}) stage.link.whole(*side);
    resolve_some(stage, laptop);
    if (world.chance.one_in(2)) resolve_some(stage, *other);
    for (Laptop* side : {&laptop, other, &laptop}) stage.link.whole(*side);
    for (Laptop* side : sides) propose_some_again(stage, *side);
}

/// Released, written to meanwhile by a laptop that has not heard of it, sent on by the province,
/// taken in or turned away, and what was written late answered.
void passage(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (world.units.size() < 2 || laptop.deceived) return;
    Laptop* late = some_laptop_of(stage, laptop.unit, &laptop);
    const std::size_t to =
        (laptop.unit + 1 + static_cast<std::size_t>(world.chance.below(world.units.size() - 1))) %
        world.units.size();
    Laptop* taker = some_laptop_of(stage, to, nullptr);
    if (taker == nullptr) return;
    if (late != nullptr) stage.link.whole(*late);
    stage.link.whole(laptop);
    const auto file = release_some(stage, laptop, to);
    if (!file) return;
    stage.link.whole(laptop);
    decide_some_transfer(stage);
    if (late != nullptr && world.at_work(*late, {Role::clerk}) != nullptr) {
        write_field(stage, *late, *file, "main_work", "Việc ghi sau khi đã điều chuyển");
    }
    stage.link.whole(*taker);
    answer_some_offer(stage, *taker);
    stage.link.whole(*taker);
    decide_some_transfer(stage);
    if (late != nullptr) stage.link.whole(*late);
    stage.link.whole(*taker);
    answer_some_late_work(stage, *taker);
}

constexpr std::array steps{
    StepType{"quarrel", Family::always, 4, quarrel},
    StepType{"passage", Family::moves, 8, passage},
};

}  // namespace

std::span<const StepType> steps_of_passages() { return steps; }

}  // namespace soxa::simulation
