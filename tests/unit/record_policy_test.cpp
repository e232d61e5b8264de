// Policy packs: the three presets, the file a province edits, the pack of a day (DOMAIN §0.3, 5.1).

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/record/content_root.hpp"
#include "sync/record/policy_outlook.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/record/signing_window.hpp"
#include "tests/unit/record_example.hpp"
#include "tests/unit/record_mangled.hpp"

namespace soxa::tests::record_policy {

using namespace record;

namespace {

Day day(std::string_view text) { return read_day(text).value(); }

const Policy& preset(std::string_view name) { return *find_preset(name); }

/// "3 policy.value" for each fault: its line and what it says.
std::vector<std::string> refusals(std::string_view text) {
    std::vector<std::string> told;
    const auto read = read_policy(text);
    if (read) return told;
    for (const Fault& fault : read.error()) {
        told.push_back(fault.field + " " + fault.rule + " " + fault.text);
    }
    return told;
}

std::string replaced(std::string_view text, std::string_view sought, std::string_view by) {
    std::string made(text);
    const std::size_t at = made.find(sought);
    REQUIRE(at != std::string::npos);
    return made.replace(at, sought.size(), by);
}

std::size_t line_of(std::string_view text, std::string_view sought) {
    const std::string_view before = text.substr(0, text.find(sought));
    return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

TEST_CASE("policy: the founding regime [TB-6.2] [TB-6.3b] [TB-6.4] [TB-6.5]", "[policy]") {
    const Policy& policy = preset("TB-2024");
    const Calendar calendar;
    CHECK(*policy.deadline("account.join") == Term{TermUnit::workdays, 5, Anchor::join});
    CHECK(*policy.deadline("change.person") == Term{TermUnit::workdays, 5, Anchor::change});
    CHECK(due_day(calendar, *policy.deadline("account.join"), day("2026-11-17")) ==
          day("2026-11-25"));
    CHECK_FALSE(due_day(calendar, *policy.deadline("entry.first"), day("2026-11-17")));
    CHECK(policy.deadline("assessment.sync") == nullptr);
    CHECK(policy.unit_deadline_day == 25);
    CHECK(policy.province_window == WindowTerms{WindowKind::last_workdays, 5});
    CHECK(policy.province_signers == std::vector<std::string>{"director", "agency"});
    CHECK(policy.outside_window == OutsideWindow::warn);
    CHECK(policy.time_source == TimeSource::received);
    CHECK(policy.backup_generations_min == 3);
    CHECK(policy.evidence_for.size() == 10);
}

TEST_CASE("policy: the circular of 2023 [QA-7.1] [QA-7.2]", "[policy]") {
    const Policy& policy = preset("C06-2023");
    CHECK(policy.deadline("account.join") == nullptr);
    CHECK(policy.deadline("change.person")->unit == TermUnit::promptly);
    CHECK_FALSE(policy.unit_deadline_day);
    CHECK(policy.province_window == WindowTerms{WindowKind::last_calendar_days, 5});
}

TEST_CASE("policy: the decree in force since July 2026", "[policy]") {
    const Policy& policy = preset("D27-2026");
    const Calendar calendar;
    CHECK(due_day(calendar, *policy.deadline("account.join"), day("2026-11-20")) ==
          day("2026-11-23"));  // calendar days
    CHECK(due_day(calendar, *policy.deadline("entry.first"), day("2026-11-20")) ==
          day("2026-11-26"));
    CHECK(due_day(calendar, *policy.deadline("change.own_system"), day("2026-11-20")) ==
          day("2026-11-21"));
    CHECK(due_day(calendar, *policy.deadline("assessment.sync"), day("2026-11-20")) ==
          day("2026-11-25"));
    CHECK(policy.province_window.kind == WindowKind::continuous);
    CHECK_FALSE(policy.evidence_in_system);
    CHECK(policy.transfer_starters == std::vector<std::string>{"unit", "province"});
}

TEST_CASE("policy: read, written, encoded, and the same again", "[policy]") {
    const auto name = GENERATE("TB-2024", "C06-2023", "D27-2026");
    Policy policy = preset(name);
    policy.province = "H31";
    policy.valid_to = day("2027-12-31");
    policy.severities["R18"] = Severity::error;
    policy.severities["R11"] = std::nullopt;
    policy.pay.delay_reprimand_months = 6;
    policy.calendar.push_back(
        {2027, default_days_off(2027), {day("2027-02-20")}, "Thông báo 1/TB-BNV"});

    const auto read = read_policy(write_policy(policy));
    REQUIRE(read);
    CHECK(*read == policy);
    const Bytes bytes = encode(policy);
    CHECK(decode_policy(bytes) == policy);
    CHECK(read_policy(preset_text(name)) == preset(name));
}

TEST_CASE("policy: other bytes are no pack", "[policy]") {
    const Bytes bytes = encode(preset("TB-2024"));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        Bytes changed = bytes;
        changed[i] ^= 1U;
        const auto policy = decode_policy(changed);
        if (policy) CHECK(encode(*policy) == changed);  // another pack, in its one encoding
    }
    CHECK_FALSE(decode_policy({}));
    CHECK_FALSE(decode_policy(ByteView(bytes).first(bytes.size() - 1)));
}

TEST_CASE("policy: a mistake is refused with its line and what would be right", "[policy]") {
    const std::string text = preset_text("TB-2024");
    struct Mistake {
        std::string_view sought;
        std::string_view by;
        std::string_view told;  ///< key and word
    };
    const auto one = GENERATE(
        Mistake{"5 workdays after join", "5 ngày after join", "deadline.account.join policy.value"},
        Mistake{"5 workdays after join", "five workdays after join",
                "deadline.account.join policy.value"},
        Mistake{"5 workdays after join", "5 workdays after birth",
                "deadline.account.join policy.value"},
        Mistake{"5 workdays after join", "", "deadline.account.join policy.value"},
        Mistake{"= 25 ", "= 32 ", "approval.unit.deadline_day policy.value"},
        Mistake{"last 5 workdays", "first 5 workdays", "approval.province.window policy.value"},
        Mistake{"= warn", "= Warn", "approval.outside_window policy.value"},
        Mistake{"director, agency", "director, director", "approval.signers.province policy.value"},
        Mistake{"director, agency", "director, minister", "approval.signers.province policy.value"},
        Mistake{"2024-12-25", "25/13/2024", "valid_from policy.value"},
        Mistake{"2024-12-25", "2024-02-30", "valid_from policy.value"},
        Mistake{"version    = 1", "version    = 01", "version policy.value"},
        Mistake{"backup.min_generations = 3", "backup.generations = 3",
                "backup.generations policy.misspelt_key"},
        Mistake{"national.transport     = ndxp", "national.transport", " policy.no_sign"},
        Mistake{"national.transport     = ndxp", "calendar.2027.off = 2026-02-04",
                "calendar.2027.off policy.value"},
        Mistake{"national.transport     = ndxp", "rule.R01 = off", "rule.R01 policy.unknown_key"},
        Mistake{"national.transport     = ndxp", "rule.R18 = maybe", "rule.R18 policy.value"});
    CAPTURE(one.sought, one.by);
    const std::string wrong = replaced(text, one.sought, one.by);
    const auto told = refusals(wrong);

    const std::string expected =
        std::to_string(line_of(text, one.sought)) + " " + std::string(one.told);
    CHECK(std::find(told.begin(), told.end(), expected) != told.end());
}

TEST_CASE("policy: whatever the file says, it is read or refused", "[policy]") {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = tests::mangled(std::string(preset_text("TB-2024")), random);
        CAPTURE(i);
        const auto read = read_policy(text);
        if (read) {
            CHECK(decode_policy(encode(*read)) == *read);
        } else {
            CHECK_FALSE(read.error().empty());
        }
    }
}

TEST_CASE("policy: all mistakes at once, in the order of lines", "[policy]") {
    std::string text = replaced(preset_text("TB-2024"), "= warn", "= never");
    text = replaced(text, "version    = 1", "version    = x");
    text += "version = 2\n";
    const auto told = refusals(text);

    REQUIRE(told.size() == 3);
    CHECK(told[0].ends_with("version policy.value"));
    CHECK(told[1].ends_with("approval.outside_window policy.value"));
    CHECK(told[2].ends_with("version policy.twice"));
}

TEST_CASE("policy: a key that is missing is named", "[policy]") {
    const std::string text =
        replaced(preset_text("TB-2024"), "deadline.time_source         = received", "");
    CHECK(refusals(text) == std::vector<std::string>{"0 deadline.time_source policy.missing_key"});
    CHECK(refusals("\xFF\xFE").front() == "0  policy.not_text");
}

TEST_CASE("policy: an event is judged by the pack of its day [TB-QĐ2]", "[policy]") {
    PolicyHistory history;
    for (const Policy& policy : policy_presets()) history.add(policy);
    CHECK(history.on(day("2023-06-30")) == nullptr);  // nothing was late then
    CHECK(history.on(day("2024-12-24"))->name == "C06-2023");
    CHECK(history.on(day("2024-12-25"))->name == "TB-2024");
    CHECK(history.on(day("2026-06-30"))->name == "TB-2024");
    CHECK(history.on(day("2026-07-01"))->name == "D27-2026");

    PolicyHistory founding;
    founding.add(preset("TB-2024"));
    CHECK(founding.on(day("2024-12-20")) == nullptr);
}

TEST_CASE("policy: an expired pack goes on, and says so", "[policy]") {
    Policy policy = preset("TB-2024");
    policy.valid_to = day("2025-12-31");
    PolicyHistory history;
    history.add(policy);
    const Policy* const found = history.on(day("2026-11-22"));
    REQUIRE(found != nullptr);
    CHECK(found->expired_on(day("2026-11-22")));
    CHECK_FALSE(found->expired_on(day("2025-12-31")));
}

TEST_CASE("policy: a later version replaces the earlier one, and so does the way back",
          "[policy]") {
    PolicyHistory history;
    Policy second = preset("TB-2024");
    second.version = 2;
    second.unit_deadline_day = 20;
    history.add(preset("TB-2024"));
    history.add(second);
    history.add(preset("TB-2024"));  // an old one that comes late changes nothing
    CHECK(history.on(day("2026-11-22"))->unit_deadline_day == 20);
    Policy back = preset("TB-2024");
    back.version = 3;
    history.add(back);
    CHECK(history.on(day("2026-11-22"))->unit_deadline_day == 25);
    CHECK(history.packs().size() == 1);
}

TEST_CASE("policy: a version counts from its own first day, in whatever order they come",
          "[policy]") {
    Policy first = preset("TB-2024");
    Policy second = first;
    second.version = 2;
    second.valid_from = day("2026-11-01");
    second.unit_deadline_day = 20;
    Policy third = second;
    third.version = 3;
    third.unit_deadline_day = 22;
    std::vector<Policy> packs{first, second, third};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        PolicyHistory history;
        for (const std::size_t at : order) history.add(packs[at]);
        CAPTURE(order);
        CHECK(history.packs() == std::vector<Policy>{first, third});
        CHECK(history.on(day("2026-10-31"))->version == 1);
        CHECK(history.on(day("2026-11-01"))->unit_deadline_day == 22);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("policy: the rules take their numbers and severities from it", "[policy]") {
    Policy policy = preset("TB-2024");
    policy.severities["R18"] = Severity::error;
    policy.pay.discipline_expiry_months = 24;
    const Facts facts = facts_under(policy, example_today);
    Document document = example_document();
    set(row(document, "family_self", 1), "family_self", "relation", "BR08");

    const auto findings = check(document, facts);

    const auto severity_of = [&](std::string_view rule) {
        const auto at = std::find_if(findings.begin(), findings.end(),
                                     [&](const Finding& one) { return one.fault.rule == rule; });
        REQUIRE(at != findings.end());
        return at->severity;
    };
    CHECK(severity_of("R18") == Severity::error);
    CHECK(severity_of("R30") == Severity::warning);
}

TEST_CASE("policy: a year's decision without its days off is refused with its line", "[policy]") {
    const std::string text = preset_text("TB-2024");
    for (const std::string line :
         {"calendar.2027.basis = Thông báo 1", "calendar.2027.worked = 2027-02-13"}) {
        const std::string wrong = replaced(text, "national.transport     = ndxp",
                                           "national.transport     = ndxp\n" + line);
        CAPTURE(line);
        const auto told = refusals(wrong);
        REQUIRE(told.size() == 1);
        CHECK(told.front().ends_with(line.substr(0, line.find(' ')) +
                                     " policy.calendar_without_days"));
        CHECK(std::stoul(told.front()) == line_of(text, "national.transport     = ndxp") + 1);
        CHECK(refusals(wrong + "calendar.2027.off = 2027-01-01, 2027-02-04, 2027-02-05, 2027-02-08,"
                               " 2027-02-09, 2027-02-10, 2027-04-16, 2027-04-30,"
                               " 2027-09-02, 2027-11-24\n")
                  .empty());
        const auto missing = refusals(wrong + "calendar.2027.off = 2027-02-08\n");
        REQUIRE(missing.size() == 1);
        CHECK(missing.front().ends_with("calendar.2027.off policy.holidays_missing"));
    }
}

TEST_CASE("policy: a day that is worked instead is a weekend and no holiday besides [DM-3.9]",
          "[policy]") {
    const std::string text = preset_text("TB-2024");
    const auto told = [&](const std::string& worked) {
        return refusals(replaced(text, "national.transport     = ndxp",
                                 "national.transport     = ndxp\n"
                                 "calendar.2027.off = 2027-01-01, 2027-02-04, 2027-02-05, 2027-02-06,"
                                 " 2027-02-08, 2027-02-09, 2027-02-10, 2027-04-16,"
                                 " 2027-04-30, 2027-09-02, 2027-11-24\n"
                                 "calendar.2027.worked = " + worked));
    };
    CHECK(told("2027-02-13").empty());
    const auto holiday = told("2027-11-24");
    REQUIRE(holiday.size() == 1);
    CHECK(holiday.front().ends_with("calendar.2027.worked policy.worked_weekday"));
    const auto both = told("2027-02-06");
    REQUIRE(both.size() == 1);
    CHECK(both.front().ends_with("calendar.2027.worked policy.worked_and_off"));
}

TEST_CASE("policy: nobody signs after the unit's day where the pack blocks it [TB-6.4]",
          "[policy]") {
    Policy policy = preset("TB-2024");
    CHECK_FALSE(signing_closed(policy, day("2026-11-25")));
    policy.outside_window = OutsideWindow::block;
    CHECK_FALSE(signing_closed(policy, day("2026-11-24")));
    CHECK(signing_closed(policy, day("2026-11-25")) == day("2026-11-24"));
    CHECK_FALSE(signing_closed(policy, day("2026-12-01")));
    policy.unit_deadline_day.reset();
    CHECK_FALSE(signing_closed(policy, day("2026-11-25")));
}

TEST_CASE("policy: a deadline counts from an event of its own", "[policy]") {
    const std::string text = preset_text("TB-2024");
    const auto told = [&](std::string_view by) {
        return refusals(replaced(text, "5 workdays after join", by));
    };
    CHECK(told("3 days after decision").empty());
    REQUIRE(told("3 days after result").size() == 1);
    CHECK(told("3 days after result").front().ends_with("deadline.account.join policy.event"));
}

}  // namespace

TEST_CASE("policy: Tết has five days off, whichever they are [DM-3.9]", "[policy]") {
    const auto told = [](const std::string& tet) {
        return refusals(std::string(preset_text("TB-2024")) +
                        "calendar.2027.off = 2027-01-01, " + tet +
                        ", 2027-04-16, 2027-04-30, 2027-09-02, 2027-11-24\n");
    };
    // The first day is Saturday 6/2: two days before it and three after the weekend, or one and four.
    CHECK(told("2027-02-04, 2027-02-05, 2027-02-08, 2027-02-09, 2027-02-10").empty());
    CHECK(told("05/02/2027, 08/02/2027, 09/02/2027, 10/02/2027, 11/02/2027").empty());
    for (const std::string few :
         {"2027-02-08", "2027-02-05, 2027-02-08, 2027-02-09, 2027-02-10",
          "2027-02-05, 2027-02-06, 2027-02-07, 2027-02-08, 2027-02-09, 2027-02-10",
          "2027-02-08, 2027-02-09, 2027-02-10, 2027-03-01, 2027-03-02"}) {
        CAPTURE(few);
        const auto refused = told(few);
        REQUIRE(refused.size() == 1);
        CHECK(refused.front().ends_with("calendar.2027.off policy.tet_too_short"));
    }
}

TEST_CASE("policy: a day is read as people write it, and a year's key is told its names",
          "[policy]") {
    const std::string text = preset_text("TB-2024");
    const auto read = read_policy(replaced(text, "2024-12-25", "25/12/2024"));
    REQUIRE(read);
    CHECK(*read == preset("TB-2024"));
    const auto wrong = read_policy(text + "calendar.2027.work = 2027-02-20\n");
    REQUIRE_FALSE(wrong);
    REQUIRE(wrong.error().size() == 1);
    CHECK(wrong.error().front().text == "policy.calendar_key");
}

TEST_CASE("policy: every printed file names the events and the lines of a year", "[policy]") {
    for (const std::string& text : {preset_text("D27-2026"), write_policy(preset("C06-2023"))}) {
        CHECK(read_policy(text).has_value());
        for (const auto word : {"account_created", "file_created", "certification",
                                "process_completed", "file_received", "calendar.2027.off",
                                "calendar.2027.worked", "calendar.2027.basis"}) {
            CAPTURE(word);
            CHECK(text.find(word) != std::string::npos);
        }
    }
}

TEST_CASE("policy outlook: what changes, the months, and who comes after [TB-6.5]", "[policy]") {
    const Day today = day_of(2026, 11, 22);
    Policy later = preset("TB-2024");
    later.name = "HY-2027";
    later.version = 2;
    later.valid_from = day_of(2027, 1, 1);
    Policy pack = later;
    pack.name = "HY-D27";
    pack.version = 1;
    pack.valid_from = day_of(2026, 12, 1);
    pack.unit_deadline_day = 20;
    pack.deadlines.erase("returned.fix");
    const PackOutlook seen = outlook(pack, {later}, today);
    REQUIRE(seen.against);
    CHECK(seen.against->name == "TB-2024");
    CHECK(seen.changes ==
          std::vector<KeyChange>{{"approval.unit.deadline_day", "25", "20"},
                                 {"deadline.returned.fix", "promptly after returned", "none"}});
    REQUIRE(seen.months.size() == 3);
    CHECK(seen.months[0].windows->pack == "HY-D27");
    CHECK(seen.months[0].windows->unit_deadline == day_of(2026, 12, 19));
    CHECK(seen.months[1].windows->pack == "HY-2027");
    REQUIRE(seen.next);
    CHECK((seen.next->name == "HY-2027" && seen.next->version == 2));
    // The same file again stands against what counts without it.
    CHECK(outlook(pack, {later, pack}, today).against->name == "TB-2024");
    CHECK_FALSE(outlook(later, {later}, today).next);
    // A later version of its own name is there from before its day: it never counts.
    Policy overtaken = later;
    overtaken.version = 1;
    overtaken.valid_from = day_of(2027, 3, 1);
    CHECK(outlook(overtaken, {later}, today).next->version == 2);
}

}  // namespace soxa::tests::record_policy
