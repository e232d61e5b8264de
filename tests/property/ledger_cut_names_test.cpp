// A cut's name for what it says of a cell, over random histories: it means what its author was shown
// [LEDGER 20].
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/cut_names.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_cut_names {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::World;

namespace {

/// The operations as they were if every edit had named each value that was shown to its author.
struct InFull {
    InFull(const World& world, std::span<const Entry> made) {
        for (const Entry& entry : made) {
            entries.push_back(entry);
            const auto* shown = world.shown_to(entry.operation->id);
            if (shown == nullptr || *shown == entry.operation->header.cells) continue;
            operations.push_back(*entry.operation);
            operations.back().header.cells = *shown;
            entries.back().operation = &operations.back();
        }
    }
    std::deque<Operation> operations;
    std::vector<Entry> entries;
};

/// Everybody hears all, the clerk submits, the head signs, the province confirms.
void approve_all(World& world) {
    world.bring_all();
    for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
    for (const RecordId& id : world.records()) {
        if (!world.seen(0, id).draft.root) continue;
        const OperationId cut = world.submit(2, id).id;
        world.bring(2, 0);
        const Operation* const approval = world.approve(0, id, cut);
        if (approval == nullptr) continue;
        const OperationId signed_one = approval->id;
        for (std::size_t i = 0; i < world.made().size(); ++i) {
            if (world.standing(i).provisional()) {
                world.judge(world.made()[i].id, Judgement::accepted);
            }
        }
        REQUIRE(world.all(id).size() > 2);
        REQUIRE(signed_one != cut);
    }
    for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
}

/// Some edits, each by a laptop that may not have heard of the others'.
void go_on(World& world) {
    for (std::uint64_t i = 0; i < 3 + world.below(6); ++i) {
        const World::Place at = world.below(world.laptops());
        const RecordId& id = world.records()[world.below(world.records().size())];
        const RecordState shown = world.seen(at, id);
        if (shown.seed) world.edit(at, id, tests::drawn_change(world, &shown, {}));
        if (world.one_in(3)) world.bring(world.below(world.laptops()), at);
    }
}

std::size_t names_of_cuts(const World& world, std::span<const Entry> entries) {
    std::size_t found = 0;
    for (const Entry& entry : entries) {
        const auto* shown = world.shown_to(entry.operation->id);
        found += shown != nullptr && *shown != entry.operation->header.cells ? 1U : 0U;
    }
    return found;
}

}  // namespace

TEST_CASE("ledger cut names: a file is what it were if every value had been named by itself",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    std::size_t named = 0;
    for (std::uint64_t seed = first; seed < first + histories(6'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {});
        for (int round = 0; round < 3; ++round) {
            approve_all(world);
            go_on(world);
        }
        for (const RecordId& id : world.records()) {
            const std::vector<Entry> entries = world.all(id);
            const InFull in_full(world, entries);
            named += names_of_cuts(world, entries);
            const RecordState state = fold_record(id, entries, world);
            const RecordState other = fold_record(id, in_full.entries, world);
            REQUIRE(state.draft == other.draft);
            REQUIRE(state.conflicts == other.conflicts);
            REQUIRE(state.status == other.status);
            REQUIRE(state == other);
        }
    }
    CHECK(named > histories(6'000));
}

TEST_CASE("ledger cut names: a name of no cut of this file, or for a cell that is not in it, "
          "replaces nothing",
          "[ledger][property]") {
    World world(3);
    const World::Place clerk = world.add_laptop(Role::clerk);
    const World::Place head = world.add_laptop(Role::head);
    const OperationId one = world.create(clerk, tests::setting("residence_current_text", std::string("Thôn 1"))).id;
    const OperationId two = world.create(clerk, tests::setting("residence_current_text", std::string("Thôn 2"))).id;
    const OperationId cut_of_two = world.submit(clerk, two).id;
    const OperationId cut_of_one = world.submit(clerk, one).id;
    world.bring(clerk, head);
    const Cell name = tests::cell_of("residence_current_text");
    const Cell office = tests::cell_of("phone_office");
    const auto value = tests::text_value("Thôn 3");
    world.write(clerk, one, {{{office, {cut_of_one}}, {name, {cut_of_two}}}, {value, value}});
    const RecordState state = world.fold(one);
    CHECK(state.draft.cells.at(name).live.size() == 2);
    CHECK(state.draft.cells.at(office).live.size() == 1);
    // By its own cut it does.
    world.write(clerk, one, {{{name, {cut_of_one}}}, {tests::text_value("Thôn 4")}});
    const Reading reading = world.fold(one).draft.cells.at(name);
    CHECK(reading.live.size() == 2);  // what was written above the cut stays
    CHECK(std::ranges::none_of(reading.live, [&](const Claim& claim) { return claim.by == one; }));
}

}  // namespace soxa::test::ledger_cut_names
