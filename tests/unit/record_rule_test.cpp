// Cross-field rules, as far as one file tells (DOMAIN §3.8, and the bounds of §2).

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/catalogue.hpp"
#include "sync/record/derived.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_rule {

using namespace record;

namespace {

using Told = std::vector<std::string>;

TEST_CASE("recruitment: not as a child, and rarely before 18 [R03]", "[record]") {
    Document document = example_document();  // born 15/03/1985
    set(document, "first_recruit_date", "15/03/2003");
    CHECK(findings_of(document) == Told{});
    set(document, "first_recruit_date", "14/03/2003");
    CHECK(findings_of(document) == Told{"warning R03 first_recruit_date finding.age"});
    set(document, "first_recruit_date", "15/03/2000");
    CHECK(findings_of(document) == Told{"warning R03 first_recruit_date finding.age"});
    set(document, "first_recruit_date", "14/03/2000");
    CHECK(findings_of(document) == Told{"error R03 first_recruit_date finding.age"});
    set(document, "first_recruit_date", "2003");  // may have been 18
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("recruitment: nobody joins this agency before the first [R05]", "[record]") {
    Document document = example_document();
    set(document, "current_agency_join_date", "28/02/2010");
    CHECK(findings_of(document) ==
          Told{"error R05 current_agency_join_date finding.before_recruitment"});
    set(document, "current_agency_join_date", "01/03/2010");
    CHECK(findings_of(document) == Told{});
    set(document, "current_agency_join_date", "2010");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("recruitment: a rank before it is doubtful [R06]", "[record]") {
    Document document = example_document();
    set(document, "rank_appoint_date", "01/01/2009");
    CHECK(findings_of(document) ==
          Told{"warning R06 rank_appoint_date finding.before_recruitment"});
}

TEST_CASE("salary: the day of effect is not far ahead [R07]", "[record]") {
    Document document = example_document();
    for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
    set(document, "salary_effective_date", "22/02/2027");
    CHECK(findings_of(document) == Told{});
    set(document, "salary_effective_date", "23/02/2027");
    CHECK(findings_of(document) ==
          Told{"warning R07 salary_effective_date finding.salary_far_ahead"});
}

TEST_CASE("salary: the coefficient is the table's [R08]", "[record]") {
    Document document = example_document();
    for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
    document.groups.erase(find_group("salary_history")->tag);
    set(document, "salary_step", "3");
    set(document, "salary_coefficient", "3,00");
    CHECK(findings_of(document) == Told{});

    set(document, "salary_coefficient", "3,33");
    CHECK(findings_of(document) == Told{"error R08 salary_coefficient finding.coefficient"});

    set(document, "salary_step", "10");  // A1 has nine
    CHECK(findings_of(document) == Told{"error R08 salary_step finding.step"});

    set(document, "rank_code", "V.07.07.20");  // its scale is not known
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("salary: a decision may set another coefficient, and is looked at [R08]", "[record]") {
    Document document = example_document();
    set(document, "salary_coefficient", "5,00");
    CHECK(findings_of(document) ==
          Told{"error R08 salary_coefficient finding.coefficient",
               "error R10 salary_coefficient finding.salary_of_last_row"});

    set(row(document, "salary_history"), "salary_history", "coefficient", "5,00");
    CHECK(findings_of(document) ==
          Told{"warning R08 salary_coefficient finding.coefficient",
               "warning R08 " + place("salary_history", "coefficient") + " finding.coefficient"});

    clear(row(document, "salary_history"), "salary_history", "decision_no");
    CHECK(findings_of(document) ==
          Told{"error R08 salary_coefficient finding.coefficient",
               "error R08 " + place("salary_history", "coefficient") + " finding.coefficient",
               "warning R31 " + place("salary_history", "decision_no") +
                   " finding.decision_without_number"});
}

TEST_CASE("salary: over the scale at its last step only, and by five percent [R09]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("salary_history")->tag);
    set(document, "salary_step", "8");
    set(document, "salary_coefficient", "4,65");
    CHECK(findings_of(document) == Told{"error R09 over_scale_pct finding.over_scale_step"});

    document = example_document();
    set(document, "over_scale_pct", "4,9");
    CHECK(findings_of(document) == Told{"error R09 over_scale_pct finding.over_scale_least"});
}

TEST_CASE("party: full member a year after joining [R12]", "[record]") {
    Document document = example_document();  // joined 19/05/2012
    set(document, "party_official_date", "18/05/2013");
    CHECK(findings_of(document) == Told{"warning R12 party_official_date finding.party_probation"});
    set(document, "party_official_date", "18/05/2012");
    CHECK(findings_of(document) == Told{"error R12 party_official_date finding.before_party"});
}

TEST_CASE("party: joined at 18, the union at 15 or 16 [R13]", "[record]") {
    Document document = example_document();
    set(document, "party_join_date", "14/03/2003");
    CHECK(findings_of(document) == Told{"warning R13 party_join_date finding.age"});
    set(document, "party_join_date", "15/03/2003");
    CHECK(findings_of(document) == Told{});
    set(document, "youth_union_join_date", "14/03/2000");
    CHECK(findings_of(document) == Told{"warning R13 youth_union_join_date finding.age"});
    set(document, "youth_union_join_date", "2000");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("positions: one main one at a time [R14]", "[record]") {
    Document document = example_document();
    (void)add_row(document, "position_history");
    CHECK(findings_of(document) == Told{});  // both have ended

    document = example_document();
    clear(row(document, "position_history"), "position_history", "to");
    Row& second = add_row(document, "position_history");
    CHECK(findings_of(document) == Told{"error R14 " + place("position_history", "concurrent", 1) +
                                        " finding.second_main_position"});

    set(second, "position_history", "concurrent", "có");
    CHECK(findings_of(document) == Told{});

    set(second, "position_history", "concurrent", "không");
    set(second, "position_history", "event", "MIEN_NHIEM");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("degrees: end after they begin, and the higher one later [R16]", "[record]") {
    Document document = example_document();
    set(row(document, "education"), "education", "to_ym", "08/2005");
    CHECK(findings_of(document) ==
          Told{"error R16 " + place("education", "to_ym") + " finding.ends_before_begin"});

    document = example_document();
    Row& master = add_row(document, "education");
    set(master, "education", "degree", "8");
    CHECK(findings_of(document) == Told{});
    set(master, "education", "to_ym", "05/2009");
    CHECK(findings_of(document) == Told{"warning R16 " + place("education", "to_ym", 1) +
                                        " finding.master_before_bachelor"});
}

TEST_CASE("degrees: a doctor was something before [R16]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("overseas_study")->tag);
    set(row(document, "education"), "education", "degree", "9");
    CHECK(findings_of(document) ==
          Told{"warning R16 " + place("education", "degree") + " finding.no_lower_degree"});
    set(add_row(document, "education"), "education", "degree", "7");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("degrees: an official without any is told so [R15]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("education")->tag);
    document.groups.erase(find_group("overseas_study")->tag);

    const auto findings = check(document, example_today);

    const auto told = std::find_if(findings.begin(), findings.end(), [](const Finding& one) {
        return one.fault.field == "highest_qualification";
    });
    REQUIRE(told != findings.end());
    CHECK(told->severity == Severity::info);
}

TEST_CASE("degrees: the highest one follows from the rows [R15]", "[record]") {
    Document document = examples_alone();
    document.groups.erase(find_group("overseas_study")->tag);
    CHECK(highest_qualification(document) == "7");
    set(add_row(document, "education"), "education", "degree", "8CK");
    CHECK(highest_qualification(document) == "8CK");
    set(add_row(document, "education"), "education", "degree", "8");
    CHECK(highest_qualification(document) == "8");
    set(add_row(document, "education"), "education", "degree", "5");
    CHECK(with_derived(document).text("highest_qualification") == "8");
    document.groups.erase(find_group("education")->tag);
    CHECK(highest_qualification(document).empty());
    CHECK(with_derived(document) == document);
}

TEST_CASE("assessment: the score is in the band of its class [R29]", "[record]") {
    const auto told = [](std::string_view score, std::string_view of_class) {
        Document document = example_document();
        set(row(document, "assessment"), "assessment", "score", score);
        set(row(document, "assessment"), "assessment", "class", of_class);
        set(row(document, "assessment"), "assessment", "year", "2026");
        set(row(document, "assessment"), "assessment", "decision_date", "20/11/2026");
        return findings_of(document);
    };
    const Told band{"error R29 " + place("assessment", "class") + " finding.assessment_band"};
    CHECK(told("100", "1") == Told{});
    CHECK(told("90", "1") == Told{});
    CHECK(told("89,9", "2") == Told{});
    CHECK(told("70", "2") == Told{});
    CHECK(told("69,9", "3") == Told{});
    CHECK(told("50", "3") == Told{});
    CHECK(told("49,9", "4") == Told{});
    CHECK(told("89,9", "1") == band);
    CHECK(told("90", "2") == band);
    CHECK(told("49,9", "3") == band);
    CHECK(told("50", "0") == Told{});
    CHECK(told("100,1", "1") ==
          Told{"error R29 " + place("assessment", "score") + " finding.out_of_range"});
}

TEST_CASE("assessment: a score of before the decrees' bands is only doubted [R29]", "[record]") {
    Document document = example_document();
    set(row(document, "assessment"), "assessment", "score", "89,9");
    set(row(document, "assessment"), "assessment", "class", "1");
    set(row(document, "assessment"), "assessment", "year", "2025");
    set(row(document, "assessment"), "assessment", "decision_date", "20/12/2025");
    const std::string where = "R29 " + place("assessment", "class") + " finding.assessment_band";
    CHECK(findings_of(document) == Told{"warning " + where});
    set(row(document, "assessment"), "assessment", "year", "2026");
    CHECK(findings_of(document) == Told{"error " + where});
}

TEST_CASE("assessment: one a year and kind, of years that have been [R29]", "[record]") {
    Document document = example_document();
    Row& second = add_row(document, "assessment");
    CHECK(findings_of(document) ==
          Told{"error R29 " + place("assessment", "year", 1) + " finding.assessment_twice"});
    set(second, "assessment", "kind", "DV");
    CHECK(findings_of(document) == Told{});
    set(second, "assessment", "year", "2027");
    set(second, "assessment", "decision_date", "20/11/2026");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 " + place("assessment", "year", 1) + " finding.date_in_future",
               "error R29 " + place("assessment", "year", 1) + " finding.assessment_year"});
}

TEST_CASE("assessment: none needs a reason [R29]", "[record]") {
    Document document = example_document();
    set(row(document, "assessment"), "assessment", "class", "0");
    clear(row(document, "assessment"), "assessment", "reason_not_classified");
    CHECK(findings_of(document) ==
          Told{"warning R29 " + place("assessment", "reason_not_classified") +
               " finding.assessment_reason"});
}

TEST_CASE("decisions: have a number, and come before long [R31]", "[record]") {
    Document document = example_document();
    Row& event = row(document, "status_event");  // in effect on 01/03/2010
    set(event, "status_event", "decision_date", "01/03/2011");
    CHECK(findings_of(document) == Told{});
    set(event, "status_event", "decision_date", "02/03/2011");
    CHECK(findings_of(document) ==
          Told{"warning R31 " + place("status_event", "decision_date") + " finding.decision_late"});
    clear(event, "status_event", "decision_date");
    clear(event, "status_event", "decision_no");
    CHECK(findings_of(document) == Told{"warning R31 " + place("status_event", "decision_no") +
                                        " finding.decision_without_number"});
    clear(event, "status_event", "decision_agency");  // no decision at all
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("places: a commune lies in its province [R33]", "[record]") {
    Document document = example_document();
    set(document, "residence_current_province", "22");
    CHECK(findings_of(document) ==
          Told{"error R33 residence_current_commune finding.commune_of_province"});
    set(document, "residence_current_commune", "07192");  // Cô Tô
    CHECK(findings_of(document) == Told{});
    set(document, "residence_current_commune", "07195");  // not published yet: cannot be known
    CHECK(findings_of(document) == Told{});

    document = example_document();
    set(document, "birth_place_province", "034");
    CHECK(findings_of(document) ==
          Told{"warning R33 birth_place_commune finding.commune_of_province"});
}

TEST_CASE("places: a commune in no list is told, and doubted once a list is published [R33]",
          "[record]") {
    Document document = example_document();
    set(document, "residence_current_commune", "99999");
    const auto severities = [&](const Catalogues& lists) {
        std::vector<Severity> told;
        for (const Finding& one : check(document, Facts{.today = example_today, .catalogues = &lists})) {
            if (one.fault.text == "finding.place_unlisted") told.push_back(one.severity);
        }
        return told;
    };
    Catalogues lists;
    CHECK(severities(lists) == std::vector{Severity::info});

    Catalogue published = *built_in_catalogue("commune");
    published.version = "2026-11-20";
    lists.load(published);
    CHECK(severities(lists) == std::vector{Severity::warning});
    clear(document, "residence_current_commune");
    set(document, "home_town_commune", "99999");  // of its own time
    CHECK(severities(lists) == std::vector{Severity::info});
    published.version = "2026-11-21";
    published.items.push_back({"99999", "Xã Mới", "2026-01-01", "", "33", {}, "", ""});
    lists.load(published);
    CHECK(severities(lists).empty());
}

TEST_CASE("words: no classification mark in any text [R36]", "[record]") {
    const auto told = [](std::string_view text) {
        Document document = example_document();
        set(document, "unit_remark", text);
        return findings_of(document).size();
    };
    for (const auto mark : {"MẬT", "Tài liệu TUYỆT MẬT.", "(TỐI MẬT)", "Công văn MẬT số 5",
                            "MẬT/2024", "báo cáo\nMẬT"}) {
        CAPTURE(mark);
        CHECK(told(mark) == 1);
    }
    for (const auto harmless : {"Bí mật nhà nước", "BẢO MẬT THÔNG TIN", "Mật ong", "MẬT ONG RỪNG",
                                "LỚP BỒI DƯỠNG BÍ MẬT NHÀ NƯỚC", "SỬA MẬTX", "tuyệt mật"}) {
        CAPTURE(harmless);
        CHECK(told(harmless) == 0);
    }
}

TEST_CASE("words: a mark in a row or a list is found, a name is a name [R36]", "[record]") {
    Document document = example_document();
    set(document, "planned_positions", "Chủ tịch; MẬT");
    set(row(document, "work_history"), "work_history", "title", "Cán bộ MẬT");
    CHECK(findings_of(document) ==
          Told{"error R36 planned_positions finding.classification_mark",
               "error R36 " + place("work_history", "title") + " finding.classification_mark"});

    document = example_document();
    set(document, "full_name", "NGUYỄN VĂN MẬT");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("words: no password in any text [R36]", "[record]") {
    Document document = example_document();
    set(document, "strength", "tài khoản hoa, mật khẩu: 123456");
    CHECK(findings_of(document) == Told{"error R36 strength finding.password"});
    set(document, "strength", "Quản trị mạng, cấp lại mật khẩu cho cán bộ");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("bounds: class of the school system [DM-2.2]", "[record]") {
    Document document = example_document();
    for (const auto right : {"12/12", "10/10", "7/10", "1/12"}) {
        set(document, "general_education", right);
        CHECK(findings_of(document) == Told{});
    }
    for (const auto wrong :
         {"12/10", "11/10", "13/12", "0/12", "12", "/12", "12/", "12/11", "1/2/3"}) {
        CAPTURE(wrong);
        set(document, "general_education", wrong);
        CHECK(findings_of(document) ==
              Told{"error DM-2.2 general_education finding.class_of_system"});
    }
}

TEST_CASE("bounds: body, areas and shares [DM-2.2]", "[record]") {
    Document document = example_document();
    document.groups.erase(find_group("salary_history")->tag);
    set(document, "height_cm", "119");
    set(document, "weight_kg", "160,1");
    set(document, "salary_pct", "101");
    set(row(document, "land_owned"), "land_owned", "area_m2", "10.000,1");
    CHECK(findings_of(document) ==
          Told{"warning DM-2.2a salary_pct finding.out_of_range",
               "warning DM-2.2 height_cm finding.out_of_range",
               "warning DM-2.2 weight_kg finding.out_of_range",
               "warning DM-2.2 " + place("land_owned", "area_m2") + " finding.out_of_range"});
}

TEST_CASE("kinds: a title of emulation is no form of reward [DM-2.4]", "[record]") {
    Document document = example_document();
    set(row(document, "reward"), "reward", "kind", "HINH_THUC");
    CHECK(findings_of(document) ==
          Told{"error DM-2.4 " + place("reward", "title") + " finding.mixed_kinds"});

    document = example_document();
    set(row(document, "discipline"), "discipline", "side", "HANH_CHINH");
    CHECK(findings_of(document) ==
          Told{"error DM-2.4 " + place("discipline", "form") + " finding.mixed_kinds"});
}

TEST_CASE("kinds: an allowance has one value that counts [DM-2.4]", "[record]") {
    Document document = example_document();
    Row& allowance = row(document, "allowance_history");
    clear(allowance, "allowance_history", "method");
    CHECK(findings_of(document) == Told{"error DM-2.4 " + place("allowance_history", "method") +
                                        " finding.allowance_method"});
    clear(allowance, "allowance_history", "percent");
    clear(allowance, "allowance_history", "amount");
    CHECK(findings_of(document) == Told{});
    clear(allowance, "allowance_history", "coefficient");
    CHECK(findings_of(document) == Told{"error DM-2.4 " + place("allowance_history", "percent") +
                                        " finding.allowance_without_value"});
}

TEST_CASE("document: a field is found by its id", "[record]") {
    const Document document = example_document();
    CHECK(document.text("full_name") == "Nguyễn Văn Hoà");
    CHECK(document.text("salary_step").empty());  // a number
    CHECK(*document.find("salary_step") == Value(std::int64_t{9}));
    CHECK(document.find("no_such_field") == nullptr);
    CHECK(document.find("from_ym") == nullptr);  // a column
}

}  // namespace

}  // namespace soxa::tests::record_rule
