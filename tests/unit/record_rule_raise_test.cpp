// Raises, what puts them off, and allowances (DOMAIN §3.7: R20 to R28; §3.8: R30).

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/early_raise.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_rule_raise {

using namespace record;

namespace {

using Told = std::vector<std::string>;

/// Step 8 from 03/2020 and step 9 from 03/2023: a regular raise after 36 months.
Document risen(std::string_view second_from = "03/2023", std::string_view kind = "THUONG_XUYEN") {
    Document document = example_document();
    for (const auto id : {"over_scale_pct", "over_scale_date", "next_raise_mark"}) {
        clear(document, id);
    }
    Row& first = row(document, "salary_history");
    set(first, "salary_history", "from_ym", "03/2020");
    set(first, "salary_history", "step", "8");
    set(first, "salary_history", "coefficient", "4,65");
    set(first, "salary_history", "decision_date", "20/02/2020");
    clear(first, "salary_history", "to_ym");
    Row& second = add_row(document, "salary_history");
    set(second, "salary_history", "from_ym", second_from);
    set(second, "salary_history", "step", "9");
    set(second, "salary_history", "coefficient", "4,98");
    set(second, "salary_history", "raise_kind", kind);
    document.groups.erase(find_group("discipline")->tag);
    return document;
}

std::string second_row(std::string_view id) { return place("salary_history", id, 1); }

Row& disciplined(Document& document, std::string_view from, std::string_view form) {
    const Document examples = example_document();
    document.groups[find_group("discipline")->tag] =
        examples.groups.at(find_group("discipline")->tag);
    Row& row = tests::row(document, "discipline");
    set(row, "discipline", "side", "HANH_CHINH");
    set(row, "discipline", "form", form);
    set(row, "discipline", "from", from);
    clear(row, "discipline", "to");
    for (const auto id : {"decision_no", "decision_date", "decision_agency"}) {
        clear(row, "discipline", id);
    }
    return row;
}

TEST_CASE("raise: a step after the months of the scale [R20]", "[record]") {
    CHECK(findings_of(risen()) == Told{});
    CHECK(findings_of(risen("02/2023")) ==
          Told{"warning R20 " + second_row("from_ym") + " finding.raise_too_early"});

    Document jump = risen();
    set(row(jump, "salary_history"), "salary_history", "step", "7");
    set(row(jump, "salary_history"), "salary_history", "coefficient", "4,32");
    CHECK(findings_of(jump) == Told{"warning R20 " + second_row("step") + " finding.raise_step"});

    CHECK(findings_of(risen("02/2023", "XEP_LAI")) == Told{});  // not a regular one
}

TEST_CASE("raise: one row of salary begins where the last ended [R20]", "[record]") {
    const auto told = [](std::string_view first_to) {
        Document document = risen();
        set(row(document, "salary_history"), "salary_history", "to_ym", first_to);
        return findings_of(document);
    };
    const Told broken{"warning R20 " + second_row("from_ym") + " finding.salary_not_consecutive"};
    CHECK(told("02/2023") == Told{});
    CHECK(told("03/2023") == Told{});
    CHECK(told("01/2023") == broken);
    CHECK(told("04/2023") == broken);
}

TEST_CASE("raise: 24 months in scale B [R20]", "[record]") {
    const auto told = [](std::string_view from) {
        Document document = risen(from);
        for (std::size_t i = 0; i < 2; ++i) {
            Row& one = row(document, "salary_history", i);
            set(one, "salary_history", "rank_code", "V.08.03.07");
            set(one, "salary_history", "coefficient", i == 0 ? "3,26" : "3,46");
        }
        set(document, "rank_code", "V.08.03.07");
        set(document, "salary_coefficient", "3,46");
        set(document, "salary_effective_date", "01/03/2023");
        return findings_of(document);
    };
    CHECK(told("03/2022") == Told{});
    CHECK(told("02/2022") ==
          Told{"warning R20 " + second_row("from_ym") + " finding.raise_too_early"});
}

TEST_CASE("raise: discipline puts it off by three, six or twelve months [R21]", "[record]") {
    struct Case {
        std::string_view form;
        std::string_view too_early;
        std::string_view right;
    };
    for (const Case& one :
         {Case{"KHIEN_TRACH", "05/2023", "06/2023"}, Case{"CANH_CAO", "08/2023", "09/2023"},
          Case{"CACH_CHUC", "02/2024", "03/2024"}}) {
        CAPTURE(one.form);
        Document document = risen(one.right);
        set(document, "salary_effective_date", "01/03/2024");
        disciplined(document, "10/05/2021", one.form);
        CHECK(findings_of(document) == Told{});

        document = risen(one.too_early);
        set(document, "salary_effective_date", "01/03/2024");
        disciplined(document, "10/05/2021", one.form);
        CHECK(findings_of(document) ==
              Told{"warning R21 " + second_row("from_ym") + " finding.raise_put_off"});
    }
}

TEST_CASE("raise: a year of tasks not done puts it off by six months [R21]", "[record]") {
    const auto told = [](std::string_view from) {
        Document document = risen(from);
        set(document, "salary_effective_date", "01/12/2023");
        Row& year = row(document, "assessment");
        set(year, "assessment", "year", "2021");
        set(year, "assessment", "decision_date", "20/12/2021");
        set(year, "assessment", "class", "4");
        set(year, "assessment", "score", "40");
        return findings_of(document);
    };
    CHECK(told("09/2023") == Told{});
    CHECK(told("08/2023") ==
          Told{"warning R21 " + second_row("from_ym") + " finding.raise_put_off"});
}

TEST_CASE("raise: the delays come with the facts [R21]", "[record]") {
    Document document = risen("06/2023");
    set(document, "salary_effective_date", "01/06/2023");
    disciplined(document, "10/05/2021", "KHIEN_TRACH");
    Facts facts{.today = example_today};
    facts.pay.delay_reprimand_months = 6;

    const auto findings = check(document, facts);

    CHECK(std::any_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.fault.rule == "R21"; }));
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("raise: unpaid leave of more than a month does not count [R22]", "[record]") {
    const auto told = [](std::string_view leave_to, std::string_view kind) {
        Document document = risen();
        Row& leave = row(document, "leave_period");
        set(leave, "leave_period", "kind", kind);
        set(leave, "leave_period", "from", "01/03/2021");
        set(leave, "leave_period", "to", leave_to);
        for (const auto id : {"decision_no", "decision_date", "decision_agency"}) {
            clear(leave, "leave_period", id);
        }
        return findings_of(document);
    };
    const Told late{"warning R22 " + second_row("from_ym") + " finding.raise_uncounted"};
    CHECK(told("30/04/2021", "KHONG_LUONG") == Told{});
    CHECK(told("31/05/2021", "KHONG_LUONG") == late);
    CHECK(told("31/05/2021", "DINH_CHI") == late);
    CHECK(told("31/08/2021", "THAI_SAN") == Told{});
}

TEST_CASE("raise: early by a year at most [R23]", "[record]") {
    CHECK(findings_of(risen("03/2022", "TRUOC_HAN_TT")) == Told{});
    CHECK(findings_of(risen("02/2022", "TRUOC_HAN_TT")) ==
          Told{"warning R23 " + second_row("from_ym") + " finding.raise_far_too_early"});
    CHECK(findings_of(risen("02/2022", "TRUOC_HAN_NH")) ==
          Told{"warning R23 " + second_row("from_ym") + " finding.raise_far_too_early"});
}

TEST_CASE("raise: for a tenth of the unit each year [R23]", "[record]") {
    CHECK(early_raises_max(41, {}) == 4);
    CHECK_FALSE(check_early_raises({4, 41}, {}));
    const auto finding = check_early_raises({5, 41}, {});
    REQUIRE(finding);
    CHECK(finding->severity == Severity::warning);
    CHECK(finding->fault.args == std::vector<std::string>{"5", "4", "10"});

    // As its files tell it: for merit, and in that year only.
    EarlyRaises raises;
    for (const std::string_view kind : {"TRUOC_HAN_TT", "TRUOC_HAN_NH", "THUONG_XUYEN"}) {
        count_early_raise(risen("03/2022", kind), 2022, raises);
    }
    CHECK(raises.headcount == 3);
    CHECK(raises.count == 1);
    EarlyRaises before;
    count_early_raise(risen("03/2022", "TRUOC_HAN_TT"), 2021, before);
    CHECK(before.count == 0);
}

TEST_CASE("over the scale: five percent after the cycle, one more each year [R24]", "[record]") {
    const auto told = [](std::string_view percent, std::string_view from) {
        Document document = example_document();  // at the last step since 01/03/2023
        set(document, "over_scale_pct", percent);
        set(document, "over_scale_date", from);
        return findings_of(document);
    };
    CHECK(told("5", "01/03/2026") == Told{});
    CHECK(told("5", "28/02/2026") == Told{"warning R24 over_scale_pct finding.over_scale_early"});
    CHECK(told("6", "01/03/2026") == Told{"warning R24 over_scale_pct finding.over_scale_most"});
    CHECK(told("6", "01/03/2027") == Told{});
}

TEST_CASE("probation: 85 percent of the step of the degree [R25]", "[record]") {
    const auto told = [](std::string_view step, std::string_view degree) {
        Document document = example_document();
        for (const auto group : {"overseas_study", "salary_history"}) {
            document.groups.erase(find_group(group)->tag);
        }
        for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
        set(row(document, "education"), "education", "degree", degree);
        set(document, "salary_pct", "85");
        set(document, "salary_step", step);
        set(document, "salary_coefficient", step == "1" ? "2,34" : step == "2" ? "2,67" : "3,00");
        Told of_rule;
        for (const std::string& one : findings_of(document)) {
            if (one.find(" R25 ") != std::string::npos) of_rule.push_back(one);
        }
        return of_rule;
    };
    const Told wrong{"warning R25 salary_step finding.probation_step"};
    CHECK(told("1", "7") == Told{});
    CHECK(told("2", "7") == wrong);
    CHECK(told("2", "8") == Told{});
    CHECK(told("1", "8") == wrong);
    CHECK(told("3", "9") == Told{});
}

Told of_allowance(std::string_view kind, std::string_view column, std::string_view value,
                  std::string_view from = "07/2019") {
    Document document = example_document();
    Row& allowance = row(document, "allowance_history");
    for (const auto id : {"percent", "coefficient", "amount", "method", "to_ym"}) {
        clear(allowance, "allowance_history", id);
    }
    set(allowance, "allowance_history", "kind", kind);
    set(allowance, "allowance_history", column, value);
    set(allowance, "allowance_history", "from_ym", from);
    return findings_of(document);
}

TEST_CASE("allowance: a quarter for public service, since May 2012 [R26]", "[record]") {
    CHECK(of_allowance("PCCVU", "percent", "25") == Told{});
    CHECK(of_allowance("PCCVU", "percent", "30") ==
          Told{"warning R26 " + place("allowance_history", "percent") +
               " finding.public_service_allowance"});
}

TEST_CASE("allowance: seven sizes for regions [R27]", "[record]") {
    for (const auto right : {"0,1", "0,2", "0,3", "0,4", "0,5", "0,7", "1,0"}) {
        CHECK(of_allowance("PCKV", "coefficient", right) == Told{});
    }
    CHECK(of_allowance("PCKV", "coefficient", "0,6") ==
          Told{"warning R27 " + place("allowance_history", "coefficient") +
               " finding.regional_allowance"});
}

TEST_CASE("allowance: teachers' by their years [R28]", "[record]") {
    const auto told = [](std::string_view percent, std::string_view rank) {
        Document document;
        set(document, "first_recruit_date", "01/03/2010");
        set(document, "rank_code", rank);
        document.groups[find_group("allowance_history")->tag] =
            example_document().groups.at(find_group("allowance_history")->tag);
        Row& allowance = row(document, "allowance_history");
        set(allowance, "allowance_history", "kind", "PCTN");
        set(allowance, "allowance_history", "percent", percent);
        clear(allowance, "allowance_history", "to_ym");
        for (const std::string& one : findings_of(document)) {
            if (one.find(" R28 ") != std::string::npos) return true;
        }
        return false;
    };
    CHECK_FALSE(told("16", "V.07.03.29"));  // sixteen years on 01/03/2026
    CHECK(told("17", "V.07.03.29"));
    CHECK(told("4", "V.07.03.29"));
    CHECK_FALSE(told("17", "01.003"));
}

TEST_CASE("discipline: expires after twelve months [R30]", "[record]") {
    Document document = example_document();
    CHECK(findings_of(document) == Told{});
    set(row(document, "discipline"), "discipline", "to", "10/02/2018");
    CHECK(findings_of(document) ==
          Told{"warning R30 " + place("discipline", "to") + " finding.discipline_expiry"});
    clear(row(document, "discipline"), "discipline", "to");
    CHECK(findings_of(document) == Told{});
    const auto findings = check(document, example_today);
    CHECK(std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
        return one.fault.rule == "R30" && one.severity == Severity::info &&
               one.fault.args == std::vector<std::string>{"10/01/2018"};
    }));
}

TEST_CASE("discipline: the raise that it puts off is recorded [R30]", "[record]") {
    Document document = risen();
    disciplined(document, "10/05/2025", "CANH_CAO");
    CHECK(findings_of(document) == Told{"warning R30 next_raise_mark finding.raise_mark"});
    set(document, "next_raise_mark", "31/08/2023");
    CHECK(findings_of(document) == Told{"warning R30 next_raise_mark finding.raise_mark"});
    set(document, "next_raise_mark", "01/09/2023");
    CHECK(findings_of(document) == Told{});
}

}  // namespace

}  // namespace soxa::tests::record_rule_raise
