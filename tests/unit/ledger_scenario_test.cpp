// A commune's month in single scenes: LEDGER §3, 6, 10, 12, 20, 24 and 29.
#include <catch2/catch_test_macros.hpp>

#include "tests/unit/ledger_world.hpp"

namespace soxa::test::ledger_scenario {

using namespace ledger;
using record::MergeClass;
using tests::setting;
using tests::World;

namespace {

struct Commune {
    World world{11};
    World::Place a = world.add_laptop(Role::clerk);
    World::Place b = world.add_laptop(Role::clerk);
    World::Place c = world.add_laptop(Role::clerk);
    RecordId id = world.create(a, setting("full_name", std::string("Nguyễn Văn Hoà"))).id;

    Commune() {
        world.bring(a, b);
        world.bring(a, c);
    }
    const Operation& enter(World::Place at, std::string_view field, record::Value value) {
        const Operation* made = world.edit(at, id, setting(field, std::move(value)));
        REQUIRE(made != nullptr);
        return *made;
    }
    RecordState everywhere() {
        world.bring_all();
        for (World::Place at = 0; at < world.laptops(); ++at) world.publish(at);
        return world.seen(a, id);
    }
};

std::string text(const RecordState& state, std::string_view field) {
    return std::string(document_of(state.draft).text(field));
}

}  // namespace

TEST_CASE(
    "ledger scenario: rank and birth date set apart ask, though they share no cell "
    "[LEDGER 3.6]",
    "[ledger]") {
    Commune commune;
    commune.enter(commune.a, "birth_date", std::string("1985-03-15"));
    commune.enter(commune.b, "gender", std::string("1"));
    const RecordState state = commune.everywhere();

    REQUIRE(state.conflicts.size() == 1);
    CHECK(state.conflicts.front().cell == tests::guard_of("identity"));
    CHECK_FALSE(state.draft.root.has_value());

    SECTION("looked at and let stand together, on two laptops at once") {
        commune.world.write(commune.a, commune.id,
                            confirm_guard(state, state.conflicts.front().cell));
        commune.world.write(commune.b, commune.id,
                            confirm_guard(state, state.conflicts.front().cell));
        const RecordState after = commune.everywhere();
        CHECK(after.conflicts.empty());
        CHECK(text(after, "gender") == "1");
        CHECK(text(after, "birth_date") == "1985-03-15");
    }
    SECTION("a legal change of another section asks nothing of it") {
        commune.enter(commune.c, "rank_code", std::string("01.003"));
        CHECK(commune.everywhere().conflicts.size() == 1);
    }
}

TEST_CASE("ledger scenario: where two meet in a legal cell, the cell is the one question",
          "[ledger]") {
    Commune commune;
    commune.enter(commune.a, "birth_date", std::string("1985-03-15"));
    commune.enter(commune.b, "birth_date", std::string("1986-03-15"));
    const RecordState state = commune.everywhere();
    REQUIRE(state.conflicts.size() == 1);
    CHECK(state.conflicts.front().cell == tests::cell_of("birth_date"));

    commune.world.write(commune.c, commune.id,
                        resolve_cell(state, state.conflicts.front().cell,
                                     state.conflicts.front().claims.front().value));
    CHECK(commune.everywhere().conflicts.empty());
}

TEST_CASE(
    "ledger scenario: cells that a program does not know fold as the others do "
    "[LEDGER 3.10]",
    "[ledger]") {
    Commune commune;
    World& world = commune.world;
    const Cell ordinary{9001, false, std::nullopt};
    const Cell legal{9002, true, std::nullopt};
    const Cell guard = guard_cell(77);
    const auto put = [&](World::Place at, std::string_view value, bool with_legal) {
        const RecordState shown = world.seen(at, commune.id);
        const auto over = [&](const Cell& cell) {
            std::vector<OperationId> names;
            const auto found = shown.draft.cells.find(cell);
            if (found == shown.draft.cells.end()) return names;
            for (const Claim& claim : found->second.live) names.push_back(claim.by);
            return names;
        };
        Edit edit{{{ordinary, over(ordinary)}}, {tests::text_value(value)}};
        if (with_legal) {
            edit.cells.push_back({guard, over(guard)});
            edit.cells.push_back({legal, over(legal)});
            edit.values.push_back(present());
            edit.values.push_back(tests::text_value(value));
        }
        world.write(at, commune.id, edit);
    };

    put(commune.a, "một", false);
    const RecordState first = commune.everywhere();
    CHECK(*first.draft.cells.at(ordinary).value() == tests::text_value("một"));
    CHECK(document_of(first.draft).fields.size() == 1);  // passed over where it is shown
    const auto root = first.draft.root->root;
    put(commune.b, "hai", true);
    const RecordState second = commune.everywhere();
    CHECK(second.draft.root->root != root);  // but it is part of what is signed
    put(commune.a, "ba", true);
    put(commune.b, "bốn", false);
    const RecordState third = commune.everywhere();
    CHECK(third.draft.cells.at(ordinary).in_conflict());
    CHECK_FALSE(third.draft.cells.at(guard).in_conflict());
}

TEST_CASE("ledger scenario: a cell of another class or place than the catalogue's shows nothing",
          "[ledger]") {
    // A changed program could write a legal field past its guard, or a field as if it were a
    // row's: such a cell stays in the ledger and takes nothing from what people are shown.
    Commune commune;
    const auto assign = [&](const Cell& cell, const Bytes& value) {
        commune.world.write(commune.b, commune.id, Edit{{{cell, {}}}, {value}});
    };
    const RowId row{commune.id, 0};
    assign({tests::tag_of("full_name"), false, std::nullopt}, tests::text_value("Kẻ khác"));
    assign({tests::tag_of("phone_office"), false, row}, tests::text_value("02273831234"));
    assign({tests::tag_of("full_name", "family_self"), false, std::nullopt},
           tests::text_value("Kẻ khác"));
    assign({record::find_group("family_self")->tag, false, std::nullopt}, present());

    const RecordState state = commune.everywhere();
    CHECK(text(state, "full_name") == "Nguyễn Văn Hoà");
    CHECK(document_of(state.draft).fields.size() == 1);
    CHECK(document_of(state.draft).groups.empty());
}

TEST_CASE("ledger scenario: who took over another's work needs nothing of him [LEDGER 3.12]",
          "[ledger]") {
    // A gives a bundle to B; B edits over it; A's laptop is stolen. B brings both.
    Commune commune;
    World& world = commune.world;
    commune.enter(commune.a, "phone_office", std::string("02273831234"));
    world.bring(commune.a, commune.b);
    commune.enter(commune.b, "phone_office", std::string("02273835678"));
    world.bring(commune.b, commune.c);

    const RecordState carried = world.seen(commune.c, commune.id);
    CHECK(carried == world.seen(commune.b, commune.id));
    CHECK(text(carried, "phone_office") == "02273835678");
    std::vector<Entry> reversed = world.entries(commune.c, commune.id);
    std::ranges::reverse(reversed);
    CHECK(fold_record(commune.id, reversed, world) == carried);
}

TEST_CASE(
    "ledger scenario: one account on two laptops may disagree, one chain never "
    "[LEDGER 3.20]",
    "[ledger]") {
    Commune commune;
    commune.enter(commune.a, "phone_office", std::string("1"));
    commune.enter(commune.b, "phone_office", std::string("2"));
    CHECK(commune.everywhere().conflicts.size() == 1);
    commune.enter(commune.a, "phone_office", std::string("3"));
    commune.enter(commune.a, "phone_office", std::string("4"));
    CHECK(commune.everywhere().conflicts.empty());
    CHECK(text(commune.everywhere(), "phone_office") == "4");
}

TEST_CASE(
    "ledger scenario: one decider leaves one value, however often others disagree "
    "[LEDGER 3.24]",
    "[ledger]") {
    Commune commune;
    for (int month = 0; month < 6; ++month) {
        const std::string value = std::to_string(month);
        commune.enter(commune.a, "phone_office", value + "a");
        commune.enter(commune.b, "phone_office", value + "b");
        const RecordState state = commune.everywhere();
        REQUIRE(state.conflicts.size() == 1);
        const Conflict& conflict = state.conflicts.front();
        const Bytes decision = conflict.claims.front().value;
        commune.world.write(commune.c, commune.id, resolve_cell(state, conflict.cell, decision));
        const RecordState after = commune.everywhere();
        CHECK(after.conflicts.empty());
        CHECK(*after.draft.cells.at(conflict.cell).value() == decision);
        CHECK(after.draft.cells.at(conflict.cell).live.size() == 1);
    }
}

TEST_CASE(
    "ledger scenario: work of an account that is let in late comes in whole "
    "[LEDGER 3.29]",
    "[ledger]") {
    // B's account waits for the province; B sees his own entries as proposals and goes on.
    Commune commune;
    World& world = commune.world;
    const OperationId first = commune.enter(commune.b, "phone_office", std::string("1")).id;
    world.judge(first, Judgement::held);
    world.publish(commune.b);
    const RecordState shown = world.seen(commune.b, commune.id);
    CHECK(text(shown, "phone_office").empty());
    CHECK(shown.draft.cells.at(tests::cell_of("phone_office")).proposals.size() == 1);
    const OperationId second = commune.enter(commune.b, "phone_office", std::string("2")).id;
    world.judge(second, Judgement::held);
    CHECK(text(commune.everywhere(), "phone_office").empty());

    world.judge(first, Judgement::accepted);
    world.judge(second, Judgement::accepted);
    const RecordState after = commune.everywhere();
    CHECK(after.conflicts.empty());
    CHECK(text(after, "phone_office") == "2");
}

TEST_CASE("ledger scenario: a cell with more claims than an edit can name is closed in steps",
          "[ledger]") {
    Commune commune;
    const Cell cell = tests::cell_of("phone_office");
    const std::size_t count = replaced_max + 10;
    for (std::size_t i = 0; i < count; ++i) {
        commune.world.write(commune.b, commune.id,
                            Edit{{{cell, {}}}, {tests::text_value(std::to_string(i))}});
    }
    commune.everywhere();
    for (int step = 0; step < 2; ++step) {
        commune.enter(commune.a, "phone_office", std::string("02273831234"));
    }
    CHECK(commune.everywhere().conflicts.empty());
    CHECK(text(commune.everywhere(), "phone_office") == "02273831234");
}

TEST_CASE("ledger scenario: one member of a cluster in conflict is not set alone", "[ledger]") {
    Commune commune;
    commune.enter(commune.a, "residence_current_text", std::string("Thôn 1"));
    commune.enter(commune.b, "residence_current_text", std::string("Thôn 2"));
    const RecordState state = commune.everywhere();
    REQUIRE(state.conflicts.size() == 1);

    const auto one = build_edit(&state, setting("residence_current_text", std::string("Thôn 3")));
    REQUIRE_FALSE(one.has_value());
    CHECK(one.error().code == Errc::decision_needed);
    CHECK(one.error().text == "edit.in_conflict");
    Change all = setting("residence_current_text", std::string("Thôn 3"));
    all.fields.emplace(tests::tag_of("residence_current_province"), std::string("33"));
    all.fields.emplace(tests::tag_of("residence_current_commune"), std::string("12970"));
    REQUIRE(commune.world.edit(commune.c, commune.id, all) != nullptr);
    CHECK(commune.everywhere().conflicts.empty());
}

TEST_CASE("ledger scenario: a ghost that created the file leaves it a proposal", "[ledger]") {
    Commune commune;
    commune.world.judge(commune.id, Judgement::held);
    const RecordState state = commune.everywhere();
    CHECK(state.ghost);
    CHECK(document_of(state.draft).fields.empty());
    CHECK(state.draft.cells.at(tests::cell_of("full_name")).proposals.size() == 1);

    commune.world.judge(commune.id, Judgement::accepted);
    CHECK_FALSE(commune.everywhere().ghost);
    CHECK(text(commune.everywhere(), "full_name") == "Nguyễn Văn Hoà");
}

}  // namespace soxa::test::ledger_scenario
