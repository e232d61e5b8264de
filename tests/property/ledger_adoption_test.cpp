// Files that go from one unit's stream into another's, and lives of files, over random histories:
// nothing is lost on the way, nothing is applied unseen, and the order of arrival has no say.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "sync/ledger/adoption.hpp"
#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_adoption {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::HistoryKind;
using tests::World;

namespace {

/// Values without the names of rows: what a person reads.
std::map<record::Tag, std::multiset<std::string>> read_rows(const record::Document& document) {
    std::map<record::Tag, std::multiset<std::string>> rows;
    for (const auto& [group, list] : document.groups) {
        for (const record::Row& row : list) {
            std::string text;
            for (const auto& [tag, value] : row.columns) {
                text += std::to_string(tag) + "=" +
                        record::text_of(*record::find_field(tag), value) + ";";
            }
            rows[group].insert(text);
        }
    }
    return rows;
}

Provenance provenance_of(const RecordState& state) {
    Provenance from;
    from.transfer = state.id;
    from.stream = state.stream;
    from.record = state.id;
    from.seed = state.seed.value_or(Seed{});
    from.root = state.draft.root->root;
    return from;
}

Seed other_seed() {
    Seed seed;
    seed.bytes.fill(0x5A);
    return seed;
}

/// Another unit with a laptop of the province and one of its own.
struct NewUnit {
    explicit NewUnit(std::uint64_t seed) : world(seed) {
        province = world.add_laptop(Role::province);
        clerk = world.add_laptop(Role::clerk);
    }
    const Operation& adopt(const RecordState& old) {
        const Adoption adoption = adoption_of(old.draft, provenance_of(old), other_seed());
        const Operation& made = world.say(province, Kind::adopt, std::nullopt, adoption.payload,
                                          {}, adoption.cells);
        world.judge(made.id, Judgement::accepted);
        world.publish(clerk);
        return made;
    }
    World world;
    World::Place province = 0;
    World::Place clerk = 0;
};

}  // namespace

TEST_CASE("adoption: the new record says what the old one said, and proves it [LEDGER rule 19]",
          "[ledger]") {
    std::size_t adopted = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories(400); ++seed) {
        const World old = tests::history_from(seed, HistoryKind{});
        for (const RecordId& id : old.records()) {
            const RecordState before = old.fold(id);
            if (!before.draft.root || before.ghost) continue;
            ++adopted;
            NewUnit unit(seed + 1);
            const Operation& adoption = unit.adopt(before);
            INFO("seed " << seed);
            REQUIRE(genuine(adoption));
            const RecordState after = unit.world.fold(adoption.id);
            const record::Document was = document_of(before.draft);
            const record::Document is = document_of(after.draft);
            REQUIRE(was.fields == is.fields);
            REQUIRE(read_rows(was) == read_rows(is));
            REQUIRE(after.conflicts.empty());
            REQUIRE(after.life.origin->record == id);

            // Another value, another root: it would be seen.
            auto content = *edit_payload(adoption);
            for (std::size_t i = 0; i < content.values.size(); ++i) {
                const Cell& cell = adoption.header.cells[i].cell;
                if (cell.is_guard() || record::find_group(cell.tag) != nullptr) continue;
                content.values[i] = record::encode(std::string("khác hẳn"));
                const Operation& forged = unit.world.say(
                    unit.province, Kind::adopt, std::nullopt,
                    encode(content, *provenance(adoption)), {}, adoption.header.cells);
                REQUIRE_FALSE(genuine(forged));
                break;
            }
        }
    }
    CHECK(adopted > histories(400) / 4);
}

TEST_CASE("adoption: late work is shown, never applied unseen, and none of it is lost [LEDGER 3.11]",
          "[ledger]") {
    std::size_t carried = 0;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories(300); ++seed) {
        World old = tests::history_from(seed, HistoryKind{false, false, true, true, 3, 8});
        const RecordId id = old.records().front();
        old.bring_all();
        const RecordState released = old.fold(id);
        if (!released.draft.root) continue;
        NewUnit unit(seed + 1);
        const Operation& adoption = unit.adopt(released);
        const auto accepted = document_of(unit.world.fold(adoption.id).draft);

        // The old unit goes on: one change after another, on what it sees.
        std::map<OperationId, OperationId> names;
        std::vector<OperationId> late_ones;
        for (int i = 0; i < 3; ++i) {
            const RecordState seen = old.fold(id);
            const Operation* edit =
                old.edit(0, id, tests::drawn_change(old, &seen, HistoryKind{}));
            if (edit == nullptr) continue;
            const auto late = late_edit_of(*edit, adoption, {edit->id, "H31.55", "", {}, 1}, names);
            REQUIRE(late);
            const Operation& said = unit.world.say(unit.province, Kind::late_edit, adoption.id,
                                                   late->payload, {}, late->cells);
            unit.world.judge(said.id, Judgement::accepted);
            names.emplace(edit->id, said.id);
            late_ones.push_back(said.id);
        }
        unit.world.publish(unit.clerk);
        RecordState state = unit.world.seen(unit.clerk, adoption.id);
        INFO("seed " << seed);
        REQUIRE(document_of(state.draft) == accepted);
        REQUIRE(state.conflicts.empty());
        for (const OperationId& late : late_ones) {
            const auto found = std::ranges::find(unit.world.made(), late, &Operation::id);
            REQUIRE(is_open(state, *found));
        }
        // Each is answered; after the last nothing waits, and what was taken is what the old unit has.
        const bool take = unit.world.one_in(2);
        for (const OperationId& late : late_ones) {
            const auto found = std::ranges::find(unit.world.made(), late, &Operation::id);
            const auto edit = answer_late(state, *found, take);
            REQUIRE(edit);
            if (!edit->cells.empty()) unit.world.write(unit.clerk, adoption.id, *edit);
            state = unit.world.seen(unit.clerk, adoption.id);
            REQUIRE_FALSE(is_open(state, *found));
            ++carried;
        }
        if (!take) REQUIRE(document_of(state.draft) == accepted);
    }
    CHECK(carried > histories(300) / 2);
}

TEST_CASE("adoption: lives fold alike in any order of arrival, on every replica", "[ledger]") {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + histories(300); ++seed) {
        World world = tests::history_from(seed, HistoryKind{});
        const World::Place head = 0;
        const World::Place province = world.add_laptop(Role::province);
        const RecordId id = world.records().front();
        world.bring_all();
        std::vector<OperationId> releases{id};
        std::vector<OperationId> said;
        for (int i = 0; i < 10; ++i) {
            const OperationId about = releases[world.below(releases.size())];
            const auto say = [&](World::Place at, Kind kind, Bytes payload) {
                said.push_back(world.say(at, kind, id, std::move(payload), {about}).id);
            };
            switch (world.below(8)) {
                case 0:
                    say(head, Kind::transfer_propose, encode(MoveTerms{"H31.56", "", "", ""}));
                    break;
                case 1:
                case 2:
                    say(head, Kind::release, encode(Release{}));
                    releases.push_back(said.back());
                    break;
                case 3:
                case 4:
                    say(province, Kind::transfer_word,
                        encode(TransferWord{static_cast<TransferStep>(1 + world.below(5)), "", ""}));
                    break;
                case 5:
                    say(province, Kind::status_word,
                        encode(StatusWord{world.one_in(2) ? "60" : "10", "", ""}));
                    break;
                case 6: say(head, Kind::reopen, encode_reason("")); break;
                default:
                    say(province, Kind::claim,
                        encode(NumberClaim{{}, "034190000011", world.one_in(2), false}));
                    break;
            }
            if (world.one_in(3)) world.submit(head, id);
        }
        for (const OperationId& one : said) {
            if (world.one_in(8)) continue;
            world.judge(one, world.one_in(6)   ? Judgement::held
                             : world.one_in(6) ? Judgement::refused
                                               : Judgement::accepted);
        }
        std::vector<Entry> entries = world.all(id);
        const RecordState first = fold_record(id, entries, world);
        INFO("seed " << seed);
        for (int turn = 0; turn < 5; ++turn) {
            std::ranges::shuffle(entries, world.random());
            REQUIRE(fold_record(id, entries, world) == first);
        }
        // At most one move is under way, and a file on its way is closed.
        const auto open = [](const Departure& one) {
            return one.state == TransferState::released || one.state == TransferState::in_transit;
        };
        const auto under_way = std::ranges::count_if(first.life.departures, open);
        REQUIRE(under_way <= 1);
        REQUIRE((under_way == 0 || first.life.closed));
    }
}

}  // namespace soxa::test::ledger_adoption
