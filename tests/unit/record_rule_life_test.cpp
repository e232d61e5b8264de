// Rules over a whole life: status, salary then and now, work without gaps, family
// (DOMAIN §3.8: R04, R07, R10, R11, R17, R18, R19, R35).

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_rule_life {

using namespace record;

namespace {

using Told = std::vector<std::string>;

/// The arguments of the only finding of a rule.
std::vector<std::string> args_of(const Document& document, std::string_view rule) {
    std::vector<std::string> args;
    for (const Finding& finding : check(document, example_today)) {
        if (finding.fault.rule == rule) args = finding.fault.args;
    }
    return args;
}

Severity severity_of(const Document& document, std::string_view rule) {
    for (const Finding& finding : check(document, example_today)) {
        if (finding.fault.rule == rule) return finding.severity;
    }
    FAIL("no finding of " << rule);
    return Severity::info;
}

/// In service, and nothing that hangs on the age but the age.
Document aged(std::string_view birth, std::string_view gender) {
    Document document;
    set(document, "birth_date", birth);
    set(document, "gender", gender);
    set(document, "personnel_kind", "CC");
    set(document, "personnel_status", "10");
    return document;
}

struct AgeCase {
    std::string birth;
    std::string gender;
    std::string day;  ///< of retirement, or empty if not reached on 22/11/2026
};

TEST_CASE("forces: a file of police or army is not kept here [C14-4.3.6]", "[record]") {
    Document document = aged("1985-03-15", "1");
    for (const Finding& finding : check(document, example_today)) {
        CHECK(finding.fault.rule != "C14-4.3.6");
    }
    set(document, "personnel_kind", "LLVT");
    CHECK(severity_of(document, "C14-4.3.6") == Severity::error);
}

TEST_CASE("status: nobody serves beyond the age of his year [R04]", "[record]") {
    // 2026: men 61 years 6 months, women 57; 2025: 61 and 3, 56 and 8 (decree 135/2020).
    const auto one =
        GENERATE(AgeCase{"21/05/1965", "1", "21/11/2026"}, AgeCase{"22/05/1965", "1", ""},
                 AgeCase{"23/05/1965", "1", ""}, AgeCase{"01/09/1964", "1", "01/12/2025"},
                 AgeCase{"21/11/1969", "2", "21/11/2026"}, AgeCase{"22/11/1969", "2", ""},
                 AgeCase{"1969", "2", ""}, AgeCase{"01/01/1969", "2", "01/09/2025"},
                 AgeCase{"15/03/1959", "1", "15/03/2019"}, AgeCase{"15/03/1985", "1", ""});
    CAPTURE(one.birth, one.gender);
    if (one.day.empty()) {
        CHECK(args_of(aged(one.birth, one.gender), "R04").empty());
    } else {
        CHECK(args_of(aged(one.birth, one.gender), "R04") == std::vector<std::string>{one.day});
    }
}

TEST_CASE("status: who has retired is not told his age [R04]", "[record]") {
    Document document = aged("01/01/1960", "1");
    CHECK(severity_of(document, "R04") == Severity::warning);
    set(document, "personnel_status", "40");
    CHECK(args_of(document, "R04").empty());
    set(document, "personnel_status", "10");
    set(document, "personnel_kind", "HD111");
    CHECK(args_of(document, "R04").empty());
}

TEST_CASE("status: who left has a row with its decision [R35] [TB-9.5]", "[record]") {
    Document document = example_document();
    for (const auto status : {"32", "33", "40", "41", "50", "51", "52", "53", "54", "60", "61"}) {
        CAPTURE(status);
        set(document, "personnel_status", status);
        CHECK(findings_of(document) == Told{"error R35 personnel_status finding.leaving_event"});
    }
    for (const auto status : {"10", "11", "12", "14", "31"}) {
        CAPTURE(status);
        set(document, "personnel_status", status);
        CHECK(findings_of(document) == Told{});
    }
}

TEST_CASE("status: a retirement without its number is sent back [R35]", "[record]") {
    Document document = example_document();
    set(document, "personnel_status", "40");
    set(row(document, "status_event"), "status_event", "status", "40");
    CHECK(findings_of(document) == Told{});

    for (const auto id : {"decision_no", "decision_date", "decision_agency"}) {
        clear(row(document, "status_event"), "status_event", id);
    }
    CHECK(findings_of(document) ==
          Told{"error R35 " + place("status_event", "decision_no") + " finding.leaving_decision"});

    set(document, "personnel_status", "60");
    set(row(document, "status_event"), "status_event", "status", "60");
    const Told wanted{"error R35 " + place("status_event", "evidence_ids") +
                      " finding.leaving_certificate"};
    CHECK(findings_of(document) == wanted);
    set(row(document, "status_event"), "status_event", "decision_no", "12/GCT");
    CHECK(findings_of(document) == wanted);  // a number is no paper
    document.groups[find_group("attachment")->tag].push_back({example_row(1), {}});
    set(row(document, "attachment"), "attachment", "kind", "19");
    CHECK(findings_of(document) == wanted);  // another paper
    set(row(document, "attachment"), "attachment", "kind", "20");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("salary: the last row is the current salary [R10]", "[record]") {
    Document document = example_document();
    set(row(document, "salary_history"), "salary_history", "step", "8");
    set(row(document, "salary_history"), "salary_history", "coefficient", "4,65");
    CHECK(findings_of(document) == Told{"error R10 salary_step finding.salary_of_last_row"});
    CHECK(args_of(document, "R10") == std::vector<std::string>{"…/03/2023", "8"});

    clear(row(document, "salary_history"), "salary_history", "to_ym");
    Row& newer = add_row(document, "salary_history");
    set(newer, "salary_history", "from_ym", "03/2026");
    set(newer, "salary_history", "step", "9");
    set(newer, "salary_history", "coefficient", "4,98");
    set(document, "salary_effective_date", "01/03/2026");
    for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("salary: a raise that is decided may stand ahead, or be the current one [R10]",
          "[record]") {
    Document document = example_document();
    set(document, "salary_step", "8");
    set(document, "salary_coefficient", "4,65");
    for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
    Row& now = row(document, "salary_history");
    set(now, "salary_history", "from_ym", "01/2024");
    set(now, "salary_history", "to_ym", "12/2026");
    set(now, "salary_history", "step", "8");
    set(now, "salary_history", "coefficient", "4,65");
    set(document, "salary_effective_date", "01/01/2024");
    set(document, "next_raise_mark", "01/01/2024");
    Row& ahead = add_row(document, "salary_history");
    set(ahead, "salary_history", "from_ym", "01/2027");
    set(ahead, "salary_history", "to_ym", "01/2030");
    set(ahead, "salary_history", "step", "9");
    set(ahead, "salary_history", "coefficient", "4,98");
    CHECK(findings_of(document) == Told{});

    set(document, "salary_step", "9");
    set(document, "salary_coefficient", "4,98");
    set(document, "salary_effective_date", "01/01/2027");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("salary: no rows, nothing to agree with [R10]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("salary_history")->tag);
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("salary: in effect no earlier than its row [R07]", "[record]") {
    Document document = example_document();
    set(document, "salary_effective_date", "28/02/2023");
    set(document, "next_raise_mark", "28/02/2023");
    CHECK(findings_of(document) ==
          Told{"warning R07 salary_effective_date finding.salary_before_last_row"});
    set(document, "salary_effective_date", "15/03/2023");
    clear(document, "over_scale_pct");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("career: no gap above three months since 18 [R11]", "[record]") {
    // Born 15/03/1985: army from 09/2003, studies from 09/2005 to 06/2009, a contract from 09/2009
    // and work since 03/2010.
    Document document = example_document();
    CHECK(findings_of(document) == Told{});

    set(row(document, "contract"), "contract", "from", "01/10/2009");
    CHECK(findings_of(document) == Told{});  // July, August, September: three months
    set(row(document, "contract"), "contract", "from", "01/11/2009");
    CHECK(findings_of(document) ==
          Told{"warning R11 " + place("work_history", "from_ym") + " finding.career_gap"});
    CHECK(args_of(document, "R11") == std::vector<std::string>{"…/07/2009 – …/10/2009"});
}

TEST_CASE("career: all gaps are one finding, the last up to now [R11]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("army")->tag);
    set(row(document, "work_history", 1), "work_history", "to_ym", "06/2026");
    CHECK(args_of(document, "R11") ==
          std::vector<std::string>{"…/09/2003 – …/08/2005; …/07/2026 – …/11/2026"});

    set(document, "personnel_status", "40");  // retired: what comes after is not asked
    CHECK(args_of(document, "R11") == std::vector<std::string>{"…/09/2003 – …/08/2005"});
}

TEST_CASE("career: a file that has none yet is told so, no more [R11]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("work_history")->tag);
    CHECK(severity_of(document, "R11") == Severity::info);
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("family: who is married names spouse and in-laws [R17]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("family_spouse")->tag);
    CHECK(findings_of(document) == Told{"warning R17 marital_status finding.no_family_of_spouse"});

    document = example_document();
    set(row(document, "family_self", 2), "family_self", "relation", "BR08");
    CHECK(findings_of(document) == Told{"warning R17 marital_status finding.no_spouse"});
    set(document, "marital_status", "1");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("family: both parents, or those who adopted [R18]", "[record]") {
    Document document = example_document();
    set(row(document, "family_self", 1), "family_self", "relation", "BR08");
    CHECK(findings_of(document) ==
          Told{"warning R18 " + place("family_self", "relation") + " finding.no_mother"});
    set(row(document, "family_self", 0), "family_self", "relation", "BR09");
    CHECK(findings_of(document) ==
          Told{"warning R18 " + place("family_self", "relation") + " finding.no_parents"});
    set(row(document, "family_self", 1), "family_self", "relation", "BR11");
    CHECK(findings_of(document) ==
          Told{"warning R18 " + place("family_self", "relation") + " finding.no_father"});
    set(row(document, "family_self", 0), "family_self", "relation", "BR10");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("family: a file that has none yet is told so, no more [R17] [R18] [TB-12.5]",
          "[record]") {
    Document document = example_document();
    for (const auto group : {"family_self", "family_spouse"}) {
        document.groups.erase(find_group(group)->tag);
    }
    CHECK(severity_of(document, "R17") == Severity::info);
    CHECK(severity_of(document, "R18") == Severity::info);
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("family: twelve years between the generations [R19]", "[record]") {
    Document document = example_document();  // born 1985
    set(row(document, "family_self"), "family_self", "birth_year", "1973");
    CHECK(findings_of(document) == Told{});
    set(row(document, "family_self"), "family_self", "birth_year", "1974");
    CHECK(findings_of(document) ==
          Told{"warning R19 " + place("family_self", "birth_year") + " finding.parent_year"});

    document = example_document();
    Row& child = add_row(document, "family_self");
    set(child, "family_self", "relation", "BR05");
    set(child, "family_self", "birth_year", "1997");
    CHECK(findings_of(document) == Told{});
    set(child, "family_self", "birth_year", "1996");
    CHECK(findings_of(document) ==
          Told{"warning R19 " + place("family_self", "birth_year", 3) + " finding.child_year"});
}

}  // namespace

}  // namespace soxa::tests::record_rule_life
