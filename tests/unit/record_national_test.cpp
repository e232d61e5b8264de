// What the national database will refuse, told before a file is submitted [DM-2.5].

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/national.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::record_national {

using namespace record;

namespace {

using Told = std::vector<std::string>;

Told told(const Document& document, const NationalMap& map = default_national_map(),
          const Catalogues& catalogues = {}) {
    Told all;
    for (const Finding& one : national_refusals(document, map, catalogues, example_today)) {
        CHECK(one.severity == Severity::error);
        all.push_back(one.fault.rule + " " + one.fault.field + " " + one.fault.text);
    }
    return all;
}

NationalField& field(NationalMap& map, std::string_view name) {
    for (NationalField& one : map.fields) {
        if (one.field == name) return one;
    }
    FAIL("no field " << name);
    return map.fields.front();
}

TEST_CASE("national: a whole file is not refused", "[national]") {
    CHECK(told(example_document()) == Told{});
}

TEST_CASE("national: what may never leave is not in the map [DM-2.5]", "[national]") {
    const NationalMap& map = default_national_map();
    for (const NationalField& one : map.fields) {
        const std::size_t dot = one.field.find('.');
        const Field* const known = dot == std::string::npos ? find_field("", one.field)
                                                            : find_field(one.field.substr(0, dot),
                                                                         one.field.substr(dot + 1));
        CAPTURE(one.field);
        REQUIRE(known != nullptr);
        CHECK(known->sensitivity < 4);
        CHECK(one.group >= 1);
        CHECK(one.group <= 10);
    }
    for (const auto never :
         {"history_arrest", "planned_positions", "discipline.form", "foreign_relatives.full_name",
          "consent.grantee", "record_uid", "photo_4x6", "education.evidence_ids"}) {
        CAPTURE(never);
        CHECK(map.find(never) == nullptr);
    }
    CHECK(map.find("full_name")->required);
    CHECK(map.find("party_position")->catalogue);
    CHECK_FALSE(map.find("phone_home")->required);
}

TEST_CASE("national: required, and missing [DM-2.5] [C06D-13]", "[national]") {
    Document document = example_document();
    NationalMap map = default_national_map();
    field(map, "phone_home").required = true;
    field(map, "phone_home").code = "CB_017";
    clear(document, "phone_home");
    CHECK(told(document, map) == Told{"DM-2.5 phone_home national.missing"});
    clear(document, "full_name");  // the file's own rule says it, once
    CHECK(told(document, map) ==
          Told{"TB-6.3a full_name finding.missing", "DM-2.5 phone_home national.missing"});
}

TEST_CASE("national: a required column is asked of every row [DM-2.5] [C06D-13]", "[national]") {
    Document document = example_document();
    NationalMap map = default_national_map();
    field(map, "work_history.title").required = true;
    clear(row(document, "work_history"), "work_history", "title");
    CHECK(told(document, map) ==
          Told{"DM-2.5 " + place("work_history", "title") + " national.missing"});
}

TEST_CASE("national: the highest degree goes there, as the rows have it [R15] [DM-2.5]",
          "[national]") {
    CHECK(default_national_map().find("highest_qualification")->required);
    Document document = example_document();
    for (const auto group : {"education", "overseas_study"}) {
        document.groups.erase(find_group(group)->tag);
    }
    CHECK(told(document) == Told{"DM-2.5 highest_qualification national.missing"});
}

TEST_CASE("national: an error stops the push only where the field goes there [DM-2.5]",
          "[national]") {
    Document document = example_document();
    set(document, "personal_id", "34085001234");
    CHECK(told(document) == Told{"DM-3.1 personal_id finding.id_eleven_digits"});

    document = example_document();
    set(document, "planned_positions", "MẬT");
    CHECK(told(document) == Told{});
}

TEST_CASE("national: free text where a catalogue is mapped [DM-2.5]", "[national]") {
    NationalMap map = default_national_map();
    CHECK(told(example_document(), map) == Told{});
    field(map, "main_work").catalogue = true;
    CHECK(told(example_document(), map) == Told{"DM-2.5 main_work national.free_text"});
}

TEST_CASE("national: a code that it lacks, or that has ended [DM-2.5]", "[national]") {
    Catalogues lists;
    Catalogue religions = built_in_catalogue("religion").value();
    religions.version = "2026-11-20";
    for (Item& one : religions.items) {
        if (one.code == "02") one.national_code.clear();
        if (one.code == "03") {
            one.valid_to = "2026-06-30";
            one.replaced_by = {"01"};
        }
        if (one.code == "04") {
            one.valid_to = "2026-06-30";
            one.replaced_by = {"01", "05"};
        }
        if (one.code == "06") one.valid_to = "2026-06-30";
    }
    lists.load(religions);
    const auto with = [&](std::string_view code) {
        Document document = example_document();
        set(document, "religion", code);
        return told(document, default_national_map(), lists);
    };
    CHECK(with("01") == Told{});
    CHECK(with("02") == Told{"DM-2.5 religion national.no_code"});
    CHECK(with("03") == Told{"DM-2.5 religion national.replaced"});
    CHECK(with("04") == Told{"DM-2.5 religion national.choose"});
    CHECK(with("06") == Told{"DM-2.5 religion national.ended"});
}

TEST_CASE("national: the map is a file that a province fills in [DM-2.5]", "[national]") {
    NationalMap map = default_national_map();
    map.version = "2026-11-20";
    field(map, "full_name").code = "CB_001";
    CHECK(read_national_map(write_national_map(map)).value() == map);

    const auto refused = [](std::string_view text) {
        const auto read = read_national_map(text);
        return read ? std::string{} : read.error().at(0).field + " " + read.error().at(0).text;
    };
    const std::string head = "version = 2026-11-20\n";
    CHECK(refused(head + "full_name | 1 | CB_001 | required | free\n").empty());
    CHECK(refused("full_name | 1 | X | required | free\n") == "0 national.version");
    CHECK(refused("version = hôm nay\n") == "1 national.version");
    CHECK(refused(head + "fullname | 1 | X | required | free\n") == "2 national.unknown_field");
    CHECK(refused(head + "full_name | 11 | X | required | free\n") == "2 national.group");
    CHECK(refused(head + "full_name | 1 | X | yes | free\n") == "2 national.choice");
    CHECK(refused(head + "full_name | 1 | X | required | text\n") == "2 national.choice");
    CHECK(refused(head + "full_name | 1 | X | required\n") == "2 catalogue.column_count");
    CHECK(refused(head + "full_name | 1 | X | required | free\n"
                         "full_name | 1 | X | required | free\n") == "3 catalogue.twice");
}

}  // namespace

}  // namespace soxa::tests::record_national
