// The field catalogue as data: what every table row must hold to.

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "sync/record/code_list.hpp"
#include "sync/record/field.hpp"
#include "sync/record/value.hpp"

namespace soxa::tests::record_field {

using namespace record;

namespace {

std::string name(const Field& field) {
    return std::string(field.group) + "." + std::string(field.id);
}

TEST_CASE("field catalogue: every tag is given once", "[record]") {
    std::set<Tag> tags;
    for (const Group& group : groups()) {
        INFO(group.id);
        CHECK(tags.insert(group.tag).second);
    }
    std::set<Tag> clusters;
    for (const Field& field : fields()) {
        INFO(name(field));
        CHECK(tags.insert(field.tag).second);
        if (field.cell != field.tag) clusters.insert(field.cell);
    }
    for (const Tag cluster : clusters) {
        INFO(cluster);
        CHECK(tags.insert(cluster).second);
    }
}

TEST_CASE("field catalogue: tags lie in their blocks", "[record]") {
    for (const Field& field : fields()) {
        INFO(name(field));
        if (field.group.empty()) {
            CHECK((field.tag >= 1 && field.tag <= 399));
            CHECK((field.cell == field.tag || (field.cell >= 400 && field.cell <= 599)));
        } else {
            const Group* const group = find_group(field.group);
            REQUIRE(group != nullptr);
            CHECK(field.tag - field.tag % 100 == group->tag);
            CHECK(field.cell - field.cell % 100 == group->tag);
        }
    }
}

TEST_CASE("field catalogue: ids are unique in their group and are found", "[record]") {
    std::set<std::string> ids;
    for (const Field& field : fields()) {
        INFO(name(field));
        CHECK(ids.insert(name(field)).second);
        CHECK(find_field(field.group, field.id) == &field);
        CHECK(find_field(field.tag) == &field);
    }
    CHECK(find_field("", "no_such_field") == nullptr);
    CHECK(find_field("education", "phone_mobile") == nullptr);
    CHECK(find_field(Tag{29}) == nullptr);
    CHECK(find_field(Tag{999999}) == nullptr);
}

TEST_CASE("field catalogue: no group and no single field share an id", "[record]") {
    for (const Group& group : groups()) {
        INFO(group.id);
        CHECK(find_group(group.id) == &group);
        CHECK(find_group(group.tag) == &group);
        CHECK(find_field("", group.id) == nullptr);
        CHECK_FALSE(group.label_vi.empty());
        CHECK_FALSE(group.label_en.empty());
        CHECK(find_section(group.section) != nullptr);
    }
}

TEST_CASE("field catalogue: fields are complete", "[record]") {
    for (const Field& field : fields()) {
        INFO(name(field));
        CHECK_FALSE(field.label_vi.empty());
        CHECK_FALSE(field.label_en.empty());
        CHECK(find_section(field.section) != nullptr);
        CHECK(field.sensitivity <= 4);
        const bool has_codes = field.type == Type::code || field.type == Type::codes;
        CHECK(has_codes == !field.catalogue.empty());
        if (has_codes) CHECK(find_code_list(field.catalogue) != nullptr);
        const bool has_length = field.type == Type::text || field.type == Type::long_text ||
                                field.type == Type::texts || field.type == Type::digits ||
                                field.type == Type::phone || field.type == Type::unit;
        CHECK(has_length == (field.length_max > 0));
        CHECK(field.writable == !field.example.empty());
    }
}

TEST_CASE("field catalogue: a cluster is of one section, class and group", "[record]") {
    for (const Field& field : fields()) {
        INFO(name(field));
        const auto sharing = fields_of_cell(field.cell);
        REQUIRE_FALSE(sharing.empty());
        for (const Field* const other : sharing) {
            CHECK(other->section == field.section);
            CHECK(other->merge == field.merge);
            CHECK(other->group == field.group);
            CHECK(other->cell == field.cell);
        }
        if (field.cell != field.tag) CHECK(sharing.size() >= 2);
        const Section* const section = find_section(field.section);
        REQUIRE(section != nullptr);
        CHECK(section_of_cell(field.cell) == section->tag);
    }
    CHECK(section_of_cell(999999) == 0);
    CHECK(fields_of_cell(999999).empty());
}

TEST_CASE("field catalogue: the salary of today is one cell [R08]", "[record]") {
    std::set<std::string> ids;
    for (const Field* const field : fields_of_cell(find_field("", "salary_step")->cell)) {
        ids.insert(std::string(field->id));
    }

    CHECK(ids == std::set<std::string>{"rank_code", "salary_step", "salary_coefficient",
                                       "salary_effective_date", "salary_pct"});
}

TEST_CASE("field catalogue: contact fields are cells by themselves", "[record]") {
    for (const auto id : {"phone_mobile", "email_official", "email_private", "main_work",
                          "strength", "marital_status"}) {
        INFO(id);
        const Field* const field = find_field("", id);
        REQUIRE(field != nullptr);
        CHECK(field->cell == field->tag);
        CHECK(field->merge == MergeClass::ordinary);
    }
}

TEST_CASE("field catalogue: what papers and decisions certify is legal", "[record]") {
    for (const auto id : {"personal_id", "full_name", "birth_date", "gender", "rank_code",
                          "salary_step", "current_position", "personnel_status"}) {
        INFO(id);
        REQUIRE(find_field("", id) != nullptr);
        CHECK(find_field("", id)->merge == MergeClass::legal);
    }
    for (const auto id : {"salary_history", "rank_history", "position_history", "status_event",
                          "contract", "reward", "discipline"}) {
        INFO(id);
        REQUIRE(find_group(std::string_view(id)) != nullptr);
        CHECK(find_group(std::string_view(id))->merge == MergeClass::legal);
    }
}

TEST_CASE("field catalogue: what the system sets nobody writes", "[record]") {
    for (const auto id : {"record_uid", "record_version", "schema_version", "catalog_version",
                          "access_level", "access_level_expires_on", "highest_qualification"}) {
        INFO(id);
        REQUIRE(find_field("", id) != nullptr);
        CHECK_FALSE(find_field("", id)->writable);
    }
    CHECK_FALSE(find_field("education", "is_highest")->writable);
    CHECK_FALSE(find_field("education", "row_uid")->writable);
    CHECK(find_field("", "personnel_status")->writable);
}

TEST_CASE("field catalogue: every example is a value and is spelt as it is shown", "[record]") {
    for (const Field& field : fields()) {
        if (!field.writable) continue;
        INFO(name(field) << " = " << field.example);
        const auto value = parse(field, field.example);
        REQUIRE(value.has_value());
        CHECK(text_of(field, *value) == field.example);
    }
}

TEST_CASE("field catalogue: sections have numbers and names of their own", "[record]") {
    std::set<Tag> tags;
    std::set<std::string_view> ids;
    for (const Section& section : sections()) {
        INFO(section.id);
        CHECK(tags.insert(section.tag).second);
        CHECK(ids.insert(section.id).second);
        CHECK((section.tag >= 1 && section.tag <= 99));
        CHECK_FALSE(section.label_vi.empty());
        CHECK_FALSE(section.label_en.empty());
    }
}

TEST_CASE("field catalogue: DOMAIN's groups are all there", "[record]") {
    for (const auto id : {"education",
                          "political_theory",
                          "mgmt_training",
                          "defence_training",
                          "it_skill",
                          "language_skill",
                          "work_history",
                          "position_history",
                          "planning",
                          "unit_move",
                          "contract",
                          "rank_history",
                          "salary_history",
                          "allowance_history",
                          "reward",
                          "discipline",
                          "assessment",
                          "assessment_month",
                          "family_self",
                          "family_spouse",
                          "overseas_trip",
                          "overseas_study",
                          "health_check",
                          "leave_period",
                          "elected_body",
                          "army",
                          "asset_declaration",
                          "consent",
                          "authorization",
                          "status_event"}) {
        INFO(id);
        CHECK(find_group(std::string_view(id)) != nullptr);
    }
}

TEST_CASE("code lists: names and codes are unique, labels are there", "[record]") {
    std::set<std::string_view> names;
    for (const CodeList& list : code_lists()) {
        INFO(list.name);
        CHECK(names.insert(list.name).second);
        CHECK(find_code_list(list.name) == &list);
        CHECK_FALSE(list.title_vi.empty());
        CHECK_FALSE(list.codes.empty());
        std::set<std::string_view> codes;
        for (const Code& code : list.codes) {
            INFO(code.code);
            CHECK(codes.insert(code.code).second);
            CHECK_FALSE(code.code.empty());
            CHECK_FALSE(code.label.empty());
            CHECK(std::all_of(code.code.begin(), code.code.end(),
                              [](char c) { return c > ' ' && c < 0x7F; }));
        }
    }
}

TEST_CASE("code lists: no two items in force have the same label", "[record]") {
    for (const CodeList& list : code_lists()) {
        std::map<std::string_view, std::string_view> labels;
        for (const Code& code : list.codes) {
            if (!code.valid_to.empty()) continue;
            INFO(list.name << ": " << code.code << " " << code.label);
            CHECK(labels.emplace(code.label, code.code).second);
        }
    }
}

TEST_CASE("code lists: the sizes that DOMAIN names", "[record]") {
    CHECK(find_code_list("province")->codes.size() == 34);
    CHECK(find_code_list("province_63")->codes.size() == 63);
    CHECK(find_code_list("ethnicity")->codes.size() == 56);
    CHECK(find_code_list("religion")->codes.size() == 15);
    CHECK(find_code_list("country")->codes.size() == 249);
    CHECK(find_code_list("attachment_kind")->codes.size() == 25);
    CHECK(find_code_list("personnel_status")->codes.size() == 20);
}

TEST_CASE("code lists: the two lists of ethnic groups agree in 17 codes only", "[record]") {
    int same = 0;
    std::set<std::string_view> other_codes;
    for (const Code& code : find_code_list("ethnicity")->codes) {
        if (code.note.empty()) continue;
        INFO(code.label);
        CHECK(other_codes.insert(code.note).second);
        if (code.note == code.code) ++same;
    }
    CHECK(other_codes.size() == 54);
    CHECK(same == 17);
}

TEST_CASE("code lists: a code that changed its owner is two items", "[record]") {
    const CodeList& now = *find_code_list("province");
    const CodeList& then = *find_code_list("province_63");

    CHECK(find_code(now, "91")->label == "Tỉnh An Giang");
    CHECK(find_code(then, "091")->label == "Tỉnh Kiên Giang");
    CHECK(find_code(then, "034")->parent == "33");  // Thái Bình is in Hưng Yên now
    for (const Code& old : then.codes) {
        INFO(old.label);
        CHECK(find_code(now, old.parent) != nullptr);
    }
}

TEST_CASE("code lists: a status of leaving names the case of article 9 [TB-9.1]", "[record]") {
    for (const Code& status : find_code_list("personnel_status")->codes) {
        INFO(status.label);
        if (status.parent.empty()) continue;
        CHECK(find_code(*find_code_list("transfer_case"), status.parent) != nullptr);
    }
    CHECK(find_code(*find_code_list("personnel_status"), "40")->parent == "5");
}

TEST_CASE("field catalogue: a consent names its document, its grantee and its term [TB-4.4]",
          "[record]") {
    for (const auto id :
         {"doc_no", "doc_date", "signer", "grantee", "scope", "purpose", "from", "to", "file"}) {
        INFO(id);
        CHECK(find_field("consent", id) != nullptr);
    }
}

TEST_CASE("code lists: parents exist", "[record]") {
    const auto check_parents = [](std::string_view children, std::string_view parents) {
        for (const Code& code : find_code_list(children)->codes) {
            INFO(children << ": " << code.code);
            CHECK(find_code(*find_code_list(parents), code.parent) != nullptr);
        }
    };
    check_parents("commune", "province");
    check_parents("reward", "reward_kind");
    check_parents("discipline_form", "discipline_side");
}

}  // namespace

}  // namespace soxa::tests::record_field
