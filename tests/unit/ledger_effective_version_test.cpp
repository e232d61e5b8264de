// What is in effect and what is being worked on are two things: LEDGER §3, 5 and rules 16 to 18.
#include <catch2/catch_test_macros.hpp>

#include "tests/unit/ledger_world.hpp"

namespace soxa::test::ledger_effective_version {

using namespace ledger;
using tests::setting;
using tests::World;

namespace {

/// A head and two clerks with a file that is in effect as version 1.
struct Approved {
    World world{5};
    World::Place head = world.add_laptop(Role::head);
    World::Place clerk = world.add_laptop(Role::clerk);
    World::Place phone = world.add_laptop(Role::person);
    RecordId id = world.create(clerk, setting("salary_step", std::int64_t{3})).id;
    OperationId first = version();

    OperationId version() {
        const OperationId cut = world.submit(clerk, id).id;
        world.bring_all();
        approve(cut);
        return cut;
    }
    void approve(const OperationId& cut) {
        const Operation* approval = world.approve(head, id, cut);
        REQUIRE(approval != nullptr);
        accept_all();
        world.bring_all();
    }
    void accept_all() {
        for (std::size_t i = 0; i < world.made().size(); ++i) {
            if (world.standing(i).provisional()) {
                world.judge(world.made()[i].id, Judgement::accepted);
            }
        }
    }
    void enter(World::Place at, std::string_view field, record::Value value) {
        REQUIRE(world.edit(at, id, setting(field, std::move(value))) != nullptr);
    }
    RecordState state() { return world.fold(id); }
};

const OperationId& in_effect(const RecordState& state) {
    REQUIRE(state.effective.has_value());
    return state.cuts[*state.effective].submit;
}

}  // namespace

TEST_CASE(
    "ledger version: Friday's edit from a phone makes a draft and voids nothing "
    "[LEDGER 3.5]",
    "[ledger]") {
    Approved file;
    CHECK(file.state().status == Status::synced_to_province);
    const auto root = file.state().draft.root->root;

    file.enter(file.phone, "phone_office", std::string("02273831234"));
    const RecordState edited = file.state();
    CHECK(edited.status == Status::draft);
    CHECK(in_effect(edited) == file.first);
    CHECK(edited.cuts[0].content.root->root == root);
    CHECK(edited.draft.root->root != root);
    CHECK(edited.approvals.front().effective());

    SECTION("taken back, the file says again what was approved") {
        file.world.bring_all();
        Change back;
        back.fields.emplace(tests::tag_of("phone_office"), std::nullopt);
        REQUIRE(file.world.edit(file.clerk, file.id, back) != nullptr);
        CHECK(file.state().draft.root->root == root);
        CHECK(file.state().status == Status::synced_to_province);
    }
    SECTION("what came and went in between leaves no trace in the root") {
        file.world.bring_all();
        Change change;
        change.fields.emplace(tests::tag_of("phone_office"), std::nullopt);
        change.fields.emplace(tests::tag_of("gender"), std::string("1"));
        Change::Added row{record::find_group("family_self")->tag, {}};
        row.columns.emplace(tests::tag_of("full_name", "family_self"), std::string("Bình"));
        change.added.push_back(row);
        const Operation* made = file.world.edit(file.clerk, file.id, change);
        REQUIRE(made != nullptr);
        CHECK(file.state().draft.root->root != root);
        Change back;
        back.fields.emplace(tests::tag_of("gender"), std::nullopt);
        back.removed.push_back({made->id, 0});
        REQUIRE(file.world.edit(file.clerk, file.id, back) != nullptr);
        CHECK(file.state().draft.root->root == root);
    }
    SECTION("submitted and approved, it is the second version") {
        file.world.bring_all();
        const OperationId second = file.version();
        CHECK(in_effect(file.state()) == second);
        CHECK(file.state().status == Status::synced_to_province);
        CHECK(file.state().cuts[0].content.root->root == root);  // told, not lost
    }
}

TEST_CASE("ledger version: going back to a version that another has followed is not approved",
          "[ledger]") {
    Approved file;
    file.enter(file.clerk, "salary_step", std::int64_t{4});
    const OperationId second = file.version();
    file.enter(file.clerk, "salary_step", std::int64_t{3});

    const RecordState back = file.state();
    CHECK(back.draft.root->root == back.cuts[0].content.root->root);
    CHECK(in_effect(back) == second);
    CHECK(back.status != Status::synced_to_province);
    CHECK(back.status != Status::unit_signed);

    file.world.bring_all();
    file.approve(file.first);  // the old version signed again says nothing of the new one
    CHECK(in_effect(file.state()) == second);
    const OperationId third = file.version();  // the same words, submitted anew
    CHECK(in_effect(file.state()) == third);
    CHECK(file.state().status == Status::synced_to_province);
}

TEST_CASE("ledger version: a signature for an older version that comes later puts nothing out of "
          "force [F8] [LEDGER rule 16]",
          "[ledger]") {
    Approved file;
    file.enter(file.clerk, "salary_step", std::int64_t{4});
    const OperationId second = file.world.submit(file.clerk, file.id).id;
    file.world.bring_all();
    // Signed on a laptop that is switched off then.
    const Operation* late = file.world.approve(file.head, file.id, second);
    REQUIRE(late != nullptr);
    file.world.bring(file.head, file.clerk);
    file.enter(file.clerk, "salary_step", std::int64_t{5});
    const OperationId third = file.world.submit(file.clerk, file.id).id;
    file.world.bring(file.clerk, file.head);
    const Operation* current = file.world.approve(file.head, file.id, third);
    REQUIRE(current != nullptr);
    for (std::size_t i = 0; i < file.world.made().size(); ++i) {
        const OperationId& id = file.world.made()[i].id;
        if (file.world.standing(i).provisional() && id != late->id) {
            file.world.judge(id, Judgement::accepted);
        }
    }
    const auto approval_of = [](const RecordState& state, const OperationId& cut) {
        return *std::ranges::find(state.approvals, cut, &Approval::cut);
    };
    const RecordState before = file.state();
    CHECK(in_effect(before) == third);
    CHECK(approval_of(before, second).superseded);  // it waits for nothing any more
    CHECK_FALSE(approval_of(before, second).waits);
    CHECK(before.status == Status::synced_to_province);

    file.world.judge(late->id, Judgement::accepted);
    const RecordState after = file.state();
    CHECK(in_effect(after) == third);
    CHECK(after.status == Status::synced_to_province);
    CHECK(approval_of(after, second).superseded);
    CHECK(approval_of(after, second).holds);  // valid for its own version
    CHECK_FALSE(approval_of(after, file.first).superseded);
}

TEST_CASE("ledger version: an approval counts for its root and once the province has it",
          "[ledger]") {
    Approved file;
    file.enter(file.clerk, "salary_step", std::int64_t{4});
    const OperationId cut = file.world.submit(file.clerk, file.id).id;
    file.world.bring_all();
    CHECK(file.state().status == Status::checked);  // a clerk's own submission is checked

    SECTION("provisional: signed here, in effect nothing new") {
        file.world.approve(file.head, file.id, cut);
        CHECK(file.state().status == Status::unit_signed);
        CHECK(in_effect(file.state()) == file.first);
    }
    SECTION("held: likewise, until a second look") {
        const OperationId approval = file.world.approve(file.head, file.id, cut)->id;
        file.accept_all();
        file.world.judge(approval, Judgement::held);
        CHECK(file.state().status == Status::unit_signed);
        CHECK(in_effect(file.state()) == file.first);
        file.world.judge(approval, Judgement::accepted);
        CHECK(in_effect(file.state()) == cut);
    }
    SECTION("refused: worth nothing") {
        const OperationId approval = file.world.approve(file.head, file.id, cut)->id;
        file.world.judge(approval, Judgement::refused);
        CHECK(file.state().status == Status::checked);
    }
    SECTION("for another root, another file or another schema: worth nothing") {
        const auto root = file.state().cuts[1].content.root->root;
        ApprovedVersion version{cut, file.id, root, record::schema_version + 1};
        file.world.approve_root(file.head, version);
        version = {cut, file.id, file.state().cuts[0].content.root->root};
        file.world.approve_root(file.head, version);
        file.accept_all();
        for (const Approval& approval : file.state().approvals) {
            CHECK(approval.holds == (approval.cut == file.first));
        }
        CHECK(in_effect(file.state()) == file.first);
    }
}

TEST_CASE("ledger version: a later verdict on what a cut covers takes its approval along",
          "[ledger]") {
    // The head signed what he saw; part of it is refused: he has not signed what is left.
    Approved file;
    const Operation* phone =
        file.world.edit(file.phone, file.id, setting("phone_office", std::string("1")));
    file.world.bring_all();
    const OperationId cut = file.world.submit(file.clerk, file.id).id;
    file.world.bring_all();
    file.world.approve(file.head, file.id, cut);
    CHECK(file.state().status == Status::unit_signed);

    file.world.judge(phone->id, Judgement::refused);
    file.accept_all();
    const RecordState after = file.state();
    CHECK(in_effect(after) == file.first);
    CHECK_FALSE(std::ranges::find(after.approvals, cut, &Approval::cut)->holds);
}

TEST_CASE(
    "ledger version: what is let in after the approval makes a draft and unmakes no version "
    "[LEDGER 1.18]",
    "[ledger]") {
    Approved file;
    const Operation* phone =
        file.world.edit(file.phone, file.id, setting("phone_office", std::string("1")));
    file.world.judge(phone->id, Judgement::held);
    file.world.bring_all();
    for (std::size_t at = 0; at < file.world.laptops(); ++at) file.world.publish(at);
    file.enter(file.clerk, "salary_step", std::int64_t{4});
    const OperationId cut = file.version();  // over the ghost, which everybody sees as one
    const RecordState before = file.state();
    REQUIRE(in_effect(before) == cut);
    CHECK(before.cut(cut)->rests_on_ghost);

    file.world.judge(phone->id, Judgement::accepted);
    const RecordState after = file.state();
    CHECK(in_effect(after) == cut);
    CHECK(after.cut(cut)->content == before.cut(cut)->content);
    CHECK(after.status == Status::draft);
    CHECK(document_of(after.draft).text("phone_office") == "1");

    file.world.judge(phone->id, Judgement::refused);  // and back again
    CHECK(file.state().draft == before.draft);
    CHECK(file.state().status == Status::synced_to_province);
}

TEST_CASE("ledger version: a cut is what its author had before him, not what arrived later",
          "[ledger]") {
    Approved file;
    // The phone's edit is older than the submission and unknown to the clerk.
    file.enter(file.phone, "phone_office", std::string("1"));
    file.enter(file.clerk, "salary_step", std::int64_t{4});
    const OperationId cut = file.world.submit(file.clerk, file.id).id;
    const RecordState state = file.state();

    const auto& cells = state.cut(cut)->content.cells;
    CHECK_FALSE(cells.contains(tests::cell_of("phone_office")));
    CHECK(cells.contains(tests::cell_of("salary_step")));
    CHECK(state.status == Status::draft);
}

TEST_CASE(
    "ledger version: a section with an open conflict keeps the file from having a root "
    "[LEDGER 1.17]",
    "[ledger]") {
    Approved file;
    file.enter(file.phone, "phone_office", std::string("1"));
    file.enter(file.clerk, "phone_office", std::string("2"));
    const RecordState state = file.state();

    CHECK_FALSE(state.draft.root.has_value());
    CHECK(state.status == Status::draft);
    CHECK(state.draft.disputed == std::set{record::find_section("contact")->tag});
    CHECK(in_effect(state) == file.first);
    CHECK(document_of(state.draft).disputed == std::set{tests::tag_of("phone_office")});
}

TEST_CASE("ledger version: checks and returns say where a submission stands", "[ledger]") {
    Approved file;
    file.enter(file.phone, "phone_office", std::string("1"));
    const OperationId cut = file.world.submit(file.phone, file.id).id;
    file.world.bring_all();
    CHECK(file.state().status == Status::submitted);

    SECTION("checked by a clerk") {
        file.world.check(file.clerk, file.id, cut);
        CHECK(file.state().status == Status::checked);
    }
    SECTION("returned, with the reason, until something is changed") {
        const OperationId returned = file.world.give_back(file.head, file.id, cut).id;
        CHECK(file.state().status == Status::returned);
        CHECK(file.state().cuts[1].returned->first == returned);
        CHECK(file.state().cuts[1].returned->second == "Thiếu bản quét quyết định");
        file.enter(file.phone, "phone_office", std::string("2"));
        CHECK(file.state().status == Status::draft);
        CHECK(in_effect(file.state()) == file.first);
    }
    SECTION("a return or a check that the province does not let in counts for nothing") {
        file.world.judge(file.world.give_back(file.head, file.id, cut).id, Judgement::refused);
        file.world.judge(file.world.check(file.clerk, file.id, cut).id, Judgement::held);
        CHECK(file.state().status == Status::submitted);
    }
    SECTION("nor does such a submission, whoever has signed it") {
        file.world.approve(file.head, file.id, cut);
        file.world.judge(cut, Judgement::refused);
        CHECK(file.state().status == Status::draft);
        CHECK(file.state().cut(cut) == nullptr);
        CHECK(in_effect(file.state()) == file.first);
    }
}

}  // namespace soxa::test::ledger_effective_version
