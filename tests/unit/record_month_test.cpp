// The month: due days, what is late and by whom, windows (DOMAIN §1.10, 3.9).

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/month.hpp"

namespace soxa::tests::record_month {

using namespace record;

namespace {

Day day(std::string_view text) { return read_day(text).value(); }

/// Of local time: "2026-11-24T23:59:59".
Timestamp at(std::string_view local) {
    return from_rfc3339(std::string(local) + "Z").value() - std::chrono::hours(7);
}

PolicyHistory packs_of(std::string_view preset) {
    PolicyHistory packs;
    packs.add(*find_preset(preset));
    return packs;
}

Duty judged(const Task& task, std::string_view today, std::string_view preset = "TB-2024") {
    const auto duty = judge(task, packs_of(preset), Calendar(), day(today));
    REQUIRE(duty);
    return *duty;
}

constexpr Month november{2026, 11};

TEST_CASE("month: an account is due five working days after joining [TB-6.2]", "[month]") {
    Task task{.kind = Task::Kind::account, .about = "u", .happened = day("2026-11-17")};
    CHECK(stored(*judged(task, "2026-11-18").due) == "2026-11-25");
    CHECK(judged(task, "2026-11-25").state == Duty::State::open);
    const Duty late = judged(task, "2026-11-27");
    CHECK(late.state == Duty::State::late);
    CHECK(late.days_late == 2);

    task.claimed = at("2026-11-25T16:00:00");
    CHECK(judged(task, "2026-11-25").state == Duty::State::sent);
    CHECK(judged(task, "2026-11-26").state == Duty::State::sent_late);
    CHECK(judged(task, "2026-11-26").claimed_in_time);
    task.received = at("2026-11-25T23:59:59");
    CHECK(judged(task, "2026-11-30").state == Duty::State::done);
}

TEST_CASE("month: the 24th at its last second is in time, the 25th is not [TB-6.4]", "[month]") {
    Task task{.kind = Task::Kind::approval, .about = "u", .happened = day("2026-11-03")};
    CHECK(stored(*judged(task, "2026-11-04").due) == "2026-11-24");
    task.claimed = at("2026-11-24T17:00:00");
    task.received = at("2026-11-24T23:59:59");
    CHECK(judged(task, "2026-11-30").state == Duty::State::done);

    task.received = at("2026-11-25T00:00:00");
    const Duty late = judged(task, "2026-11-30");
    CHECK(late.state == Duty::State::done_late);  // flagged, not lost
    CHECK(late.days_late == 1);
    CHECK(late.claimed_in_time);
}

TEST_CASE("month: the receipt judges, unless the pack says the claimed time [TB-6.4]", "[month]") {
    Task task{.kind = Task::Kind::approval, .about = "u", .happened = day("2026-11-03")};
    task.claimed = at("2009-01-01T08:00:00");  // a dead battery
    task.received = at("2026-11-25T08:00:00");
    CHECK(judged(task, "2026-11-30").state == Duty::State::done_late);

    Policy claimed = *find_preset("TB-2024");
    claimed.time_source = TimeSource::claimed;
    PolicyHistory packs;
    packs.add(claimed);
    CHECK(judge(task, packs, Calendar(), day("2026-11-30"))->state == Duty::State::done);
}

TEST_CASE("month: a signature is late by its receipt, whenever the clerk submitted [TB-6.4] [F14]",
          "[month]") {
    // Begun on the 10th, submitted on the 26th: nobody's lateness is hidden by it.
    Task task{.kind = Task::Kind::approval,
              .about = "u",
              .happened = day("2026-11-26"),
              .begun = day("2026-11-10")};
    CHECK(stored(*judged(task, "2026-11-26").due) == "2026-11-24");
    CHECK(judged(task, "2026-11-26").state == Duty::State::late);
    task.claimed = at("2026-12-03T08:00:00");
    task.received = at("2026-12-03T08:05:00");
    const Duty signed_late = judged(task, "2026-12-04");
    CHECK(signed_late.state == Duty::State::done_late);
    CHECK(signed_late.days_late == 9);
    CHECK_FALSE(signed_late.claimed_in_time);
    CHECK(signed_late.counted_in == Month{2026, 12});
}

TEST_CASE("month: signed after the unit's day it is of the next month, with a flag [TB-6.4]",
          "[month]") {
    Task task{.kind = Task::Kind::approval,
              .about = "u",
              .happened = day("2026-11-25"),
              .begun = day("2026-11-25")};
    CHECK(judged(task, "2026-11-25").state == Duty::State::open);
    task.claimed = at("2026-11-24T23:59:59");
    // Not received yet: it cannot have been in time any more.
    CHECK(judged(task, "2026-11-25").state == Duty::State::sent_late);
    task.received = at("2026-11-25T00:00:00");
    const Duty flagged = judged(task, "2026-12-10");
    CHECK(flagged.state == Duty::State::done_late);
    CHECK(stored(*flagged.due) == "2026-11-24");
    CHECK(flagged.days_late == 1);
    CHECK(flagged.claimed_in_time);  // told beside, and decides nothing
    CHECK(flagged.counted_in == Month{2026, 12});
    const PolicyHistory packs = packs_of("TB-2024");
    for (const Month& month : {november, Month{2026, 12}}) {
        const MonthReport report = month_report(month, {task}, packs, day("2026-12-10"));
        REQUIRE(report.duties.size() == 1);
        CHECK(report.late() == 1);
    }
    CHECK(month_report({2027, 1}, {task}, packs, day("2027-01-10")).duties.empty());

    // In the next month it is in time, by its own day.
    Task waited = task;
    waited.claimed = waited.received = at("2026-12-20T08:00:00");
    CHECK(judged(waited, "2026-12-21").state == Duty::State::done);
    CHECK_FALSE(judged(waited, "2026-12-21").counted_in);

    // Nobody minds where the pack says so.
    Policy allowing = *find_preset("TB-2024");
    allowing.outside_window = OutsideWindow::allow;
    PolicyHistory allowed;
    allowed.add(allowing);
    CHECK(judge(task, allowed, Calendar(), day("2026-12-10"))->state == Duty::State::done);
}

TEST_CASE("month: a process of an agency counts from its end, as the pack says [D27-2026]",
          "[month]") {
    Task task{.kind = Task::Kind::change,
              .about = "u",
              .happened = day("2026-11-12"),
              .completed = day("2026-11-09"),
              .source = Task::Source::own_system};
    CHECK(stored(*judged(task, "2026-11-12", "D27-2026").due) == "2026-11-10");
    CHECK(judged(task, "2026-11-12", "D27-2026").state == Duty::State::late);
    task.source = Task::Source::other_agency;
    CHECK(stored(*judged(task, "2026-11-12", "D27-2026").due) == "2026-11-12");
    task.source = Task::Source::person;
    CHECK_FALSE(judged(task, "2026-11-12", "D27-2026").due);
    // By the founding regime all of them count from the entry.
    CHECK(stored(*judged(task, "2026-11-12").due) == "2026-11-19");

    const Task assessed{
        .kind = Task::Kind::assessment, .about = "u", .happened = day("2026-12-20")};
    CHECK(stored(*judged(assessed, "2026-12-21", "D27-2026").due) == "2026-12-25");
    CHECK_FALSE(judge(assessed, packs_of("TB-2024"), Calendar(), day("2026-12-21")));
}

TEST_CASE("month: a file that came over has its own term [TB-9.1] [C06D-10.2]", "[month]") {
    Policy policy = *find_preset("D27-2026");
    policy.deadlines.insert_or_assign("transfer.setup",
                                      Term{TermUnit::workdays, 10, Anchor::file_received});
    PolicyHistory packs;
    packs.add(policy);
    Task task{.kind = Task::Kind::first_entry,
              .about = "u",
              .happened = day("2026-11-02"),
              .source = Task::Source::other_unit};
    CHECK(stored(*judge(task, packs, Calendar(), day("2026-11-03"))->due) == "2026-11-16");
    task.source = Task::Source::person;
    CHECK(stored(*judge(task, packs, Calendar(), day("2026-11-03"))->due) == "2026-11-05");
}

TEST_CASE("month: what is submitted after the unit's day is due in the next month [TB-6.4]",
          "[month]") {
    const Task task{.kind = Task::Kind::approval, .about = "u", .happened = day("2026-11-25")};
    CHECK(stored(*judged(task, "2026-11-25").due) == "2026-12-24");
    const Task winter{.kind = Task::Kind::approval, .about = "u", .happened = day("2026-12-25")};
    CHECK(stored(*judged(winter, "2026-12-25").due) == "2027-01-24");
}

TEST_CASE("month: without a number and a unit's day it is open and never late", "[month]") {
    const Task entry{.kind = Task::Kind::first_entry, .about = "u", .happened = day("2026-01-05")};
    CHECK(judged(entry, "2026-11-22", "C06-2023").state == Duty::State::open);
    CHECK_FALSE(judged(entry, "2026-11-22", "C06-2023").due);
    // Where the unit signs by a day, what leads to it is done by that day [TB-6.4].
    CHECK(stored(*judged(entry, "2026-01-24").due) == "2026-01-24");
    CHECK(judged(entry, "2026-01-24").state == Duty::State::open);
    CHECK(judged(entry, "2026-01-25").state == Duty::State::late);
    // The decree has three working days from the electronic file.
    const Task file{.kind = Task::Kind::first_entry, .about = "u", .happened = day("2026-11-20")};
    CHECK(stored(*judged(file, "2026-11-22", "D27-2026").due) == "2026-11-26");
}

TEST_CASE("month: an event before the pack is judged by none, or by the older one", "[month]") {
    const Task task{.kind = Task::Kind::change, .about = "u", .happened = day("2024-12-20")};
    CHECK_FALSE(judge(task, packs_of("TB-2024"), Calendar(), day("2026-11-22")));

    PolicyHistory both = packs_of("TB-2024");
    both.add(*find_preset("C06-2023"));
    const auto duty = judge(task, both, Calendar(), day("2026-11-22"));
    REQUIRE(duty);
    CHECK(duty->pack == "C06-2023");
    CHECK(duty->state == Duty::State::open);
    // The circular leaves accounts to the province.
    const Task joiner{.kind = Task::Kind::account, .about = "u", .happened = day("2024-12-20")};
    CHECK_FALSE(judge(joiner, both, Calendar(), day("2026-11-22")));
}

TEST_CASE("month: November 2026, where the windows meet on the 23rd [TB-6.4] [TB-6.5]", "[month]") {
    const auto found = windows(november, packs_of("TB-2024"), Calendar(), day("2026-11-22"));
    REQUIRE(found);
    CHECK(found->pack == "TB-2024");
    CHECK_FALSE(found->pack_expired);
    CHECK(stored(*found->unit_deadline) == "2026-11-24");
    CHECK(stored(*found->unit_last_workday) == "2026-11-23");
    CHECK(found->province.size() == 5);
    CHECK(found->meeting == Windows::Meeting::overlap);
    CHECK(found->shared_days == 1);
    CHECK(found->calendar_decided);

    const auto december = windows({2026, 12}, packs_of("TB-2024"), Calendar(), day("2026-11-22"));
    CHECK(december->meeting == Windows::Meeting::touch);
    CHECK_FALSE(
        windows({2027, 4}, packs_of("TB-2024"), Calendar(), day("2026-11-22"))->calendar_decided);
    const auto decree = windows(november, packs_of("D27-2026"), Calendar(), day("2026-11-22"));
    CHECK_FALSE(decree->unit_deadline);
    CHECK(decree->province.empty());
    CHECK_FALSE(windows({2024, 11}, packs_of("TB-2024"), Calendar(), day("2026-11-22")));
}

TEST_CASE("month: an expired pack goes on and says so", "[month]") {
    Policy old = *find_preset("TB-2024");
    old.valid_to = day("2026-06-30");
    PolicyHistory packs;
    packs.add(old);
    const auto found = windows(november, packs, Calendar(), day("2026-11-22"));
    REQUIRE(found);
    CHECK(found->pack_expired);
    CHECK(stored(*found->unit_deadline) == "2026-11-24");
}

TEST_CASE("month: open things are carried along, done ones stay in their month [TB-13.3]",
          "[month]") {
    std::vector<Task> tasks;
    tasks.push_back({.kind = Task::Kind::approval,
                     .about = "waits",
                     .who = "Ông Thịnh",
                     .happened = day("2026-10-05")});
    tasks.push_back({.kind = Task::Kind::change,
                     .about = "changed",
                     .who = "Chị Mai",
                     .happened = day("2026-11-10")});
    tasks.push_back({.kind = Task::Kind::approval,
                     .about = "signed in October",
                     .who = "Ông Thịnh",
                     .happened = day("2026-10-06"),
                     .claimed = at("2026-10-20T09:00:00"),
                     .received = at("2026-10-20T09:05:00")});
    tasks.push_back({.kind = Task::Kind::returned,
                     .about = "returned",
                     .who = "Chị Mai",
                     .happened = day("2026-11-12")});

    REQUIRE(judged(tasks[3], "2026-11-22").due == day("2026-11-24"));
    const MonthReport now = month_report(november, tasks, packs_of("TB-2024"), day("2026-11-22"));
    REQUIRE(now.duties.size() == 3);
    CHECK(now.duties[0].task.about == "waits");  // due on 24 October
    CHECK(now.duties[0].days_late == 29);
    CHECK(now.duties[1].task.about == "changed");  // due on the 17th
    CHECK(now.duties[2].task.about == "returned");
    CHECK(now.open() == 3);
    CHECK(now.late() == 2);
    CHECK(now.late_by == std::vector<LateBy>{{"Chị Mai", 1}, {"Ông Thịnh", 1}});
    CHECK(now.to_sign == std::vector<std::string>{"waits"});

    const MonthReport october =
        month_report({2026, 10}, tasks, packs_of("TB-2024"), day("2026-11-22"));
    REQUIRE(october.duties.size() == 2);
    CHECK(october.duties[1].state == Duty::State::done);
}

TEST_CASE("month: done ahead of a day in the next one is told where it began [F14]", "[month]") {
    Task sent{.kind = Task::Kind::account,
              .about = "sent",
              .who = "Ông Quản",
              .happened = day("2026-11-23"),
              .claimed = at("2026-11-23T08:00:00")};
    Task done = sent;
    done.about = "done";
    done.received = at("2026-11-23T09:00:00");

    const PolicyHistory packs = packs_of("TB-2024");
    const MonthReport now = month_report(november, {sent, done}, packs, day("2026-11-23"));
    REQUIRE(now.duties.size() == 2);
    CHECK(now.duties[0].due >= day("2026-12-01"));  // the 24th of November 2026 is a day off
    CHECK(now.duties[0].state == Duty::State::sent);
    CHECK(now.duties[1].state == Duty::State::done);
    // In December what waits for its receipt is carried along, and so is its day.
    const MonthReport next = month_report({2026, 12}, {sent}, packs, day("2026-12-20"));
    REQUIRE(next.duties.size() == 1);
    CHECK(next.duties[0].state == Duty::State::sent_late);
}

TEST_CASE("month: a pack's own calendar moves the days [TB-6.5]", "[month]") {
    Policy policy = *find_preset("TB-2024");
    YearDecision swapped = known_decisions().at(1);
    swapped.off.insert(day("2026-11-23"));
    swapped.worked.insert(day("2026-11-28"));
    policy.calendar = {swapped};
    PolicyHistory packs;
    packs.add(policy);
    const MonthReport report = month_report(november, {}, packs, day("2026-11-22"));
    REQUIRE(report.windows);
    CHECK(stored(*report.windows->unit_last_workday) == "2026-11-20");
    CHECK(stored(report.windows->province.at(3)) == "2026-11-28");
}

}  // namespace

}  // namespace soxa::tests::record_month
