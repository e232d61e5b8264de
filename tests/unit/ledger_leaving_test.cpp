// Who leaves on a day to come: open until the province's word, closed at its place (TB-9.5, F14).
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/leaving.hpp"
#include "tests/unit/ledger_world.hpp"

namespace soxa::tests::ledger_leaving {

using namespace ledger;
using record::RecordId;

namespace {

struct Commune {
    World world{7};
    World::Place clerk = world.add_laptop(Role::clerk);
    World::Place head = world.add_laptop(Role::head);
    World::Place province = world.add_laptop(Role::province);
    RecordId file = world.create(clerk, setting("full_name", std::string("Lò Thị Mai"))).id;

    Commune() { confirm(file); }

    void confirm(const OperationId& id) { world.judge(id, Judgement::accepted); }
    void approve() {
        world.bring(clerk, head);
        const OperationId cut = world.submit(clerk, file).id;
        world.bring(clerk, head);
        const Operation* approval = world.approve(head, file, cut);
        REQUIRE(approval != nullptr);
        confirm(cut);
        confirm(approval->id);
    }
    [[nodiscard]] RecordState state() const { return world.fold(file); }
};

/// The version says that she leaves on a day, by a row beside her status.
void leave_on(Commune& commune, const std::string& status, const std::string& day) {
    Change change = setting("personnel_status", status);
    Change::Added row{record::find_group("status_event")->tag, {}};
    row.columns.emplace(record::find_field("status_event", "status")->tag, record::Value(status));
    row.columns.emplace(record::find_field("status_event", "effective_date")->tag,
                        record::Value(day));
    change.added.push_back(std::move(row));
    REQUIRE(commune.world.edit(commune.clerk, commune.file, change) != nullptr);
}

OperationId say_day(Commune& commune, Kind kind, const std::string& day) {
    const OperationId id =
        commune.world.say(commune.province, kind, commune.file, encode(Leaving{"40", day})).id;
    commune.confirm(id);
    return id;
}

}  // namespace

TEST_CASE("ledger leaving: who leaves on a day to come is worked on until the province says it has come "
          "[TB-9.5] [F14]",
          "[ledger]") {
    Commune commune;
    leave_on(commune, "40", "2099-03-01");
    commune.approve();
    RecordState state = commune.state();
    CHECK(state.effective);
    CHECK_FALSE(state.life.closed);
    REQUIRE(state.life.leaving);
    CHECK(*state.life.leaving == Leaving{"40", "2099-03-01"});
    CHECK(state.shown_status() == "synced_to_province");

    SECTION("until then another version is approved, and it does not close either") {
        REQUIRE(commune.world.edit(commune.clerk, commune.file,
                                   setting("full_name", std::string("Lò Thị Mây"))) != nullptr);
        commune.approve();
        state = commune.state();
        CHECK_FALSE(state.life.closed);
        CHECK(document_of(state.cuts[*state.effective].content).text("full_name") == "Lò Thị Mây");
    }
    SECTION("the day of an earlier plan is not the day of this one") {
        say_day(commune, Kind::leaving_day, "2098-12-01");
        CHECK_FALSE(commune.state().life.closed);
    }
    SECTION("an announcement alone closes nothing") {
        say_day(commune, Kind::leaving_ahead, "2099-03-01");
        CHECK_FALSE(commune.state().life.closed);
    }
    SECTION("the province takes the plan back, and its day closes nothing [F11]") {
        commune.confirm(commune.world.say(commune.province, Kind::status_word, commune.file,
                                          encode(StatusWord{"10", "", "9/QĐ"}))
                            .id);
        CHECK_FALSE(commune.state().life.leaving);
        say_day(commune, Kind::leaving_day, "2099-03-01");
        CHECK_FALSE(commune.state().life.closed);
        SECTION("until a version is approved again that says so") {
            REQUIRE(commune.world.edit(commune.clerk, commune.file,
                                       setting("full_name", std::string("Lò Thị Mây"))) != nullptr);
            commune.approve();
            CHECK(commune.state().life.archived());
        }
    }
    SECTION("the day closes it, at its own place in the log") {
        const OperationId day = say_day(commune, Kind::leaving_day, "2099-03-01");
        state = commune.state();
        REQUIRE(state.life.closed);
        CHECK(state.life.archived());
        CHECK_FALSE(state.life.leaving);
        for (const Entry& one : commune.world.all(commune.file)) {
            if (one.operation->id == day) CHECK(state.life.closed->since == one.standing.since());
        }
        SECTION("and her head may still take her back") {
            commune.confirm(commune.world.say(commune.head, Kind::reopen, commune.file,
                                              encode_reason("35/UBND"))
                                .id);
            CHECK_FALSE(commune.state().life.closed);
        }
    }
    SECTION("whoever else says so is not heard") {
        const OperationId said = commune.world
                                     .say(commune.clerk, Kind::leaving_day, commune.file,
                                          encode(Leaving{"40", "2099-03-01"}))
                                     .id;
        CHECK_FALSE(commune.state().life.closed);  // on his laptop, before the province has heard
        commune.world.judge(said, Judgement::refused);
        CHECK_FALSE(commune.state().life.closed);
    }
}

TEST_CASE("ledger leaving: who left on a day that is over is in the archive from the approval on [TB-9.5]",
          "[ledger]") {
    Commune commune;
    leave_on(commune, "40", "2001-03-01");
    commune.approve();
    CHECK(commune.state().life.archived());
    CHECK_FALSE(commune.state().life.leaving);
}

TEST_CASE("ledger leaving: the day of leaving is of the row that says the status, the last of them",
          "[ledger]") {
    Commune commune;
    leave_on(commune, "40", "2001-03-01");
    leave_on(commune, "50", "2099-05-01");
    leave_on(commune, "40", "2099-03-01");
    CHECK(leaving_in(commune.state().draft) == Leaving{"40", "2099-03-01"});
    leave_on(commune, "10", "2099-09-01");
    CHECK_FALSE(leaving_in(commune.state().draft));
    CHECK(is_ahead({"40", "2099-03"}, "2099-02-28"));
    CHECK_FALSE(is_ahead({"40", "2099-03"}, "2099-03-01"));
    CHECK_FALSE(is_ahead({"40", ""}, "2099-03-01"));
}

}  // namespace soxa::tests::ledger_leaving
