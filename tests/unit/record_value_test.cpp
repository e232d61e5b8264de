// Values: what is understood, what is refused and how it is said, and what it looks like again.

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/record/value.hpp"

namespace soxa::tests::record_value {

using namespace record;

namespace {

const Field& field(std::string_view id, std::string_view group = "") {
    const Field* const found = find_field(group, id);
    REQUIRE(found != nullptr);
    return *found;
}

/// The stored form, or the word key of the refusal.
std::string read(const Field& of, std::string_view typed) {
    const auto value = parse(of, typed);
    return value ? text_of(of, *value) : value.error().text;
}

struct Case {
    std::string_view typed;
    std::string_view read;
};

TEST_CASE("dates: are understood as people write them [DM-3.4]", "[record]") {
    const auto one = GENERATE(Case{"24/11/2026", "2026-11-24"}, Case{"2026-11-24", "2026-11-24"},
                              Case{"1/1/1985", "1985-01-01"}, Case{"01-01-1985", "1985-01-01"},
                              Case{"01.01.1985", "1985-01-01"}, Case{"01011985", "1985-01-01"},
                              Case{"  1 / 1 / 1985 ", "1985-01-01"}, Case{"1 1 1985", "1985-01-01"},
                              Case{"２４/１１/２０２６", "2026-11-24"},
                              Case{"29/02/2024", "2024-02-29"}, Case{"2000.2.29", "2000-02-29"});
    CAPTURE(one.typed);
    CHECK(read(field("party_join_date"), one.typed) == one.read);
}

TEST_CASE("dates: what is not in the calendar is refused with a remedy [DM-3.4]", "[record]") {
    const auto one = GENERATE(
        Case{"31/02/2024", "value.no_such_day"}, Case{"29/02/2023", "value.no_such_day"},
        Case{"29/02/1900", "value.no_such_day"}, Case{"31/04/2024", "value.no_such_day"},
        Case{"2024-02-30", "value.no_such_day"}, Case{"01/13/2024", "value.no_such_month"},
        Case{"15/03/85", "value.two_digit_year"}, Case{"85-03-15", "value.two_digit_year"},
        Case{"15/3/985", "value.date"}, Case{"hôm nay", "value.date"}, Case{"1985", "value.date"},
        Case{"03/1985", "value.date"}, Case{"15//03/1985", "value.date"},
        Case{"0/3/1985", "value.date"}, Case{"15/03/1985/1", "value.date"},
        Case{"15/03/0000", "value.date"}, Case{"15-03-1985-", "value.date"},
        Case{"-", "value.date"}, Case{"32/01/2024", "value.no_such_day"}, Case{"", "value.empty"},
        Case{"   ", "value.empty"});
    CAPTURE(one.typed);
    CHECK(read(field("party_join_date"), one.typed) == one.read);
}

TEST_CASE("dates: a partial date keeps what is known [DM-3.4]", "[record]") {
    const auto one =
        GENERATE(Case{"1958", "1958"}, Case{"05/1958", "1958-05"}, Case{"5-1958", "1958-05"},
                 Case{"1958-05", "1958-05"}, Case{"…/…/1958", "1958"}, Case{"…/05/1958", "1958-05"},
                 Case{".../.../1958", "1958"}, Case{"00/00/1958", "1958"},
                 Case{"00/05/1958", "1958-05"}, Case{"__/05/1958", "1958-05"},
                 Case{"15/05/1958", "1958-05-15"}, Case{"30/02/1958", "value.no_such_day"},
                 Case{"15/…/1958", "value.partial_date"}, Case{"05/58", "value.two_digit_year"},
                 Case{"…", "value.partial_date"}, Case{"khoảng 1958", "value.partial_date"});
    CAPTURE(one.typed);
    CHECK(read(field("birth_date"), one.typed) == one.read);
}

TEST_CASE("dates: month and year, and year, are types of their own", "[record]") {
    const Field& month = field("from_ym", "education");
    CHECK(read(month, "9/2010") == "2010-09");
    CHECK(read(month, "2010-09") == "2010-09");
    CHECK(read(month, "01/09/2010") == "value.year_month");
    CHECK(read(month, "2010") == "value.year_month");
    CHECK(read(month, "nay") == "value.year_month");

    const Field& year = field("year", "reward");
    CHECK(read(year, "2022") == "2022");
    CHECK(read(year, "22") == "value.year");
    CHECK(read(year, "5/2022") == "value.year");
}

TEST_CASE("dates: are shown as the template prints them [DM-3.4]", "[record]") {
    const Field& birth = field("birth_date");
    CHECK(shown(birth, Value("1985-03-15")) == "15/03/1985");
    CHECK(shown(birth, Value("1958-05")) == "…/05/1958");
    CHECK(shown(birth, Value("1958")) == "…/…/1958");
    CHECK(shown(field("from_ym", "education"), Value("2010-09")) == "09/2010");
}

TEST_CASE("numbers: decimal comma and dot, dots between thousands [DM-3.4]", "[record]") {
    const auto one =
        GENERATE(Case{"2,34", "2.34"}, Case{"2.34", "2.34"}, Case{"2,3", "2.30"}, Case{"2", "2.00"},
                 Case{"0,25", "0.25"}, Case{"1.234,56", "1234.56"}, Case{"02,34", "2.34"},
                 Case{"2,345", "value.too_many_decimals"}, Case{"2.345", "value.too_many_decimals"},
                 Case{"2,34a", "value.decimal"}, Case{"-2,34", "value.decimal"},
                 Case{"2,", "value.decimal"}, Case{",5", "value.decimal"},
                 Case{"2,3,4", "value.decimal"}, Case{"1.23.4", "value.decimal"},
                 Case{"1e3", "value.decimal"}, Case{"12345678901234", "value.too_large"});
    CAPTURE(one.typed);
    CHECK(read(field("salary_coefficient"), one.typed) == one.read);
}

TEST_CASE("numbers: amounts of money [DM-3.4]", "[record]") {
    const auto one = GENERATE(
        Case{"2.530.000", "2530000"}, Case{"2530000", "2530000"}, Case{"2 530 000", "2530000"},
        Case{"2.530.000 đồng", "2530000"}, Case{"2.530.000đ", "2530000"}, Case{"0", "0"},
        Case{"007", "7"}, Case{"2.530.00", "value.integer"}, Case{"25.30.000", "value.integer"},
        Case{"2,530,000", "value.integer"}, Case{"2530,5", "value.too_many_decimals"},
        Case{"2tr", "value.integer"}, Case{"2.530 000", "value.integer"},
        Case{"999999999999999", "999999999999999"}, Case{"1000000000000000", "value.too_large"});
    CAPTURE(one.typed);
    CHECK(read(field("contract_wage"), one.typed) == one.read);
}

TEST_CASE("numbers: the advice is the field's own example", "[record]") {
    CHECK(parse(field("salary_step"), "hai").error().args.front() != "2.530.000");
    CHECK(parse(field("salary_step"), "hai").error().args.front().size() <= 2);
    CHECK(parse(field("salary_coefficient"), "x").error().args.front().find(',') !=
          std::string::npos);
}

TEST_CASE("numbers: percentages have a decimal only if they need it", "[record]") {
    const Field& percent = field("salary_pct");
    CHECK(parse(percent, "85") == Value(std::int64_t{850}));
    CHECK(read(percent, "85%") == "85");
    CHECK(read(percent, "7,5 %") == "7.5");
    CHECK(read(percent, "100") == "100");
    CHECK(shown(percent, Value(std::int64_t{75})) == "7,5");
}

TEST_CASE("numbers: are shown with comma and dots", "[record]") {
    CHECK(shown(field("salary_coefficient"), Value(std::int64_t{234})) == "2,34");
    CHECK(shown(field("contract_wage"), Value(std::int64_t{2530000})) == "2.530.000");
    CHECK(shown(field("contract_wage"), Value(std::int64_t{253})) == "253");
    CHECK(shown(field("area_m2", "land_owned"), Value(std::int64_t{123456})) == "12.345,6");
    CHECK(shown(field("year", "reward"), Value(std::int64_t{2022})) == "2022");
    CHECK(text_of(field("salary_coefficient"), Value(std::int64_t{5})) == "0.05");
}

TEST_CASE("digits: separators go, letters are refused [DM-3.1]", "[record]") {
    const auto one = GENERATE(
        Case{"034085001234", "034085001234"}, Case{"034 085 001 234", "034085001234"},
        Case{"034.085.001.234", "034085001234"},
        Case{"034\u00A0085\u00A0001\u00A0234", "034085001234"},
        Case{"０３４０８５００１２３４", "034085001234"}, Case{"34085001234", "34085001234"},
        Case{"O34085001234", "value.digits"}, Case{"03408500123l", "value.digits"},
        Case{"034/085", "value.digits"}, Case{"+84", "value.digits"}, Case{"-", "value.digits"});
    CAPTURE(one.typed);
    CHECK(read(field("personal_id"), one.typed) == one.read);
}

TEST_CASE("phones: the country's code becomes 0 [DM-3.5]", "[record]") {
    const auto one =
        GENERATE(Case{"0912345678", "0912345678"}, Case{"0912 345 678", "0912345678"},
                 Case{"0912.345.678", "0912345678"}, Case{"+84 912 345 678", "0912345678"},
                 Case{"84912345678", "0912345678"}, Case{"(0227) 383-1234", "02273831234"},
                 Case{"091234567x", "value.phone"}, Case{"++84912345678", "value.phone"});
    CAPTURE(one.typed);
    CHECK(read(field("phone_mobile"), one.typed) == one.read);
}

TEST_CASE("text: is composed, trimmed and counted in characters", "[record]") {
    const Field& name = field("full_name");
    CHECK(read(name, "  Nguye\u0302\u0303n   Văn\u00A0Hoà ") == "Nguyễn Văn Hoà");
    std::string long_name;
    for (int i = 0; i < 100; ++i) long_name += "ễ";
    CHECK(read(name, long_name) == long_name);
    CHECK(read(name, long_name + "a") == "value.too_long");
    CHECK(parse(name, long_name + "a").error().args == std::vector<std::string>{"100", "101"});
}

TEST_CASE("text: control and direction characters are no value", "[record]") {
    const auto bad =
        GENERATE(as<std::string>{}, std::string("A\0B", 3),
                 "A\x01"
                 "B",
                 "A\tB", "A\nB", "A\u202EB", "A\u2066B", "A\u200FB", "A\u0085B", "A\uFEFFB");
    CHECK(read(field("full_name"), bad) == "value.control_characters");
    CHECK(read(field("full_name"), "A\xFF") == "value.not_utf8");
    CHECK(read(field("full_name"), "\xC0\xAF") == "value.not_utf8");
}

TEST_CASE("text: several lines where the field has them", "[record]") {
    CHECK(read(field("unit_remark"), "Tốt\r\nKhá\n") == "Tốt\nKhá");
    CHECK(read(field("unit_remark"), "a\u202E") == "value.control_characters");
}

TEST_CASE("codes: the code, or a label that says the same", "[record]") {
    const auto is = [](std::string_view id, std::string_view typed) {
        return read(field(id), typed);
    };
    CHECK(is("rank_code", "01.003") == "01.003");
    CHECK(is("rank_code", "Chuyên viên") == "01.003");
    CHECK(is("rank_code", "v.07.03.28") == "V.07.03.28");
    CHECK(is("rank_code", "CHUYEN VIEN CHINH") == "01.002");
    CHECK(is("personnel_kind", "HĐ111") == "HD111");
    CHECK(is("personnel_kind", "công chức") == "CC");
    CHECK(is("ethnicity", "Kinh") == "01");
    CHECK(is("ethnicity", "HMông") == "08");
    CHECK(is("ethnicity", "ê đê") == "12");
    CHECK(is("gender", "Nữ") == "2");
    CHECK(is("nationality", "Việt Nam") == "VN");
    CHECK(is("nationality", "Mỹ") == "US");
    CHECK(is("nationality", "vn") == "VN");
    CHECK(is("nationality", "my") == "value.code_near");  // Mỹ, or MY for Ma-lai-xi-a?
    CHECK(is("residence_current_province", "Hưng Yên") == "33");
    CHECK(is("residence_current_province", "tỉnh Hưng Yên") == "33");
    CHECK(is("residence_current_province", "TP Hà Nội") == "01");
    CHECK(is("residence_current_province", "TP. Hải Phòng") == "31");
    CHECK(is("birth_place_province", "Thái Bình") == "034");
    CHECK(is("birth_place_province", "Hưng Yên") == "33");  // both lists have it: the one of today
    CHECK(is("residence_current_commune", "Tiền Hải") == "12970");
}

TEST_CASE("codes: an unknown one is refused with the nearest", "[record]") {
    const auto near = [](std::string_view id, std::string_view typed) {
        const auto value = parse(field(id), typed);
        REQUIRE_FALSE(value.has_value());
        CHECK(value.error().field == id);
        CHECK(value.error().rule == "code");
        return value.error().args.size() > 2 ? value.error().args[2] : value.error().text;
    };
    CHECK(near("rank_code", "01.03") == "01.003");
    CHECK(near("rank_code", "Chuyên viênn") == "01.003");
    CHECK(near("ethnicity", "Kinhh") == "01");
    CHECK(near("religion", "Phật") == "01");
    CHECK(near("residence_current_province", "34") != "33");
    CHECK(near("birth_place_province", "34") == "034");
    CHECK(near("gender", "###########") == "value.code_unknown");
}

TEST_CASE("codes: two items with one label are not guessed between", "[record]") {
    // "Khiển trách" is of the administrative side; the Party's says so in brackets.
    CHECK(read(field("form", "discipline"), "Khiển trách") == "KHIEN_TRACH");
    CHECK(read(field("form", "discipline"), "Khiển trách (Đảng)") == "DANG_KHIEN_TRACH");
    CHECK(read(field("language", "language_skill"), "cũ") == "value.code_near");
}

TEST_CASE("codes: of communes, one that the province has not published yet is a value",
          "[record]") {
    CHECK(read(field("residence_current_commune"), "09999") == "09999");
    CHECK(read(field("residence_current_commune"), "9999") != "9999");
    CHECK(shown(field("residence_current_commune"), Value("09999")) == "09999");
}

TEST_CASE("lists: items are kept in order and once", "[record]") {
    const Field& entitled = field("policy_beneficiary");
    CHECK(parse(entitled, "DTTS; CON_LS;DTTS") ==
          Value(std::vector<std::string>{"DTTS", "CON_LS"}));
    CHECK(parse(entitled, std::vector<std::string>{"Con liệt sĩ", "DTTS"}) ==
          Value(std::vector<std::string>{"CON_LS", "DTTS"}));
    CHECK(read(entitled, "DTTS; NOPE_AT_ALL") != "DTTS");
    CHECK(read(entitled, " ; ") == "value.empty");
    CHECK(shown(entitled, Value(std::vector<std::string>{"CON_LS", "DTTS"})) ==
          "Con liệt sĩ; Người dân tộc thiểu số");
    CHECK(parse(field("legacy_id_numbers"), std::vector<std::string>(65, "1")).has_value());
    std::string many;
    for (int i = 0; i < 65; ++i) many += std::to_string(i) + ";";
    CHECK(read(field("legacy_id_numbers"), many) == "value.too_many");
    CHECK_FALSE(parse(entitled, std::vector<std::string>{}).has_value());
}

TEST_CASE("lists: a single field takes one value", "[record]") {
    CHECK(parse(field("full_name"), std::vector<std::string>{"Lê An"}) == Value("Lê An"));
    CHECK(parse(field("full_name"), std::vector<std::string>{"A", "B"}).error().text ==
          "value.single");
}

TEST_CASE("units, files and booleans have their forms", "[record]") {
    CHECK(read(field("using_unit_id"), "H31.55") == "H31.55");
    CHECK(read(field("using_unit_id"), "Xã Tiền Hải") == "value.unit");
    CHECK(read(field("using_unit_id"), std::string(36, 'A')) == "value.unit");
    CHECK(read(field("photo_4x6"), std::string(64, 'A')) == std::string(64, 'a'));
    CHECK(read(field("photo_4x6"), std::string(63, 'a')) == "value.file");
    CHECK(read(field("photo_4x6"), std::string(64, 'g')) == "value.file");
    const Field& alive = field("alive", "family_self");
    CHECK(read(alive, "Có") == "true");
    CHECK(read(alive, "không") == "false");
    CHECK(read(alive, "1") == "true");
    CHECK(read(alive, "có lẽ") == "value.boolean");
    CHECK(shown(alive, Value(std::int64_t{0})) == "Không");
}

TEST_CASE("refusals: name the field and the type", "[record]") {
    const auto column = parse(field("from_ym", "education"), "x");
    REQUIRE_FALSE(column.has_value());
    CHECK(column.error() == Fault{"education.from_ym", "year_month", "value.year_month", {}});

    for (const Field& one : fields()) {
        const auto refusal = parse(one, "\x01");
        INFO(one.group << "." << one.id);
        REQUIRE_FALSE(refusal.has_value());
        CHECK(refusal.error().field.ends_with(one.id));
        CHECK(refusal.error().rule == name_of(one.type));
        CHECK(refusal.error().text.starts_with("value."));
    }
}

TEST_CASE("values: what is shown is understood again", "[record]") {
    for (const Field& one : fields()) {
        if (!one.writable) continue;
        INFO(one.group << "." << one.id);
        const auto value = parse(one, one.example);
        REQUIRE(value.has_value());
        const auto again = parse(one, shown(one, *value));
        REQUIRE(again.has_value());
        CHECK(*again == *value);
    }
}

}  // namespace

}  // namespace soxa::tests::record_value
