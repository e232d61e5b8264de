// Two people change one file apart from each other: what merges, and what asks.
#include <catch2/catch_test_macros.hpp>

#include "tests/property/ledger_history.hpp"

namespace soxa::test::ledger_merge {

using namespace ledger;
using tests::first_seed;
using tests::histories;
using tests::World;

namespace {

std::vector<const record::Field*> single_fields() {
    std::vector<const record::Field*> found;
    for (const record::Field& field : record::fields()) {
        if (field.group.empty() && field.writable && field.id != "full_name") {
            found.push_back(&field);
        }
    }
    return found;
}

record::Value example_of(const record::Field& field) {
    // What only the program writes has no example; of its groups a code is the first column.
    const auto value = record::parse(field, field.example.empty() ? "07" : field.example);
    INFO(field.group << " " << field.id);
    REQUIRE(value.has_value());
    return *value;
}

/// Two laptops that hold one file.
struct Two {
    World world;
    World::Place a = world.add_laptop(Role::clerk);
    World::Place b = world.add_laptop(Role::clerk);
    RecordId id;

    explicit Two(std::uint64_t seed) : world(seed) {
        id = world.create(a, tests::setting("full_name", std::string("Nguyễn Văn Hoà"))).id;
        world.bring(a, b);
    }
    RecordState joined() {
        world.bring_all();
        const RecordState state = world.seen(a, id);
        REQUIRE(state == world.seen(b, id));
        return state;
    }
};

/// And in it a row of a group.
struct TwoWithRow : Two {
    record::Field column;
    RowId row;
    Cell presence;

    explicit TwoWithRow(const record::Group& group) : Two(group.tag) {
        for (const record::Field& field : record::fields()) {
            if (field.group == group.id && column.tag == 0) column = field;
        }
        Change adding;
        adding.added.push_back({group.tag, {}});
        row = {world.edit(a, id, adding)->id, 0};
        presence = presence_cell(group, row);
        world.bring(a, b);
    }
    Change changing() const {
        Change change;
        change.rows[row].emplace(column.tag, example_of(column));
        return change;
    }
    Change removing() const {
        Change change;
        change.removed.push_back(row);
        return change;
    }
};

Change on(const record::Field& field) { return tests::setting(field.id, example_of(field)); }

}  // namespace

TEST_CASE("ledger merge: disjoint edits merge, except legal ones of one section, which ask",
          "[ledger][property]") {
    const auto fields = single_fields();
    const std::uint64_t first = first_seed();
    std::uint64_t asked = 0;
    for (std::uint64_t seed = first; seed < first + histories(15'000); ++seed) {
        CAPTURE(seed);
        Two two(seed);
        const record::Field& one = *fields[two.world.below(fields.size())];
        const record::Field& other = *fields[two.world.below(fields.size())];
        if (one.cell == other.cell) continue;
        REQUIRE(two.world.edit(two.a, two.id, on(one)) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, on(other)) != nullptr);

        const RecordState state = two.joined();
        const bool ask = one.merge == record::MergeClass::legal &&
                         other.merge == record::MergeClass::legal && one.section == other.section;
        INFO(one.id << " and " << other.id);
        REQUIRE(state.conflicts.size() == (ask ? 1 : 0));
        REQUIRE(state.draft.root.has_value() == !ask);
        const record::Document document = document_of(state.draft);
        REQUIRE(document.fields.at(one.tag) == example_of(one));
        REQUIRE(document.fields.at(other.tag) == example_of(other));
        if (!ask) continue;
        ++asked;
        REQUIRE(state.conflicts.front().cell == tests::guard_of(one.section));
        two.world.write(two.a, two.id, confirm_guard(state, state.conflicts.front().cell));
        two.world.write(two.b, two.id, confirm_guard(state, state.conflicts.front().cell));
        REQUIRE(two.joined().conflicts.empty());
    }
    CHECK(asked > histories(15'000) / 100);
}

TEST_CASE("ledger merge: the same edit made twice apart asks nobody", "[ledger][property]") {
    for (const record::Field* field : single_fields()) {
        CAPTURE(field->id);
        Two two(field->tag);
        REQUIRE(two.world.edit(two.a, two.id, on(*field)) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, on(*field)) != nullptr);
        REQUIRE(two.joined().conflicts.empty());
    }
}

TEST_CASE("ledger merge: of two groups, rows added apart are both there", "[ledger][property]") {
    for (const record::Group& group : record::groups()) {
        CAPTURE(group.id);
        Two two(group.tag);
        Change adding;
        adding.added.push_back({group.tag, {}});
        REQUIRE(two.world.edit(two.a, two.id, adding) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, adding) != nullptr);

        const RecordState state = two.joined();
        const bool legal = group.merge == record::MergeClass::legal;
        CHECK(document_of(state.draft).groups.at(group.tag).size() == 2);
        CHECK(state.conflicts.size() == (legal ? 1 : 0));
    }
}

TEST_CASE("ledger merge: removing a row asks where it was changed apart, in every group",
          "[ledger][property]") {
    for (const record::Group& group : record::groups()) {
        CAPTURE(group.id);
        TwoWithRow two(group);
        REQUIRE(two.world.edit(two.a, two.id, two.removing()) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, two.changing()) != nullptr);
        const RecordState state = two.joined();
        REQUIRE(state.conflicts.size() == 1);
        REQUIRE(state.conflicts.front().cell == two.presence);

        // Decided for removal: the row is gone, what stood in it is in the operations still.
        two.world.write(two.a, two.id, resolve_cell(state, two.presence, record::withdrawn()));
        const RecordState after = two.joined();
        CHECK(after.conflicts.empty());
        CHECK_FALSE(document_of(after.draft).groups.contains(group.tag));
        CHECK(after.draft.cells.at(column_cell(two.column, two.row)).value() != nullptr);
    }
}

TEST_CASE("ledger merge: removing a row after one change asks of another, in every group",
          "[ledger][property]") {
    for (const record::Group& group : record::groups()) {
        CAPTURE(group.id);
        TwoWithRow two(group);
        const World::Place c = two.world.add_laptop(Role::clerk);
        REQUIRE(two.world.edit(two.a, two.id, two.changing()) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, two.changing()) != nullptr);
        two.world.bring(two.a, c);
        REQUIRE(two.world.edit(c, two.id, two.removing()) != nullptr);

        CHECK(two.joined().draft.cells.at(two.presence).in_conflict());
    }
}

TEST_CASE("ledger merge: a removal that is seen stands, and the row takes no change",
          "[ledger][property]") {
    for (const record::Group& group : record::groups()) {
        CAPTURE(group.id);
        TwoWithRow two(group);
        REQUIRE(two.world.edit(two.a, two.id, two.removing()) != nullptr);
        two.world.bring(two.a, two.b);

        const RecordState state = two.world.seen(two.b, two.id);
        CHECK(document_of(state.draft).groups.empty());
        const auto refused = build_edit(&state, two.changing());
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().text == "edit.no_row");
    }
}

TEST_CASE("ledger merge: two removals made apart agree", "[ledger][property]") {
    for (const record::Group& group : record::groups()) {
        CAPTURE(group.id);
        TwoWithRow two(group);
        REQUIRE(two.world.edit(two.a, two.id, two.removing()) != nullptr);
        REQUIRE(two.world.edit(two.b, two.id, two.removing()) != nullptr);
        CHECK(two.joined().conflicts.empty());
    }
}

}  // namespace soxa::test::ledger_merge
