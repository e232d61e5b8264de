// Catalogues as data: items with days, replacement, the file a province loads (DOMAIN §4).

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/label.hpp"
#include "sync/record/salary_scale.hpp"
#include "tests/unit/record_example.hpp"
#include "tests/unit/record_mangled.hpp"

namespace soxa::tests::record_catalogue {

using namespace record;

namespace {

constexpr std::string_view communes =
    "# Xã, phường của tỉnh Hưng Yên (trích)\n"
    "catalogue = commune\n"
    "version   = 2026-11-20\n"
    "title     = Xã, phường\n"
    "complete  = yes\n"
    "\n"
    "code | label | valid_from | valid_to | parent | replaced_by | national_code | note\n"
    "12970 | Xã Tiền Hải | 2025-07-01 | | 33 | | 12970 |\n"
    "13075 | Xã Kiến Xương | 2025-07-01 | | 33 | | 13075 |\n"
    "12973 | Xã Đông Minh | 2004-01-01 | 2025-06-30 | 034 | 12970 | |\n"
    "12976 | Xã Tách Đôi | 2004-01-01 | 2025-06-30 | 034 | 12970 13075 | |\n"
    "12979 | Xã Không Còn | 2004-01-01 | 2020-06-30 | 034 | | |\n"
    "13000 | Xã Chuỗi | 2004-01-01 | 2015-12-31 | 034 | 12973 | |\n";

std::vector<std::string> refusals(std::string_view text) {
    std::vector<std::string> told;
    const auto read = read_catalogue(text);
    if (read) return told;
    for (const Fault& fault : read.error()) told.push_back(fault.field + " " + fault.text);
    return told;
}

std::string replaced(std::string_view sought, std::string_view by) {
    std::string made(communes);
    const std::size_t at = made.find(sought);
    REQUIRE(at != std::string::npos);
    return made.replace(at, sought.size(), by);
}

constexpr std::string_view today = example_today;

TEST_CASE("catalogue: read, written, encoded, and the same again", "[catalogue]") {
    const Catalogue read = read_catalogue(communes).value();
    CHECK(read.items.size() == 6);
    CHECK(read.version == "2026-11-20");
    CHECK(read_catalogue(write_catalogue(read)).value() == read);
    CHECK(decode_catalogue(encode(read)).value() == read);
    Bytes cut = encode(read);
    cut.pop_back();
    CHECK_FALSE(decode_catalogue(cut));
}

TEST_CASE("catalogue: the program's own lists are such catalogues too", "[catalogue]") {
    for (const CodeList& list : code_lists()) {
        CAPTURE(list.name);
        const auto catalogue = built_in_catalogue(list.name);
        REQUIRE(catalogue);
        CHECK(catalogue->items.size() == list.codes.size());
        Catalogue issued = *catalogue;
        issued.version = "2026-11-20";
        const auto again = read_catalogue(write_catalogue(issued));
        REQUIRE(again);
        CHECK(*again == issued);
    }
    CHECK_FALSE(built_in_catalogue("no_such_list"));
}

TEST_CASE("catalogue: an old code leads to its successor, or asks", "[catalogue]") {
    using Kind = Replacement::Kind;
    const Catalogue list = read_catalogue(communes).value();
    CHECK(replacement(list, "12970", today).kind == Kind::current);

    const Replacement one = replacement(list, "12973", today);
    CHECK(one.kind == Kind::one);
    CHECK(one.items.at(0)->label == "Xã Tiền Hải");
    CHECK(replacement(list, "13000", today).items.at(0)->code == "12970");  // over two steps

    const Replacement many = replacement(list, "12976", today);
    CHECK(many.kind == Kind::many);
    CHECK(many.items.size() == 2);
    CHECK(replacement(list, "12979", today).kind == Kind::ended);
    CHECK(replacement(list, "99999", today).kind == Kind::unknown);
}

TEST_CASE("catalogue: a value keeps the label of its date", "[catalogue]") {
    const Catalogue list = read_catalogue(communes).value();
    CHECK(list.item("12973", "2010-05-01")->label == "Xã Đông Minh");
    CHECK(list.item("12973", today)->label == "Xã Đông Minh");  // it has ended and is still read
    CHECK(replacement(list, "12973", "2010-05-01").kind == Replacement::Kind::current);
    CHECK(list.in_force(today).size() == 2);
    CHECK(list.in_force("2010-05-01").size() == 4);
}

TEST_CASE("catalogue: one code, two meanings, each in its time", "[catalogue]") {
    const Catalogue list = read_catalogue(
                               "catalogue = province\nversion = 2026-11-20\ntitle = Tỉnh\n"
                               "code | label | valid_from | valid_to | parent | replaced_by | "
                               "national_code | note\n"
                               "15 | Tỉnh Lào Cai | 2025-07-01 | | | | 15 |\n"
                               "15 | Tỉnh Yên Bái | | 2025-06-30 | | | |\n")
                               .value();
    CHECK(list.item("15", "2020-01-01")->label == "Tỉnh Yên Bái");
    CHECK(list.item("15", "2025-07-01")->label == "Tỉnh Lào Cai");
}

TEST_CASE("catalogue: the 63 lead to the 34, and an ID's prefix stays [DM-3.1]", "[catalogue]") {
    const Catalogue old = built_in_catalogue("province_63").value();
    const Catalogue now = built_in_catalogue("province").value();
    for (const Item& one : old.items) {
        CAPTURE(one.code);
        REQUIRE(one.replaced_by.size() == 1);
        CHECK(now.item(one.replaced_by[0], today) != nullptr);
        CHECK(one.valid_to == "2025-06-30");
    }
    CHECK(old.item("034", today)->label == "Tỉnh Thái Bình");
    CHECK(old.item("034", today)->replaced_by == std::vector<std::string>{"33"});
    CHECK(old.item("091", today)->label == "Tỉnh Kiên Giang");  // not An Giang, which 91 is now
    CHECK(now.item("91", today)->label == "Tỉnh An Giang");
}

TEST_CASE("catalogue: two official lists of ethnic groups, 17 codes alike", "[catalogue]") {
    const CodeList& own = *find_code_list("ethnicity");
    const CodeList& census = *find_code_list("ethnicity_census");
    CHECK(census.codes.size() == 54);
    std::string alike;
    for (const Code& one : census.codes) {
        CHECK(find_code(own, one.parent)->label == one.label);
        if (one.code == one.parent) alike += std::string(one.code) + " ";
    }
    CHECK(alike == "01 02 03 05 07 08 09 10 20 22 28 30 42 44 47 50 51 ");
    CHECK(find_code(census, "11")->label == "Ê Đê");
    CHECK(find_code(own, "12")->label == "Ê Đê");
    CHECK(find_code_as_typed(census, "Ba Na")->code == "12");  // matched by name, never by code
}

TEST_CASE("catalogue: the communes that the dossier names are there", "[catalogue]") {
    const CodeList& list = *find_code_list("commune");
    for (const auto code :
         {"13225", "12454", "12472", "12826", "12970", "13075", "13192", "12586", "12688"}) {
        REQUIRE(find_code(list, code) != nullptr);
        CHECK(find_code(list, code)->parent == "33");
    }
}

TEST_CASE("catalogue: loading takes no code away", "[catalogue]") {
    Catalogues lists;
    CHECK(lists.find("commune")->item("12973", today) == nullptr);
    lists.load(read_catalogue(communes).value());
    const Catalogue& loaded = *lists.find("commune");
    CHECK(loaded.version == "2026-11-20");
    CHECK(loaded.item("12973", today) != nullptr);
    CHECK(loaded.item("07192", today)->label == "Đặc khu Cô Tô");  // the file does not name it

    Catalogue older = read_catalogue(communes).value();
    older.version = "2026-01-01";
    older.items.clear();
    lists.load(older);  // comes late
    CHECK(lists.find("commune")->version == "2026-11-20");
    CHECK(lists.find("no_such_list") == nullptr);
}

TEST_CASE("catalogue: a mistake is refused with its line and reason", "[catalogue]") {
    struct Mistake {
        std::string_view sought;
        std::string_view by;
        std::string_view told;
    };
    const auto one =
        GENERATE(Mistake{"catalogue = commune", "catalogue = communes", "2 catalogue.unknown_list"},
                 Mistake{"catalogue = commune\n", "\n", "0 catalogue.missing_head"},
                 Mistake{"version   = 2026-11-20", "version   = 20/11/2026", "3 catalogue.version"},
                 Mistake{"complete  = yes", "complete  = ja", "5 catalogue.unknown_head"},
                 Mistake{"complete  = yes", "complete", "5 catalogue.no_sign"},
                 Mistake{"code | label", "code | name", "7 catalogue.no_columns"},
                 Mistake{"12970 | Xã Tiền Hải", "1297 | Xã Tiền Hải", "8 catalogue.code_digits"},
                 Mistake{"12970 | Xã Tiền Hải", "12 970 | Xã Tiền Hải", "8 catalogue.code"},
                 Mistake{"| Xã Tiền Hải |", "| |", "8 catalogue.label"},
                 Mistake{"| 12970 |\n", "| 12970\n", "8 catalogue.column_count"},
                 Mistake{"2025-07-01 | | 33", "01/07/2025 | | 33", "8 catalogue.day"},
                 Mistake{"2025-07-01 | | 33", "2025-07-01 | 2025-06-01 | 33",
                         "8 catalogue.ends_before_begin"},
                 Mistake{"| 33 | | 12970", "| 99 | | 12970", "8 catalogue.parent"},
                 Mistake{"13075 | Xã Kiến", "12970 | Xã Kiến", "9 catalogue.same_code"},
                 Mistake{"034 | 12970 |", "034 | 12971 |", "10 catalogue.successor"},
                 Mistake{"2004-01-01 | 2025-06-30 | 034 | 12970 |", "2004-01-01 | | 034 | 12970 |",
                         "10 catalogue.replaced_without_end"});
    CAPTURE(one.sought, one.by);
    const auto told = refusals(replaced(one.sought, one.by));
    CHECK(std::find(told.begin(), told.end(), one.told) != told.end());
}

TEST_CASE("catalogue: whatever the file says, it is read or refused", "[catalogue]") {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = tests::mangled(std::string(communes), random);
        CAPTURE(i);
        const auto read = read_catalogue(text);
        if (read) {
            CHECK(decode_catalogue(encode(*read)) == *read);
        } else {
            CHECK_FALSE(read.error().empty());
        }
    }
}

TEST_CASE("catalogue: what is no text is refused whole", "[catalogue]") {
    CHECK(refusals("\xFF").front() == "0 catalogue.not_text");
}

TEST_CASE("places: judged by the list that the province has loaded [R33]", "[catalogue]") {
    Catalogues lists;
    lists.load(read_catalogue(communes).value());
    Document document = example_document();
    const auto told = [&](std::string_view id, std::string_view code) {
        Document other = document;
        set(other, id, code);
        std::vector<std::string> all;
        const Facts facts{.today = today, .catalogues = &lists};
        for (const Finding& finding : check(other, facts)) {
            if (finding.fault.rule == "R33") all.push_back(finding.fault.text);
        }
        return all;
    };
    using Told = std::vector<std::string>;
    CHECK(told("residence_current_commune", "12970") == Told{});
    CHECK(told("residence_current_commune", "12999") == Told{"finding.place_unknown"});
    CHECK(told("residence_current_commune", "12973") ==
          Told{"finding.place_ended", "finding.commune_of_province"});
    CHECK(told("birth_place_commune", "12999") == Told{"finding.place_unlisted"});  // of its own time

    // Was there one of that code when he was born? Of 1985; today's name stands beside its text.
    Catalogue old = lists.find("commune") == nullptr ? Catalogue{} : *lists.find("commune");
    Item gone;
    gone.code = "12111";
    gone.label = "Xã Đã Giải Thể";
    gone.valid_from = "1945-01-01";
    gone.valid_to = "1979-12-31";
    gone.parent = "33";
    old.items.push_back(gone);
    Item of_then = gone;
    of_then.code = "12112";
    of_then.valid_to = "1999-12-31";
    old.items.push_back(of_then);
    lists.load(old);
    CHECK(told("birth_place_commune", "12111") == Told{"finding.place_at_birth"});
    CHECK(told("birth_place_commune", "12112") == Told{});
    CHECK(told("birth_place_commune", "12970") == Told{});  // begun in 2025, its old name as text
    document.fields.erase(find_field("", "birth_place_text")->tag);
    CHECK(told("birth_place_commune", "12970") == Told{"finding.place_at_birth"});
}

TEST_CASE("catalogue: a renamed item begins where the earlier name ends", "[catalogue]") {
    const auto item = [](std::string label, std::string from, std::string to = {}) {
        Item made;
        made.code = "12970";
        made.label = std::move(label);
        made.valid_from = std::move(from);
        made.valid_to = std::move(to);
        return made;
    };
    Catalogue base;
    base.items = {item("Xã Tiền Hải", "2025-07-01")};
    Catalogue newer;
    newer.items = {item("Xã Đổi Tên", "2026-01-01")};
    const Catalogue now = overlaid(base, newer);
    CHECK(now.item("12970", "2025-12-31")->label == "Xã Tiền Hải");
    CHECK(now.item("12970", "2026-01-01")->label == "Xã Đổi Tên");
    CHECK(now.in_force("2026-11-22").size() == 1);

    // One that is to come takes nothing of the present away.
    base.items = {item("Xã Tiền Hải", "")};
    newer.items = {item("Xã Mai Sau", "2030-01-01")};
    const Catalogue later = overlaid(base, newer);
    CHECK(later.item("12970", "2026-11-22")->label == "Xã Tiền Hải");
    CHECK(later.item("12970", "2030-01-01")->label == "Xã Mai Sau");
    // What has ended before stays as it was.
    base.items = {item("Xã Ngày Xưa", "2000-01-01", "2010-12-31")};
    CHECK(overlaid(base, newer).items.size() == 2);
}

TEST_CASE("catalogue: ranks and coefficients are the province's to publish [R08]", "[catalogue]") {
    Document document = examples_alone();
    document.groups.erase(find_group("salary_history")->tag);
    for (const auto id : {"over_scale_pct", "over_scale_date"}) clear(document, id);
    set(document, "rank_code", "01.003");
    set(document, "salary_step", "2");
    set(document, "salary_coefficient", "2,67");
    Catalogues lists;
    const auto of_rule = [&] {
        std::vector<std::string> told;
        for (const Finding& one : check(document, Facts{.today = today, .catalogues = &lists})) {
            if (one.fault.rule == "R08") told.push_back(one.fault.text);
        }
        return told;
    };
    CHECK(of_rule().empty());
    lists.load(read_catalogue("catalogue = salary_step\nversion = 2026-11-20\ntitle = Bậc lương\n"
                              "complete = no\n"
                              "code | label | valid_from | valid_to | parent | replaced_by |"
                              " national_code | note\n"
                              "A1-2 | Loại A1, bậc 2 mới | 2026-07-01 | | A1 | | | 2.70/36\n")
                   .value());
    CHECK(of_rule() == std::vector<std::string>{"finding.coefficient"});
    set(document, "salary_coefficient", "2,70");
    CHECK(of_rule().empty());
    lists.load(read_catalogue("catalogue = rank\nversion = 2026-11-20\ntitle = Ngạch\n"
                              "complete = no\n"
                              "code | label | valid_from | valid_to | parent | replaced_by |"
                              " national_code | note\n"
                              "01.003 | Chuyên viên | 2026-01-01 | | B | | |\n")
                   .value());
    CHECK(of_rule() == std::vector<std::string>{"finding.coefficient"});
}

TEST_CASE("salary scales: the list of steps says what the tables say [R08]", "[catalogue]") {
    const Catalogue steps = built_in_catalogue("salary_step").value();
    std::size_t count = 0;
    for (const SalaryScale& scale : salary_scales()) {
        for (std::int64_t step = 1; step <= scale.step_max(); ++step, ++count) {
            const Item* const item =
                steps.item(std::string(scale.name) + "-" + std::to_string(step), "2025-01-01");
            REQUIRE(item != nullptr);
            const std::int64_t hundredths = scale.coefficient_at(step).value();
            std::string right = std::to_string(hundredths % 100);
            right.insert(0, 2 - right.size(), '0');
            CHECK(item->note == std::to_string(hundredths / 100) + "." + right + "/" +
                                    std::to_string(scale.raise_cycle_months));
            CHECK(item->parent == scale.name);
        }
    }
    CHECK(steps.items.size() == count);
}

TEST_CASE("salary scales: every coefficient is the table's [R08]", "[catalogue]") {
    struct Table {
        std::string_view scale;
        std::vector<int> coefficients;
    };
    const std::vector<Table> tables{
        {"A3.1", {620, 656, 692, 728, 764, 800}},
        {"A3.2", {575, 611, 647, 683, 719, 755}},
        {"A2.1", {440, 474, 508, 542, 576, 610, 644, 678}},
        {"A2.2", {400, 434, 468, 502, 536, 570, 604, 638}},
        {"A1", {234, 267, 300, 333, 366, 399, 432, 465, 498}},
        {"A0", {210, 241, 272, 303, 334, 365, 396, 427, 458, 489}},
        {"B", {186, 206, 226, 246, 266, 286, 306, 326, 346, 366, 386, 406}},
        {"C1", {165, 183, 201, 219, 237, 255, 273, 291, 309, 327, 345, 363}},
        {"C2", {150, 168, 186, 204, 222, 240, 258, 276, 294, 312, 330, 348}},
        {"C3", {135, 153, 171, 189, 207, 225, 243, 261, 279, 297, 315, 333}},
        {"C1v", {165, 183, 201, 219, 237, 255, 273, 291, 309, 327, 345, 363}},
        {"C2v", {200, 218, 236, 254, 272, 290, 308, 326, 344, 362, 380, 398}},
        {"C3v", {150, 168, 186, 204, 222, 240, 258, 276, 294, 312, 330, 348}},
        {"LX", {205, 223, 241, 259, 277, 295, 313, 331, 349, 367, 385, 403}},
        {"KT", {165, 183, 201, 219, 237, 255, 273, 291, 309, 327, 345, 363}},
        {"BV", {150, 168, 186, 204, 222, 240, 258, 276, 294, 312, 330, 348}},
        {"PV", {100, 118, 136, 154, 172, 190, 208, 226, 244, 262, 280, 298}},
        {"CG", {880, 940, 1000}},
        {"CBX-BT", {235, 285}},
        {"CBX-PBT", {215, 265}},
        {"CBX-PCT", {195, 245}},
        {"CBX-DT", {175, 225}}};
    CHECK(salary_scales().size() == tables.size());
    for (const Table& table : tables) {
        CAPTURE(table.scale);
        const SalaryScale* const scale = find_scale(table.scale);
        REQUIRE(scale != nullptr);
        CHECK(std::equal(scale->coefficients.begin(), scale->coefficients.end(),
                         table.coefficients.begin(), table.coefficients.end()));
    }
}

}  // namespace

TEST_CASE("catalogue: a published item is called by its label, another by its code", "[catalogue]") {
    const Field& commune = *find_field("", "residence_current_commune");
    Catalogues lists;
    lists.load(read_catalogue(communes).value());
    const Lists now{&lists, "2026-11-22"};
    CHECK(shown(commune, Value(std::string("12970")), now) == "Xã Tiền Hải");
    CHECK(shown(commune, Value(std::string("12973")), now) == "Xã Đông Minh");
    CHECK(shown(commune, Value(std::string("88888")), now) == "88888");
    const Field& step = *find_field("", "salary_coefficient");
    CHECK(shown(step, Value(std::int64_t{234}), now) == "2,34");
}

}  // namespace soxa::tests::record_catalogue
