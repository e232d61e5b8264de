// A file that begins from its approved version ends as one with the whole history [LEDGER 20, 12a].
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/record_base.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_snapshot {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::World;

namespace {

std::uint64_t log_size(const World& world) {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < world.made().size(); ++i) {
        const Standing standing = world.standing(i);
        if (!standing.provisional()) size = std::max(size, standing.since());
    }
    return size;
}

/// Everybody hears all, the clerk submits what can be, the head signs, the province confirms.
void approve_all(World& world) {
    world.bring_all();
    for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
    for (const RecordId& id : world.records()) {
        if (!world.seen(0, id).draft.root || world.one_in(4)) continue;
        const OperationId cut = world.submit(2, id).id;
        world.bring(2, 0);
        static_cast<void>(world.approve(0, id, cut));
    }
    for (std::size_t i = 0; i < world.made().size(); ++i) {
        if (world.standing(i).provisional()) world.judge(world.made()[i].id, Judgement::accepted);
    }
    for (World::Place at = 0; at < world.laptops(); ++at) {
        if (!world.one_in(4)) world.publish(at);
    }
}

/// Some work, each by a laptop that may not have heard of the others' nor of what was approved.
void go_on(World& world) {
    for (std::uint64_t i = 0; i < 2 + world.below(5); ++i) {
        const World::Place at = world.below(world.laptops());
        const RecordId& id = world.records()[world.below(world.records().size())];
        const RecordState shown = world.seen(at, id);
        if (!shown.seed) continue;
        if (world.one_in(5) && shown.draft.disputed.empty()) {
            world.submit(at, id);
        } else {
            world.edit(at, id, tests::drawn_change(world, &shown, {}));
        }
        if (world.one_in(3)) world.bring(world.below(world.laptops()), at);
    }
    for (std::size_t i = 0; i < world.made().size() && world.one_in(2); ++i) {
        if (!world.standing(i).provisional()) continue;
        world.judge(world.made()[i].id,
                    world.one_in(6) ? Judgement::held : Judgement::accepted);
    }
}

/// What a laptop that began from a snapshot has of one file.
struct Began {
    RecordBase base;
    std::uint64_t size = 0;
};

std::set<OperationId> left_out(const RecordBase& base, std::span<const Entry> entries) {
    std::set<OperationId> names;
    for (const Entry& entry : entries) names.insert(entry.operation->id);
    for (const Entry& entry : above(base, entries)) names.erase(entry.operation->id);
    return names;
}

/// Everything since the snapshot comes in the order it was made; false where something needs what
/// was left out, so that the whole history has to be fetched.
bool goes_without_history(const Began& began, std::span<const Entry> entries) {
    const std::set<OperationId> gone = left_out(began.base, entries);
    std::vector<Entry> held;
    std::vector<Entry> later;
    for (const Entry& entry : entries) {
        const bool then = entry.standing.position && *entry.standing.position <= began.size;
        if (then && gone.contains(entry.operation->id)) {
            // A second look at it cannot be carried out without it.
            if (entry.standing != entry.standing.as_of(began.size)) return false;
            continue;
        }
        (then ? held : later).push_back(entry);
    }
    for (const Entry& entry : later) {
        if (reaches_below(began.base, held, *entry.operation)) return false;
        held.push_back(entry);
    }
    return true;
}

void put_one_claim(std::vector<Claim>& claims, const std::set<OperationId>& gone,
                   const RecordId& record) {
    for (Claim& claim : claims) {
        if (gone.contains(claim.by)) claim.by = record;
    }
    std::ranges::sort(claims);
    claims.erase(std::unique(claims.begin(), claims.end()), claims.end());
}

void put_one_claim(Content& content, const std::set<OperationId>& gone, const RecordId& record) {
    for (auto& [cell, reading] : content.cells) {
        put_one_claim(reading.live, gone, record);
        put_one_claim(reading.proposals, gone, record);
    }
}

/// The file of the whole history as one that began from the base knows it.
RecordState as_from(const RecordBase& base, RecordState state, const std::set<OperationId>& gone) {
    put_one_claim(state.draft, gone, base.record);
    const auto first = state.cuts.begin() + static_cast<std::ptrdiff_t>(base.versions);
    state.cuts.erase(state.cuts.begin(), first);
    for (Cut& cut : state.cuts) put_one_claim(cut.content, gone, base.record);
    std::erase_if(state.approvals, [&](const Approval& one) {
        return state.cut(one.cut) == nullptr;
    });
    for (Conflict& one : state.conflicts) put_one_claim(one.claims, gone, base.record);
    if (state.effective) *state.effective -= base.versions;
    return state;
}

void check_encoding(World& world, const RecordBase& base) {
    const Bytes bytes = encode(base);
    const auto read = decode_record_base(bytes);
    REQUIRE(read);
    REQUIRE(*read == base);
    Bytes changed = bytes;
    changed[world.below(changed.size())] ^= static_cast<std::uint8_t>(1 + world.below(255));
    const auto other = decode_record_base(changed);
    REQUIRE((!other || encode(*other) == changed));
    changed.resize(world.below(bytes.size()));
    REQUIRE_FALSE(decode_record_base(changed));
}

}  // namespace

TEST_CASE("ledger snapshot: a file that began from its approved version ends as the whole one",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    std::size_t begun = 0;
    std::size_t without = 0;
    std::size_t late = 0;
    std::size_t fetched = 0;
    for (std::uint64_t seed = first; seed < first + histories(6'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {.ghosts = seed % 3 == 0});
        std::map<RecordId, std::vector<Began>> all;
        for (int round = 0; round < 3; ++round) {
            approve_all(world);
            for (const RecordId& id : world.records()) {
                const std::vector<Entry> entries = world.all(id);
                auto base = base_of(id, entries, world, log_size(world));
                if (!base) continue;
                check_encoding(world, *base);
                all[id].push_back({std::move(*base), log_size(world)});
            }
            go_on(world);
        }
        for (const auto& [id, snapshots] : all) {
            const std::vector<Entry> entries = world.all(id);
            const RecordState whole = fold_record(id, entries, world);
            for (const Began& began : snapshots) {
                ++begun;
                CAPTURE(began.size);
                // Whoever has the whole history makes the same of it, whenever he does.
                REQUIRE(base_of(id, entries, world, began.size) == began.base);
                if (!goes_without_history(began, entries)) {
                    ++fetched;
                    continue;
                }
                ++without;
                const std::vector<Entry> kept = above(began.base, entries);
                late += kept.size() > 2 ? 1U : 0U;
                const RecordState state = fold_from(began.base, kept, world);
                const RecordState other =
                    as_from(began.base, whole, left_out(began.base, entries));
                REQUIRE(state.draft.root == other.draft.root);
                REQUIRE(state.status == other.status);
                REQUIRE(state.conflicts == other.conflicts);
                REQUIRE(state.draft.cells == other.draft.cells);
                REQUIRE(state == other);
            }
        }
    }
    INFO(begun << " begun, " << without << " without history, " << late << " with later work, "
               << fetched << " fetched");
    CHECK(begun > histories(6'000));
    CHECK(late > histories(6'000) / 2);
    CHECK(fetched > histories(6'000) / 20);
}

}  // namespace soxa::test::ledger_snapshot
