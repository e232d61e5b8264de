// Whose file a record is, and what makes it nobody's own (TB-7.4, F17).
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/record_fold.hpp"
#include "sync/ledger/subject.hpp"
#include "tests/unit/ledger_world.hpp"

namespace soxa::tests::ledger_subject {

using namespace ledger;
using record::RecordId;

TEST_CASE("ledger subject: whose file it is says the province, and no field that somebody edits "
          "[TB-7.4]",
          "[ledger]") {
    World world{7};
    const World::Place clerk = world.add_laptop(Role::clerk);
    const World::Place head = world.add_laptop(Role::head);
    const World::Place province = world.add_laptop(Role::province);
    const auto confirm = [&](const OperationId& id) { world.judge(id, Judgement::accepted); };
    const std::string his = "034190000011";
    const std::string hers = "034190000012";
    const RecordId file =
        world.create(clerk, setting("personal_id", his)).id;
    confirm(file);
    const auto is_of = [&](const std::string& number) {
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < world.made().size(); ++i) {
            if (world.made()[i].kept_under() != file) continue;
            entries.push_back({&world.made()[i], world.standing(i)});
        }
        return is_subject(world.fold(file), entries, number);
    };
    const auto type = [&](const std::string& number) {
        const Operation* edit =
            world.edit(clerk, file, setting("personal_id", number));
        REQUIRE(edit != nullptr);
        return edit->id;
    };
    CHECK(is_of(his));
    CHECK_FALSE(is_of(hers));
    CHECK_FALSE(is_of(""));

    SECTION("typed over before anybody has approved it, it is nobody's") {
        type(hers);
        CHECK_FALSE(is_of(hers));
        CHECK_FALSE(is_of(his));
        type(his);
        CHECK_FALSE(is_of(hers));
        CHECK_FALSE(is_of(his));  // until a head has signed for it
    }
    SECTION("what the province did not let in changes nothing") {
        world.judge(type(hers), Judgement::held);
        CHECK(is_of(his));
        CHECK_FALSE(is_of(hers));
    }
    SECTION("an approved version says it, whatever is typed since; a confirmed document besides") {
        world.bring(clerk, head);
        const OperationId cut = world.submit(clerk, file).id;
        world.bring(clerk, head);
        const Operation* approval = world.approve(head, file, cut);
        REQUIRE(approval != nullptr);
        confirm(cut);
        confirm(approval->id);
        type(hers);
        CHECK(is_of(his));
        CHECK_FALSE(is_of(hers));
        const OperationId said = world
                                     .say(clerk, Kind::alias, file,
                                          encode(Alias{his, hers, "7/CA xã 01/11/2026"}))
                                     .id;
        confirm(said);
        CHECK_FALSE(is_of(hers));
        confirm(world
                            .say(province, Kind::alias_verdict, file,
                                 encode(AliasVerdict{true, ""}), {said})
                            .id);
        CHECK(is_of(hers));
    }
}

TEST_CASE("ledger subject: another number than the approved one needs its document, emptied first "
          "or not [F17]",
          "[ledger]") {
    World world{8};
    const World::Place clerk = world.add_laptop(Role::clerk);
    const World::Place head = world.add_laptop(Role::head);
    const auto confirm = [&](const OperationId& id) { world.judge(id, Judgement::accepted); };
    const std::string his = "034190000011";
    const std::string right = "034190000012";
    const RecordId file = world.create(clerk, setting("personal_id", his)).id;
    confirm(file);
    CHECK_FALSE(needs_document(world.fold(file), right));  // a wrong digit, until somebody signs
    world.bring(clerk, head);
    const OperationId cut = world.submit(clerk, file).id;
    world.bring(clerk, head);
    const Operation* approval = world.approve(head, file, cut);
    REQUIRE(approval != nullptr);
    confirm(cut);
    confirm(approval->id);

    CHECK_FALSE(needs_document(world.fold(file), his));
    CHECK(needs_document(world.fold(file), right));
    CHECK(needs_document(world.fold(file), ""));
    // However it was emptied, filling it is a change of the approved number.
    Change emptied;
    emptied.fields.emplace(record::find_field("", "personal_id")->tag, std::nullopt);
    REQUIRE(world.edit(clerk, file, emptied) != nullptr);
    CHECK(needs_document(world.fold(file), right));
    CHECK(number_known(world.fold(file)) == his);
    world.say(clerk, Kind::alias, file, encode(Alias{his, right, "7/CA xã 01/11/2026"}));
    CHECK_FALSE(needs_document(world.fold(file), right));
    CHECK_FALSE(needs_document(world.fold(file), his));
    CHECK(needs_document(world.fold(file), "034190000013"));
}

}  // namespace soxa::tests::ledger_subject
