// What a file asks of its unit, as laptop and province gather it alike (TB-6.2 to 6.4, §1.10).
#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/file_task.hpp"
#include "sync/ledger/version_rules.hpp"
#include "tests/unit/ledger_world.hpp"

namespace soxa::test::ledger_file_task {

using namespace ledger;
using record::Task;
using tests::setting;
using tests::World;

namespace {

struct File {
    World world{7};
    World::Place head = world.add_laptop(Role::head);
    World::Place clerk = world.add_laptop(Role::clerk);
    RecordId id = world.create(clerk, setting("gender", std::string("1"))).id;

    std::vector<FileTask> tasks() {
        std::vector<Stored> stored;
        for (const Entry& one : world.all(id)) stored.push_back({*one.operation, one.standing});
        return file_tasks(world.fold(id), stored, "Xã Tiền Hải");
    }
    std::vector<FileTask> tasks(Task::Kind kind) {
        std::vector<FileTask> all = tasks();
        std::erase_if(all, [&](const FileTask& one) { return one.task.kind != kind; });
        return all;
    }
    OperationId submit() {
        const OperationId cut = world.submit(clerk, id).id;
        world.bring_all();
        return cut;
    }
    /// The head signs, and the province has everything.
    record::Day sign(const OperationId& cut) {
        const Operation* approval = world.approve(head, id, cut);
        REQUIRE(approval != nullptr);
        const OperationId name = approval->id;
        for (std::size_t i = 0; i < world.made().size(); ++i) {
            if (world.standing(i).provisional()) {
                world.judge(world.made()[i].id, Judgement::accepted);
            }
        }
        world.bring_all();
        const RecordState state = world.fold(id);
        for (const Approval& one : state.approvals) {
            if (one.operation == name) return event_day(one.at, one.standing);
        }
        FAIL("the approval is not on the record");
        return {};
    }
    void add_row(std::string_view group, record::Day decided, const std::string& agency) {
        Change change;
        Change::Added row{record::find_group(group)->tag, {}};
        row.columns.emplace(tests::tag_of("decision_date", group),
                            std::string(record::stored(decided)));
        row.columns.emplace(tests::tag_of("decision_agency", group), agency);
        change.added.push_back(std::move(row));
        REQUIRE(world.edit(clerk, id, change) != nullptr);
    }
};

}  // namespace

TEST_CASE("file task: a signature counts from the first work that it signs [TB-6.4]", "[ledger]") {
    File file;
    const std::vector<FileTask> entered = file.tasks();
    REQUIRE(entered.size() == 1);
    CHECK(entered[0].task.kind == Task::Kind::first_entry);
    CHECK(entered[0].by == file.world.chain(file.clerk));
    CHECK_FALSE(entered[0].task.done());
    const auto begun = entered[0].task.begun;
    REQUIRE(begun);

    const OperationId cut = file.submit();
    REQUIRE(file.tasks(Task::Kind::approval).size() == 1);
    CHECK(file.tasks(Task::Kind::approval)[0].actor == FileTask::Actor::heads);
    CHECK(file.tasks(Task::Kind::approval)[0].task.begun == begun);
    CHECK(file.tasks(Task::Kind::first_entry)[0].task.done());

    file.sign(cut);
    const std::vector<FileTask> signed_once = file.tasks(Task::Kind::approval);
    REQUIRE(signed_once.size() == 1);
    CHECK(signed_once[0].task.received.has_value());
    CHECK(signed_once[0].by == file.world.chain(file.head));
    CHECK(file.tasks(Task::Kind::change).empty());
}

TEST_CASE("file task: a decision since the signature is a process of its agency", "[ledger]") {
    File file;
    const record::Day day = file.sign(file.submit());

    SECTION("of this unit") {
        file.add_row("position_history", day, "UBND xã Tiền Hải");
        const auto changes = file.tasks(Task::Kind::change);
        REQUIRE(changes.size() == 1);
        CHECK(changes[0].task.source == Task::Source::own_system);
        // Not after the work itself, whatever its author's clock said.
        CHECK(changes[0].task.completed == std::min(day, changes[0].task.happened));
    }
    SECTION("of another agency") {
        file.add_row("position_history", day, "Sở Nội vụ");
        CHECK(file.tasks(Task::Kind::change)[0].task.source == Task::Source::other_agency);
        CHECK(file.tasks(Task::Kind::assessment).empty());
    }
    SECTION("older, it is history that is entered late") {
        file.add_row("position_history", day - std::chrono::days(1), "Sở Nội vụ");
        CHECK(file.tasks(Task::Kind::change)[0].task.source == Task::Source::person);
        CHECK_FALSE(file.tasks(Task::Kind::change)[0].task.completed);
    }
    SECTION("an assessment is to be passed on until it is signed") {
        file.add_row("assessment", day, "UBND xã Tiền Hải");
        const auto waits = file.tasks(Task::Kind::assessment);
        REQUIRE(waits.size() == 1);
        CHECK(waits[0].task.happened == day);
        CHECK_FALSE(waits[0].task.done());
        file.sign(file.submit());
        REQUIRE(file.tasks(Task::Kind::assessment).size() == 1);
        CHECK(file.tasks(Task::Kind::assessment)[0].task.received.has_value());
    }
}

}  // namespace soxa::test::ledger_file_task
