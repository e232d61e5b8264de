// Findings on identity, names, dates, contact and presence (DOMAIN §3.1 to 3.6).

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_finding {

using namespace record;

namespace {

using Told = std::vector<std::string>;

TEST_CASE("findings: all examples together are a file without fault", "[record]") {
    CHECK(findings_of(example_document()) == Told{});
}

TEST_CASE("findings: the required examples alone are one too [TB-6.3a]", "[record]") {
    Document document;
    for (const Field& field : fields()) {
        const bool required =
            field.required == Required::always || field.required == Required::active;
        if (!required || !field.writable || !field.group.empty()) continue;
        document.fields.emplace(field.tag, parse(field, field.example).value());
    }

    CHECK(findings_of(document) == Told{});
}

TEST_CASE("presence: an empty file lacks what every file needs [TB-6.3a]", "[record]") {
    Told expected;
    for (const Field& field : fields()) {
        if (field.required != Required::always || !field.writable || !field.group.empty()) continue;
        expected.push_back("error TB-6.3a " + std::string(field.id) + " finding.missing");
    }

    CHECK(findings_of(Document{}) == expected);
    CHECK(expected.size() == 24);
}

TEST_CASE("presence: who serves needs more than who is on a contract [TB-2.2]", "[record]") {
    Document document = example_document();
    clear(document, "main_work");
    const Told missing{"error TB-6.3a main_work finding.missing"};

    for (const auto kind : {"CB", "CC", "VC"}) {
        set(document, "personnel_kind", kind);
        CHECK(findings_of(document) == missing);
    }
    for (const auto kind : {"HD111", "HDCM", "KCT"}) {
        set(document, "personnel_kind", kind);
        CHECK(findings_of(document) == Told{});
    }
    set(document, "personnel_kind", "CC");
    set(document, "personnel_status", "14");
    CHECK(findings_of(document) == missing);
    set(document, "personnel_status", "40");  // retired
    set(row(document, "status_event"), "status_event", "status", "40");
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("presence: a field in conflict is not missing", "[record]") {
    Document document = example_document();
    clear(document, "full_name");
    CHECK(findings_of(document) == Told{"error TB-6.3a full_name finding.missing"});

    document.disputed.insert(find_field("", "full_name")->tag);

    CHECK(findings_of(document) == Told{});
}

TEST_CASE("presence: a reward says which of the two kinds it is [TB-6.3a]", "[record]") {
    Document document = example_document();
    clear(row(document, "reward"), "reward", "kind");

    CHECK(findings_of(document) ==
          Told{"error TB-6.3a " + place("reward", "kind") + " finding.missing"});
}

TEST_CASE("findings: come in the template's order", "[record]") {
    Document document = example_document();
    set(document, "unit_remark", "TUYỆT MẬT");
    set(document, "weight_kg", "20");
    clear(document, "full_name");

    CHECK(findings_of(document) == Told{"error TB-6.3a full_name finding.missing",
                                        "warning DM-2.2 weight_kg finding.out_of_range",
                                        "error R36 unit_remark finding.classification_mark"});
}

struct IdCase {
    std::string_view id;
    std::string_view gender;
    std::string_view birth;
    Told told;
};

TEST_CASE("personal ID: the vectors of the dossier [DM-3.1]", "[record]") {
    const auto one = GENERATE(
        IdCase{"034085001234", "1", "1985", {}},
        IdCase{"034185001234", "1", "1985", {"warning DM-3.1 personal_id finding.id_gender"}},
        IdCase{"033301004321", "2", "2001", {}},
        IdCase{"033201004321", "2", "2001", {"warning DM-3.1 personal_id finding.id_gender"}},
        IdCase{"034085001234", "1", "1986", {"warning DM-3.1 personal_id finding.id_birth_year"}},
        IdCase{"003085001234", "1", "1985", {"warning DM-3.1 personal_id finding.id_province"}},
        IdCase{"34085001234", "1", "1985", {"error DM-3.1 personal_id finding.id_eleven_digits"}},
        IdCase{"034 085 001 234", "1", "1985", {}},
        IdCase{"151234567", "1", "1985", {"error DM-3.1 personal_id finding.id_nine_digits"}},
        IdCase{"０３４０８５００１２３４", "1", "1985", {}},
        IdCase{"0340850012345", "1", "1985", {"error DM-3.1 personal_id finding.id_length"}},
        // Same last two digits, another century.
        IdCase{"034285001234", "1", "1985", {"warning DM-3.1 personal_id finding.id_birth_year"}});
    CAPTURE(one.id, one.gender, one.birth);
    Document document = example_document();
    set(document, "personal_id", one.id);
    set(document, "gender", one.gender);
    set(document, "birth_date", one.birth);
    // What else hangs on the date of birth is not asked here.
    for (const auto id :
         {"birth_date_text", "first_recruit_date", "current_agency_join_date", "party_join_date",
          "youth_union_join_date", "party_official_date", "rank_appoint_date"}) {
        clear(document, id);
    }
    set(document, "personnel_kind", "HD111");

    CHECK(findings_of(document) == one.told);
}

TEST_CASE("personal ID: a letter O is refused where it is typed [DM-3.1]", "[record]") {
    CHECK(parse(*find_field("", "personal_id"), "O34085001234").error().text == "value.digits");
}

TEST_CASE("personal ID: eleven digits are offered with their 0 again [DM-3.1]", "[record]") {
    Document document = example_document();
    set(document, "personal_id", "34085001234");

    const auto findings = check(document, example_today);

    REQUIRE(findings.size() == 1);
    CHECK(findings[0].fault.args == std::vector<std::string>{"034085001234"});
}

TEST_CASE("personal ID: tells where the birth was registered [DM-3.1]", "[record]") {
    const auto findings = check(example_document(), example_today);

    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::info);
    CHECK(findings[0].fault.text == "finding.id_registered_in");
    CHECK(findings[0].fault.args.at(0) == "tỉnh Thái Bình");
}

TEST_CASE("personal ID: earlier numbers have nine or twelve digits [DM-3.1]", "[record]") {
    Document document = example_document();
    set(document, "legacy_id_numbers", "151 234 567; 034085001234");
    CHECK(findings_of(document) == Told{});

    set(document, "legacy_id_numbers", "151234567; 12345");
    CHECK(findings_of(document) == Told{"error DM-3.1 legacy_id_numbers finding.earlier_id"});
}

TEST_CASE("insurance: the number is of ten digits or the personal ID [DM-3.2]", "[record]") {
    Document document = example_document();
    clear(document, "health_insurance_no");
    set(document, "social_insurance_no", "034085001234");
    CHECK(findings_of(document) == Told{});

    for (const auto wrong : {"034085001235", "123456789", "12345678901"}) {
        set(document, "social_insurance_no", wrong);
        CHECK(findings_of(document) ==
              Told{"error DM-3.2 social_insurance_no finding.social_insurance"});
    }
}

TEST_CASE("insurance: the card's last ten digits are the number [DM-3.2]", "[record]") {
    Document document = example_document();
    for (const auto right : {"CB4343410001234", "cb 4 34 3410001234", "3410001234"}) {
        set(document, "health_insurance_no", right);
        CHECK(findings_of(document) == Told{});
    }
    set(document, "health_insurance_no", "CB4343410001235");
    CHECK(findings_of(document) ==
          Told{"warning DM-3.2 health_insurance_no finding.health_insurance_end"});
    for (const auto wrong : {"C44343410001234", "CB434341000123", "CB43434100012345", "123"}) {
        CAPTURE(wrong);
        set(document, "health_insurance_no", wrong);
        CHECK(findings_of(document) ==
              Told{"error DM-3.2 health_insurance_no finding.health_insurance"});
    }
}

struct NameCase {
    std::string name;
    std::string told;
};

TEST_CASE("names: what nobody sees is refused at once [DM-3.3]", "[record]") {
    const record::Field& name = *record::find_field("", "full_name");
    for (const auto hidden : {"Nguyễn \u200DHoà", "Nguyễn\u200B Hoà", "\u202ENguyễn Hoà"}) {
        CAPTURE(hidden);
        CHECK_FALSE(record::parse(name, hidden).has_value());
    }
}

TEST_CASE("names: what is allowed, doubted and wrong [DM-3.3]", "[record]") {
    const auto one = GENERATE(
        NameCase{"Nguyễn Văn Hoà", ""}, NameCase{"Nguye\u0302\u0303n Va\u0306n Hoa\u0300", ""},
        NameCase{"H'Hen Niê", ""}, NameCase{"H’Hen Niê", ""}, NameCase{"Y'Moan Êñuôl", ""},
        NameCase{"K'Brơi Lạch", ""}, NameCase{"Y-Bih Alêô", ""}, NameCase{"Rơ\u0306 Châm", ""},
        NameCase{"Ksor H’Bơ\u0306", ""}, NameCase{"Y Ngông Niê Kdăm", ""}, NameCase{"Siu Ƀlơt", ""},
        NameCase{"NGUYỄN VĂN HOÀ", ""}, NameCase{"Phan Č Anh", ""},
        NameCase{"Hen", "warning name_one_word"},
        NameCase{"Nguyễn V. Hoà", "warning name_full_stop"},
        NameCase{"Nguyễn Văn. Hoà", "error name_characters"},
        NameCase{"Nguyễn Văn Hoà 2", "error name_characters"},
        NameCase{"Nguyễn Văn Hoà (A)", "error name_characters"},
        NameCase{"Nguyễn, Hoà", "error name_characters"},
        NameCase{"Nguyễn Hoà 😀", "error name_characters"},
        NameCase{"Nguyễn 'Hoà", "error name_characters"},
        NameCase{"Ŋ\u0331a B", "warning name_rare_characters"},
        NameCase{"NguyÔn V¨n", "error name_characters"},
        NameCase{"NguyÔn Vn", "warning name_old_font_as"},
        NameCase{"NguyÔq Vn", "warning name_old_font"}, NameCase{"A B C D E F G H I J", ""},
        NameCase{"A B C D E F G H I J K", "error name_too_long"});
    CAPTURE(one.name);
    Document document = example_document();
    set(document, "full_name", one.name);
    Told told = findings_of(document);

    if (one.told.empty()) {
        CHECK(told == Told{});
    } else {
        REQUIRE_FALSE(told.empty());
        const std::size_t gap = one.told.find(' ');
        CHECK(told[0] ==
              one.told.substr(0, gap) + " DM-3.3 full_name finding." + one.told.substr(gap + 1));
    }
}

TEST_CASE("names: relatives' too, with the row named [DM-3.3]", "[record]") {
    Document document = example_document();
    set(row(document, "family_self"), "family_self", "full_name", "Nguyễn Văn 3");

    CHECK(findings_of(document) ==
          Told{"error DM-3.3 " + place("family_self", "full_name") + " finding.name_characters"});
}

TEST_CASE("dates: not before 1900 and not after today [DM-3.4]", "[record]") {
    Document document = example_document();
    set(document, "personal_id_issue_date", "22/11/2026");
    CHECK(findings_of(document) == Told{});

    set(document, "personal_id_issue_date", "23/11/2026");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 personal_id_issue_date finding.date_in_future"});

    set(document, "personal_id_issue_date", "31/12/1899");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 personal_id_issue_date finding.date_too_early"});
}

TEST_CASE("dates: a partial one is in the future only if all of it is [DM-3.4]", "[record]") {
    Document document = example_document();
    set(document, "social_insurance_date", "2026");
    CHECK(findings_of(document) == Told{});
    set(document, "social_insurance_date", "12/2026");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 social_insurance_date finding.date_in_future"});
    set(document, "social_insurance_date", "2027");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 social_insurance_date finding.date_in_future"});
}

TEST_CASE("dates: ends and expiries lie ahead [DM-3.4]", "[record]") {
    Document document = example_document();
    set(document, "next_raise_mark", "01/03/2027");
    set(row(document, "position_history"), "position_history", "term_end", "30/06/2029");
    set(row(document, "language_skill"), "language_skill", "valid_to", "30/06/2029");
    set(row(document, "consent"), "consent", "to", "30/06/2029");
    CHECK(findings_of(document) == Told{});

    document.groups.erase(find_group("overseas_study")->tag);  // a master's degree after it
    set(row(document, "education"), "education", "to_ym", "06/2029");
    CHECK(findings_of(document) ==
          Told{"error DM-3.4 " + place("education", "to_ym") + " finding.date_in_future"});
}

TEST_CASE("dates: a period ends after it begins [DM-3.4]", "[record]") {
    Document document = example_document();
    set(row(document, "political_theory"), "political_theory", "to_ym", "02/2016");
    CHECK(findings_of(document) == Told{"error DM-3.4 " + place("political_theory", "to_ym") +
                                        " finding.ends_before_begin"});

    set(row(document, "political_theory"), "political_theory", "to_ym", "03/2016");  // one month
    CHECK(findings_of(document) == Told{});
    clear(row(document, "political_theory"), "political_theory", "to_ym");  // until now
    CHECK(findings_of(document) == Told{});

    set(document, "discharge_date", "2003-08");
    CHECK(findings_of(document) == Told{"error DM-2.2 discharge_date finding.ends_before_begin"});
    set(document, "discharge_date", "2003");  // may be after
    CHECK(findings_of(document) == Told{});
}

TEST_CASE("dates: 30/02 on a birth certificate is kept as text and looked at [DM-3.4]",
          "[record]") {
    Document document = example_document();
    set(document, "birth_date", "02/1985");
    set(document, "birth_date_text", "30/02/1985");
    CHECK(findings_of(document) == Told{"warning DM-3.4 birth_date_text finding.birth_date_text"});
}

TEST_CASE("contact: mobile numbers [DM-3.5]", "[record]") {
    Document document = example_document();
    for (const auto right : {"0321234567", "0521234567", "0701234567", "0811234567", "0901234567",
                             "+84 912 345 678"}) {
        set(document, "phone_mobile", right);
        CHECK(findings_of(document) == Told{});
    }
    for (const auto rare : {"0301234567", "0411234567", "0501234567", "0711234567", "0801234567"}) {
        CAPTURE(rare);
        set(document, "phone_mobile", rare);
        CHECK(findings_of(document) ==
              Told{"warning DM-3.5 phone_mobile finding.phone_new_prefix"});
    }
    for (const auto wrong : {"091234567", "9123456789", "09123456789"}) {
        CAPTURE(wrong);
        set(document, "phone_mobile", wrong);
        CHECK(findings_of(document) == Told{"error DM-3.5 phone_mobile finding.phone_mobile"});
    }
}

TEST_CASE("contact: eleven digits of before 2018 are offered as ten [DM-3.5]", "[record]") {
    struct Pair {
        std::string_view old;
        std::string_view now;
    };
    const auto one = GENERATE(Pair{"01621234567", "0321234567"}, Pair{"01691234567", "0391234567"},
                              Pair{"01201234567", "0701234567"}, Pair{"01211234567", "0791234567"},
                              Pair{"01221234567", "0771234567"}, Pair{"01261234567", "0761234567"},
                              Pair{"01281234567", "0781234567"}, Pair{"01231234567", "0831234567"},
                              Pair{"01241234567", "0841234567"}, Pair{"01251234567", "0851234567"},
                              Pair{"01271234567", "0811234567"}, Pair{"01291234567", "0821234567"},
                              Pair{"01861234567", "0561234567"}, Pair{"01881234567", "0581234567"},
                              Pair{"01991234567", "0591234567"});
    Document document = example_document();
    set(document, "phone_mobile", one.old);

    const auto findings = check(document, example_today);

    REQUIRE(findings.size() == 2);  // the other tells where the birth was registered
    CHECK(findings[1].fault.text == "finding.phone_converted");
    CHECK(findings[1].fault.args.at(0) == one.now);
}

TEST_CASE("contact: landlines and addresses [DM-3.5]", "[record]") {
    Document document = example_document();
    set(document, "phone_office", "0227383123");
    CHECK(findings_of(document) == Told{"warning DM-3.5 phone_office finding.phone_office"});
    set(document, "phone_office", "02273831234");

    set(document, "email_official", "hoa@example.com");
    CHECK(findings_of(document) == Told{"warning DM-3.5 email_official finding.email_official"});
    for (const auto wrong : {"hoa", "hoa@", "@hungyen.gov.vn", "hoa@@hungyen.gov.vn",
                             "hoa nguyen@hungyen.gov.vn", "hoa@hungyen", "hoa@hungyen."}) {
        CAPTURE(wrong);
        set(document, "email_official", wrong);
        CHECK(findings_of(document) == Told{"error DM-3.5 email_official finding.email"});
    }
}

TEST_CASE("agencies: identifiers of the old form are offered in the new [DM-3.6]", "[record]") {
    const auto text_of_unit = [](std::string_view code) {
        Document document = example_document();
        set(document, "using_unit_id", code);
        for (const Finding& finding : check(document, example_today)) {
            if (finding.fault.field == "using_unit_id") {
                return finding.fault.text + " " + finding.fault.args.at(0);
            }
        }
        return std::string();
    };
    for (const auto right : {"H31", "G12.18", "H55.242", "H31.55.01"}) {
        CHECK(text_of_unit(right).empty());
    }
    CHECK(text_of_unit("000.00.00.H49") == "finding.agency_old_identifier H49");
    CHECK(text_of_unit("000.00.55.H31") == "finding.agency_old_identifier H31.55");
    CHECK(text_of_unit("007.00.55.H31") == "finding.agency_old_identifier H31.55.00.007");
    CHECK(text_of_unit("UBND-12970") == "finding.agency_identifier ");
    CHECK(text_of_unit("H3.55") == "finding.agency_identifier ");
}

}  // namespace

}  // namespace soxa::tests::record_finding
