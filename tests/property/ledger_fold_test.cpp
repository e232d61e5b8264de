// The fold of a record, over random histories of a commune: order-free, incremental, and nothing
// that was entered is lost unseen.
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/cut_names.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_fold {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::HistoryKind;
using tests::World;

namespace {

/// An assignment as its operation states it, read without the fold.
struct Stated {
    OperationId by;
    std::vector<OperationId> replaces;
    Bytes value;
    bool ghost = false;
    ChainId chain;
};

std::map<Cell, std::vector<Stated>> stated_in(const std::vector<Entry>& entries) {
    std::map<Cell, std::vector<Stated>> stated;
    const CutNames read(entries);
    for (const Entry& entry : read.entries()) {
        const Operation& one = *entry.operation;
        if (one.header.kind != Kind::edit) continue;
        const auto payload = edit_payload(one);
        for (std::size_t i = 0; i < one.header.cells.size(); ++i) {
            stated[one.cell(i)].push_back({one.id, one.header.cells[i].replaces, payload->values[i],
                                           entry.standing.ghost(), one.header.chain});
        }
    }
    return stated;
}

const Stated& named(const std::vector<Stated>& all, const OperationId& id) {
    return *std::ranges::find(all, id, &Stated::by);
}

/// What an author has replaced knowingly: what he named, and what stood behind a ghost he named.
void collect_replaced(const std::vector<Stated>& all, const Stated& author,
                      std::set<OperationId>& into) {
    for (const OperationId& id : author.replaces) {
        into.insert(id);
        if (named(all, id).ghost) collect_replaced(all, named(all, id), into);
    }
}

bool has(const std::vector<Claim>& claims, const OperationId& id) {
    return std::ranges::find(claims, id, &Claim::by) != claims.end();
}

/// Every value is current, knowingly replaced, equal to one that was, or a proposal.
void check_nothing_lost(const RecordState& state, const std::vector<Entry>& entries) {
    const auto stated = stated_in(entries);
    REQUIRE(stated.size() == state.draft.cells.size());
    for (const auto& [cell, all] : stated) {
        const Reading& reading = state.draft.cells.at(cell);
        std::set<OperationId> replaced;
        std::set<Bytes> values_replaced;
        for (const Stated& one : all) {
            if (!one.ghost) collect_replaced(all, one, replaced);
        }
        for (const OperationId& id : replaced) values_replaced.insert(named(all, id).value);
        bool anything = false;
        for (const Stated& one : all) {
            anything = anything || !one.ghost;
            const bool shown = has(one.ghost ? reading.proposals : reading.live, one.by);
            const bool as_a_twin =
                !one.ghost && !cell.legal && !shown && values_replaced.contains(one.value);
            REQUIRE((shown != replaced.contains(one.by) || as_a_twin));
        }
        REQUIRE(reading.live.empty() == !anything);
    }
}

/// A column of a row that is gone, or of which that is the question.
bool in_absent_row(const RecordState& state, const Cell& cell) {
    if (!cell.row || record::find_group(cell.tag) != nullptr) return false;
    return std::ranges::any_of(state.draft.cells, [&](const auto& one) {
        return one.first.row == cell.row && record::find_group(one.first.tag) != nullptr &&
               one.second.value() == nullptr;
    });
}

/// Each disagreement is put to a person: by itself, or where a guard's authors meet in a cell. What
/// stands in a row that is gone is asked when the row comes back.
void check_conflicts_are_shown(const RecordState& state) {
    std::map<record::Tag, std::set<OperationId>> asked;
    std::set<Cell> listed;
    for (const Conflict& conflict : state.conflicts) {
        listed.insert(conflict.cell);
        for (const Claim& claim : conflict.claims) asked[conflict.section].insert(claim.by);
    }
    std::set<record::Tag> disputed;
    for (const auto& [cell, reading] : state.draft.cells) {
        std::set<Bytes> values;
        for (const Claim& claim : reading.live) values.insert(claim.value);
        REQUIRE(reading.in_conflict() == (values.size() > 1));
        if (values.size() < 2 || in_absent_row(state, cell)) {
            REQUIRE_FALSE(listed.contains(cell));
            continue;
        }
        const record::Tag section =
            cell.is_guard() ? cell.tag - guard_base : record::section_of_cell(cell.tag);
        disputed.insert(section);
        for (const Claim& claim : reading.live) REQUIRE(asked[section].contains(claim.by));
        if (!cell.is_guard()) REQUIRE(listed.contains(cell));
    }
    REQUIRE(state.draft.disputed == disputed);
    REQUIRE(state.draft.root.has_value() == (disputed.empty() && state.seed.has_value()));
}

/// Whoever writes a cell has seen what his own chain wrote there.
void check_no_chain_disagrees_with_itself(const RecordState& state,
                                          const std::vector<Entry>& entries) {
    for (const auto& [cell, all] : stated_in(entries)) {
        if (std::ranges::any_of(all, &Stated::ghost)) continue;
        std::map<ChainId, Bytes> values;
        for (const Claim& claim : state.draft.cells.at(cell).live) {
            const auto [own, first] = values.emplace(named(all, claim.by).chain, claim.value);
            REQUIRE(own->second == claim.value);
        }
    }
}

using States = std::map<RecordId, RecordState>;

/// Operations and verdicts arrive in any order at all, each folding only what it touches.
void check_incremental(World& world, const States& full) {
    struct Arrival {
        std::size_t index;
        bool verdict;
    };
    std::vector<Arrival> arrivals;
    for (std::size_t i = 0; i < world.made().size(); ++i) {
        arrivals.push_back({i, false});
        if (!world.standing(i).provisional()) arrivals.push_back({i, true});
    }
    std::ranges::shuffle(arrivals, world.random());

    std::set<std::size_t> here;
    std::set<std::size_t> judged;
    const auto fold = [&](const RecordId& id) {
        std::vector<Entry> entries;
        for (const std::size_t i : here) {
            const auto& touched = world.touched_by(i);
            if (std::ranges::find(touched, id) == touched.end()) continue;
            entries.push_back(
                {&world.made()[i], judged.contains(i) ? world.standing(i) : Standing{}});
        }
        return fold_record(id, entries, world);
    };
    States kept;
    for (const auto& [id, state] : full) kept.emplace(id, fold(id));
    for (const Arrival& arrival : arrivals) {
        (arrival.verdict ? judged : here).insert(arrival.index);
        for (const RecordId& id : world.touched_by(arrival.index)) {
            if (kept.contains(id)) kept.at(id) = fold(id);
        }
        if (!world.one_in(4)) continue;
        for (const auto& [id, state] : kept) REQUIRE(fold(id) == state);
    }
    REQUIRE(kept == full);
}

}  // namespace

TEST_CASE("ledger fold: is one state whatever the order of arrival, and loses nothing",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    std::uint64_t ghosts = 0;
    std::uint64_t conflicts = 0;
    std::uint64_t effective = 0;
    for (std::uint64_t seed = first; seed < first + histories(50'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {});
        States full;
        for (const RecordId& id : world.records()) {
            const std::vector<Entry> entries = world.all(id);
            const RecordState state = fold_record(id, entries, world);
            full.emplace(id, state);

            std::vector<Entry> arrived = entries;
            std::ranges::shuffle(arrived, world.random());
            const RecordState again = fold_record(id, arrived, world);
            REQUIRE(again == state);
            REQUIRE(document_of(again.draft) == document_of(state.draft));
            check_nothing_lost(state, entries);
            check_conflicts_are_shown(state);
            check_no_chain_disagrees_with_itself(state, entries);

            for (const Entry& entry : entries) ghosts += entry.standing.ghost() ? 1U : 0U;
            conflicts += state.conflicts.size();
            effective += state.effective ? 1U : 0U;
        }
        if (seed % 4 == 0) check_incremental(world, full);
    }
    // The histories do come to what the properties are about.
    INFO(ghosts << " ghosts, " << conflicts << " conflicts, " << effective << " in effect");
    CHECK(ghosts > histories(50'000) / 2);
    CHECK(conflicts > histories(50'000) / 4);
    CHECK(effective > histories(50'000) / 50);
}

TEST_CASE("ledger fold: equal values never conflict", "[ledger][property]") {
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(10'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(
            seed, {.approvals = false, .rows = true, .removals = false, .values = 1});
        for (const RecordId& id : world.records()) {
            for (const auto& [cell, reading] : world.fold(id).draft.cells) {
                // Clusters are equal where all their members are.
                const bool cluster = record::fields_of_cell(cell.tag).size() > 1;
                if (!cell.is_guard() && !cluster) REQUIRE_FALSE(reading.in_conflict());
            }
        }
    }
}

TEST_CASE("ledger fold: one who has seen everything closes every conflict, and two who agree do",
          "[ledger][property]") {
    const auto close_all = [](World& world, World::Place at, const RecordId& id) {
        for (int round = 0; round < 40; ++round) {
            const RecordState shown = world.seen(at, id);
            if (shown.conflicts.empty()) return;
            const Conflict& first = shown.conflicts.front();
            world.write(at, id,
                        first.cell.is_guard()
                            ? confirm_guard(shown, first.cell)
                            : resolve_cell(shown, first.cell, first.claims[0].value));
        }
    };
    const std::uint64_t first = first_seed();
    for (std::uint64_t seed = first; seed < first + histories(10'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, {.approvals = false});
        world.bring_all();
        for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
        for (const RecordId& id : world.records()) {
            const RecordState before = world.seen(0, id);
            close_all(world, 0, id);
            REQUIRE(world.seen(0, id).conflicts.empty());
            REQUIRE(world.seen(0, id).draft.root.has_value());

            // Another laptop, which has not heard of it, decides the same.
            close_all(world, 1, id);
            world.bring(0, 1);
            REQUIRE(world.seen(1, id).conflicts.empty());

            // And a third decides otherwise: that cell asks again, for as long as nobody decides.
            const auto cell = std::ranges::find_if(before.conflicts,
                                                   [](auto& one) { return !one.cell.is_guard(); });
            if (cell == before.conflicts.end()) continue;
            const auto other = std::ranges::find_if(cell->claims, [&](const Claim& claim) {
                return claim.value != cell->claims.front().value;
            });
            world.write(2, id, resolve_cell(before, cell->cell, other->value));
            world.bring(1, 2);
            const RecordState third = world.seen(2, id);
            REQUIRE(third.draft.cells.at(cell->cell).in_conflict());
            close_all(world, 2, id);
            REQUIRE(world.seen(2, id).conflicts.empty());
        }
    }
}

}  // namespace soxa::test::ledger_fold
