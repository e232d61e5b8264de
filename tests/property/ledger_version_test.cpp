// Versions over random histories: an approval is worth its root and nothing else.
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/cut_names.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_version {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::HistoryKind;
using tests::World;

namespace {

/// What a reader of the file sees: values, and which rows there are.
std::map<Cell, Bytes> visible(const Content& content) {
    std::set<RowId> present;
    std::map<Cell, Bytes> seen;
    for (const auto& [cell, reading] : content.cells) {
        const bool presence = record::find_group(cell.tag) != nullptr;
        if (presence && reading.value() != nullptr) present.insert(*cell.row);
    }
    for (const auto& [cell, reading] : content.cells) {
        if (cell.is_guard() || reading.value() == nullptr) continue;
        if (!cell.row || present.contains(*cell.row)) seen.emplace(cell, *reading.value());
    }
    return seen;
}

bool same_root(const Content& a, const Content& b) {
    return a.root && b.root && a.root->root == b.root->root;
}

/// A version comes after those that its author had before him.
void check_order(const World& world, const RecordState& state) {
    std::set<OperationId> earlier;
    for (const Cut& cut : state.cuts) {
        for (const std::size_t i : world.covered_by(cut.submit)) {
            const OperationId& seen = world.made()[i].id;
            REQUIRE((state.cut(seen) == nullptr || earlier.contains(seen)));
        }
        earlier.insert(cut.submit);
    }
}

/// Since when the province has the first approval of a cut; the end of the log without one.
std::uint64_t confirmed_since(const RecordState& state, const Cut& cut) {
    std::uint64_t since = UINT64_MAX;
    for (const Approval& approval : state.approvals) {
        if (approval.cut != cut.submit || !approval.standing.confirmed()) continue;
        since = std::min(since, approval.standing.since());
    }
    return since;
}

/// A cut says what its author had before him, under what the province had said of that when it
/// confirmed the approval, or has said by now where there is none.
void check_cuts(const World& world, const RecordState& state) {
    const std::vector<Entry> all = world.all(state.id);
    const CutNames read(all);
    for (const Cut& cut : state.cuts) {
        std::vector<Entry> edits;
        const std::uint64_t since = confirmed_since(state, cut);
        std::set<OperationId> covered;
        for (const std::size_t i : world.covered_by(cut.submit)) {
            covered.insert(world.made()[i].id);
        }
        for (const Entry& entry : read.entries()) {
            if (entry.operation->header.kind == Kind::edit &&
                covered.contains(entry.operation->id)) {
                edits.push_back({entry.operation, entry.standing.as_of(since)});
            }
        }
        REQUIRE(cut.content == fold_content(state.id, state.stream, cut.schema, edits));
        REQUIRE(
            same_root(cut.content, state.draft) ==
            (visible(cut.content) == visible(state.draft) && cut.content.root && state.draft.root));
    }
}

void check_approvals(const RecordState& state) {
    for (const Approval& approval : state.approvals) {
        const Cut& cut = *state.cut(approval.cut);
        const bool over_it = cut.content.root && cut.content.root->root == approval.signed_root;
        REQUIRE((over_it || !approval.holds));
        REQUIRE((!approval.effective() || (approval.holds && approval.standing.position)));
    }
    if (state.effective) {
        const Cut& cut = state.cuts[*state.effective];
        REQUIRE(std::ranges::any_of(state.approvals, [&](const Approval& one) {
            return one.cut == cut.submit && one.effective();
        }));
    }
    const bool as_approved =
        state.effective && same_root(state.cuts[*state.effective].content, state.draft);
    REQUIRE((state.status == Status::synced_to_province) == as_approved);
    if (!state.draft.root) REQUIRE(state.status == Status::draft);
}

constexpr HistoryKind plain{.ghosts = false, .approvals = false, .acts_max = 8};

}  // namespace

TEST_CASE("ledger version: a cut, its approvals and the status say what was covered and signed",
          "[ledger][property]") {
    const std::uint64_t first = first_seed() + 1'000'000;
    for (std::uint64_t seed = first; seed < first + histories(25'000); ++seed) {
        CAPTURE(seed);
        const World world = tests::history_from(seed, {.acts_max = 18});
        for (const RecordId& id : world.records()) {
            const RecordState state = world.fold(id);
            check_cuts(world, state);
            check_order(world, state);
            check_approvals(state);
        }
    }
}

TEST_CASE("ledger version: what is in effect stays so through any later edit [TB-6.4]",
          "[ledger][property]") {
    const std::uint64_t first = first_seed();
    std::uint64_t changed = 0;
    for (std::uint64_t seed = first; seed < first + histories(10'000); ++seed) {
        CAPTURE(seed);
        World world = tests::history_from(seed, plain);
        world.bring_all();
        const RecordId id = world.records().front();
        if (!world.fold(id).conflicts.empty()) continue;
        const OperationId cut = world.submit(0, id).id;
        const Operation* approval = world.approve(0, id, cut);
        REQUIRE(approval != nullptr);
        CHECK(world.seen(0, id).status == Status::unit_signed);
        for (const Operation& one : world.made()) world.judge(one.id, Judgement::accepted);
        const RecordState approved = world.fold(id);
        REQUIRE(approved.effective == approved.cuts.size() - 1);
        REQUIRE(approved.status == Status::synced_to_province);

        for (int i = 0; i < 4; ++i) {
            const World::Place at = world.below(world.laptops());
            const RecordState shown = world.seen(at, id);
            world.edit(at, id, tests::drawn_change(world, &shown, plain));
            const RecordState now = world.fold(id);
            REQUIRE(now.effective == approved.effective);
            const Content& in_effect = now.cuts[*now.effective].content;
            REQUIRE(in_effect == approved.cuts[*approved.effective].content);
            REQUIRE(now.approvals.front().effective());
            const bool as_it_was = visible(now.draft) == visible(in_effect) && now.draft.root;
            REQUIRE(same_root(now.draft, in_effect) == as_it_was);
            REQUIRE((now.status == Status::synced_to_province) == as_it_was);
            changed += as_it_was ? 0U : 1U;
        }
    }
    CHECK(changed > histories(10'000));
}

}  // namespace soxa::test::ledger_version
