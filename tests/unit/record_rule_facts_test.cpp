// Rules that need more than the file: other files, the approved version, the signer, the pack's
// own severities (DOMAIN §3.8: R01, R02, R32, R34; §2.1).

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/consent_basis.hpp"
#include "sync/record/rule_list.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_rule_facts {

using namespace record;

namespace {

using Told = std::vector<std::string>;

Told told_with(const Document& document, const Facts& facts) {
    Told told;
    for (const Finding& finding : check(document, facts)) {
        if (finding.severity == Severity::info) continue;
        told.push_back(std::string(letter_of(finding.severity)) + " " + finding.fault.rule + " " +
                       finding.fault.field + " " + finding.fault.text);
    }
    return told;
}

TEST_CASE("likeness: one personal ID, one file [R01]", "[record]") {
    OtherFile other{"034085001234", "Nguyễn Văn Hoà", "1985-03-15", "1", false};
    Facts facts{.today = example_today, .others = {&other, 1}};
    CHECK(told_with(example_document(), facts) == Told{"E R01 personal_id finding.id_taken"});

    other.archived = true;  // he comes back: the archived file is offered [TB-9.4]
    CHECK(told_with(example_document(), facts) == Told{});
    other = {"034085001235", "Trần Văn Hoà", "1985-03-15", "1", false};
    CHECK(told_with(example_document(), facts) == Told{});
}

TEST_CASE("likeness: the same person under another ID is doubted [R02]", "[record]") {
    OtherFile other{"034085009999", "NGUYỄN VĂN HÒA", "1985-03-15", "1", false};
    const Facts facts{.today = example_today, .others = {&other, 1}};
    CHECK(told_with(example_document(), facts) == Told{"W R02 full_name finding.same_person"});

    other.gender = "2";
    CHECK(told_with(example_document(), facts) == Told{});
    other.gender = "1";
    other.birth_date = "1985-03-16";
    CHECK(told_with(example_document(), facts) == Told{});
}

TEST_CASE("evidence: a change of an approved value has its document [R32]", "[record]") {
    const Document approved = example_document();
    Document draft = approved;
    set(draft, "full_name", "Nguyễn Văn Hòa");
    set(draft, "phone_mobile", "0912345679");
    Facts facts{.today = example_today, .approved = &approved};
    CHECK(told_with(draft, facts) == Told{});  // the pack asks for nothing

    facts.evidence_for = {"name", "birth_date", "personal_id", "status", "salary", "education"};
    CHECK(told_with(draft, facts) == Told{"E R32 full_name finding.no_evidence"});
    facts.evidenced = {"full_name"};
    CHECK(told_with(draft, facts) == Told{});
    facts.approved = nullptr;  // the first entry needs none
    facts.evidenced = {};
    CHECK(told_with(draft, facts) == Told{});
}

TEST_CASE("evidence: so has a row that is new or changed [R32]", "[record]") {
    const Document approved = example_document();
    Document draft = approved;
    set(row(draft, "education"), "education", "grade", "GIOI");
    Facts facts{.today = example_today, .approved = &approved, .evidence_for = {"education"}};
    CHECK(told_with(draft, facts) ==
          Told{"E R32 " + place("education", "evidence_ids") + " finding.no_evidence_row"});

    facts.evidenced = {"education/" + name_of(example_row(1))};
    CHECK(told_with(draft, facts) == Told{});
    facts.evidenced = {};
    set(row(draft, "education"), "education", "evidence_ids", std::string(64, 'a'));
    CHECK(told_with(draft, facts) == Told{});

    draft = approved;
    (void)add_row(draft, "education");
    CHECK(told_with(draft, facts).size() == 1);
}

TEST_CASE("evidence: so has an approved row that is taken away; a discipline stays [R32] [DM-2.4]",
          "[record]") {
    const Document approved = example_document();
    Document draft = approved;
    draft.groups.erase(find_group("education")->tag);
    Facts facts{.today = example_today, .approved = &approved, .evidence_for = {"education"}};
    const auto gone = [&] {
        std::size_t told = 0;
        for (const std::string& one : told_with(draft, facts)) {
            told += one == "E R32 education finding.no_evidence_gone" ? 1U : 0U;
        }
        return told;
    };
    CHECK(gone() == 1);
    facts.evidenced = {"education/" + name_of(example_row(1))};
    CHECK(gone() == 0);

    draft = approved;
    draft.groups.erase(find_group("discipline")->tag);
    facts.evidence_for = {};
    facts.evidenced = {};
    const Told told = told_with(draft, facts);
    CHECK(std::ranges::find(told, "E DM-2.4 discipline finding.kept_row") != told.end());
}

TEST_CASE("consent: rests on the agency, on the person, or on duty, as the pack says [TB-4.4] [QA-8.3]",
          "[record]") {
    const auto may = [](std::vector<std::string> basis, const Consent& consent) {
        Policy pack = *find_preset("TB-2024");
        pack.consent_basis = std::move(basis);
        return may_rest(consent, pack);
    };
    const Consent whole_unit{};
    const Consent of_person{true, true, false};
    const Consent of_another{true, false, false};
    const Consent on_duty{false, false, true};
    CHECK(may({"agency"}, whole_unit));
    CHECK(may({"person"}, of_person));
    CHECK_FALSE(may({"person"}, of_another));
    CHECK_FALSE(may({"person"}, on_duty));
    CHECK(may({"duty"}, on_duty));
    CHECK_FALSE(may({"duty"}, of_person));
    CHECK_FALSE(may({"person", "duty"}, whole_unit));
    CHECK(may({"person", "duty"}, on_duty));
    CHECK_FALSE(may({}, on_duty));
    CHECK(same_person(" Lò  Thị Mai", "Lò Thị Mai") == same_person("Lò Thị Mai", " Lò  Thị Mai"));
    CHECK(same_person("Lò Thị Mai", "Lò Thị Mai"));
    CHECK_FALSE(same_person("Lò Thị Mái", "Lò Thị Mai"));
    CHECK_FALSE(same_person("", ""));
}

TEST_CASE("rules: a province makes one graver, milder, or leaves it out", "[record]") {
    Document document = example_document();
    set(row(document, "family_self", 1), "family_self", "relation", "BR08");
    Facts facts{.today = example_today};
    CHECK(told_with(document, facts).at(0).starts_with("W R18 "));
    facts.severities["R18"] = Severity::error;
    CHECK(told_with(document, facts).at(0).starts_with("E R18 "));
    facts.severities["R18"] = std::nullopt;
    CHECK(told_with(document, facts) == Told{});
}

TEST_CASE("rules: each has its period [R04]", "[record]") {
    Document document;
    set(document, "birth_date", "01/01/1940");
    set(document, "gender", "1");
    set(document, "personnel_kind", "CC");
    set(document, "personnel_status", "10");
    const auto rules_on = [&](std::string_view day) {
        const auto findings = check(document, day);
        return std::count_if(findings.begin(), findings.end(),
                             [](const Finding& one) { return one.fault.rule == "R04"; });
    };
    CHECK(rules_on("2021-01-01") == 1);
    CHECK(rules_on("2020-12-31") == 0);
}

TEST_CASE("rules: R01 to R36 are all in the list, in both languages", "[record]") {
    for (int number = 1; number <= 36; ++number) {
        const std::string id = (number < 10 ? "R0" : "R") + std::to_string(number);
        CAPTURE(id);
        const RuleLine* const line = find_rule(id);
        REQUIRE(line != nullptr);
        CHECK_FALSE(line->severity.empty());
        CHECK_FALSE(line->label_vi.empty());
        CHECK_FALSE(line->label_en.empty());
    }
}

TEST_CASE("personal ID: cards with twelve digits began in 2016 [DM-2.1]", "[record]") {
    Document document = example_document();
    set(document, "personal_id_issue_date", "01/01/2016");
    CHECK(findings_of(document) == Told{});
    set(document, "personal_id_issue_date", "31/12/2015");
    CHECK(findings_of(document) ==
          Told{"warning DM-2.1 personal_id_issue_date finding.card_too_early"});
}

}  // namespace

}  // namespace soxa::tests::record_rule_facts
