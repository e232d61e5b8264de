#include "sync/record/field.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "sync/record/field_line.hpp"

namespace soxa::record {

namespace {

using namespace line;

constexpr auto section_table = std::to_array<Section>({
#include "sync/record/field_section.inc"
});
constexpr auto group_lines = std::to_array<Rows>({
#include "sync/record/field_group.inc"
});
constexpr auto single_lines = std::to_array<Single>({
#include "sync/record/field_background.inc"
#include "sync/record/field_identity.inc"
#include "sync/record/field_personal.inc"
#include "sync/record/field_position.inc"
#include "sync/record/field_salary.inc"
});
constexpr auto column_lines = std::to_array<Column>({
#include "sync/record/field_career.inc"
#include "sync/record/field_conduct.inc"
#include "sync/record/field_family.inc"
#include "sync/record/field_papers.inc"
#include "sync/record/field_pay.inc"
#include "sync/record/field_training.inc"
});

/// A section's single fields start at this tag (field_identity.inc and the others say so too).
struct Block {
    Tag first;
    Tag section;
};
constexpr auto blocks = std::to_array<Block>({{1, 1},
                                              {30, 2},
                                              {70, 3},
                                              {100, 4},
                                              {120, 5},
                                              {140, 6},
                                              {160, 7},
                                              {180, 8},
                                              {210, 9},
                                              {260, 10},
                                              {280, 12},
                                              {300, 15},
                                              {320, 16}});

constexpr Tag section_of_single(Tag tag) {
    Tag section = 0;
    for (const Block& block : blocks) {
        if (block.first <= tag) section = block.section;
    }
    return section;
}

constexpr std::string_view section_id(Tag tag) {
    for (const Section& section : section_table) {
        if (section.tag == tag) return section.id;
    }
    return {};
}

constexpr Field field_from(const Single& from) {
    return {.tag = from.tag,
            .id = from.id,
            .group = {},
            .label_vi = from.label_vi,
            .label_en = from.label_en,
            .type = from.kind.type,
            .length_max = from.kind.length_max,
            .required = from.required,
            .writable = from.kind.writable,
            .section = section_id(section_of_single(from.tag)),
            .cell = from.cell == 0 ? from.tag : from.cell,
            .merge = from.merge,
            .sensitivity = from.sensitivity,
            .catalogue = from.kind.catalogue,
            .example = from.example};
}

constexpr Field field_from(const Column& from, const Rows& group) {
    return {.tag = from.tag,
            .id = from.id,
            .group = group.id,
            .label_vi = from.label_vi,
            .label_en = from.label_en,
            .type = from.kind.type,
            .length_max = from.kind.length_max,
            .required = from.required,
            .writable = from.kind.writable && !group.by_system,
            .section = section_id(group.section),
            .cell = from.cell == 0 ? from.tag : from.cell,
            .merge = group.merge,
            .sensitivity = std::max(from.sensitivity, group.sensitivity),
            .catalogue = from.kind.catalogue,
            .example = group.by_system ? std::string_view{} : from.example};
}

constexpr Tag group_of(Tag column) { return column - column % 100; }

/// The columns that rows of a group have beside their own (DOMAIN §2.4, "All rows").
constexpr std::size_t decision_columns = 3;
constexpr std::size_t common_columns = 4;

constexpr std::array<Column, decision_columns> decision_of(const Rows& group) {
    const Tag cell = group.tag + 81;
    return {{{group.tag + 90, "decision_no", "Số quyết định", "Decision number", text(50),
              "128/QĐ-UBND", cell},
             {group.tag + 91, "decision_date", "Ngày quyết định", "Decision date", date,
              group.decided, cell},
             {group.tag + 92, "decision_agency", "Cơ quan quyết định", "Decided by", text(250),
              "UBND tỉnh Thái Bình", cell}}};
}

constexpr std::array<Column, common_columns> common_of(const Rows& group) {
    return {{{group.tag + 95, "row_uid", "Mã dòng", "Row name", set_by_system(text(64)), ""},
             {group.tag + 96, "row_state", "Trạng thái dòng", "State of the row",
              set_by_system(code("row_state")), ""},
             {group.tag + 97, "source", "Nguồn", "Source", code("row_source"), "U"},
             {group.tag + 98, "evidence_ids", "Tài liệu chứng minh", "Evidence",
              set_by_system(texts(64)), ""}}};
}

constexpr std::size_t field_count =
    single_lines.size() + column_lines.size() + group_lines.size() * common_columns +
    decision_columns *
        static_cast<std::size_t>(std::count_if(group_lines.begin(), group_lines.end(),
                                               [](const Rows& g) { return !g.decided.empty(); }));

/// In the order of their tags, which is the template's.
constexpr std::array<Field, field_count> all_fields() {
    std::array<Field, field_count> all{};
    std::size_t at = 0;
    for (const Single& line : single_lines) all[at++] = field_from(line);
    for (const Rows& group : group_lines) {
        for (const Column& line : column_lines) {
            if (group_of(line.tag) == group.tag) all[at++] = field_from(line, group);
        }
        if (!group.decided.empty()) {
            for (const Column& line : decision_of(group)) all[at++] = field_from(line, group);
        }
        for (const Column& line : common_of(group)) all[at++] = field_from(line, group);
    }
    std::sort(all.begin(), all.end(), [](const Field& a, const Field& b) { return a.tag < b.tag; });
    return all;
}

constexpr std::array<Field, field_count> field_table = all_fields();
static_assert(field_table.front().tag != 0, "every column's group is in field_group.inc");

constexpr std::array<Group, group_lines.size()> all_groups() {
    std::array<Group, group_lines.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Rows& from = group_lines[i];
        all[i] = {from.tag,  from.id, from.label_vi, from.label_en, section_id(from.section),
                  from.merge};
    }
    return all;
}

constexpr std::array<Group, group_lines.size()> group_table = all_groups();

using FieldPointers = std::array<const Field*, field_count>;

/// The fields by cell, and by tag within a cell.
constexpr FieldPointers fields_by_cell() {
    FieldPointers all{};
    std::transform(field_table.begin(), field_table.end(), all.begin(),
                   [](const Field& field) { return &field; });
    std::sort(all.begin(), all.end(), [](const Field* a, const Field* b) {
        return std::tie(a->cell, a->tag) < std::tie(b->cell, b->tag);
    });
    return all;
}

constexpr FieldPointers by_cell = fields_by_cell();

constexpr FieldPointers fields_by_id() {
    FieldPointers all = by_cell;
    std::sort(all.begin(), all.end(), [](const Field* a, const Field* b) {
        return std::tie(a->group, a->id) < std::tie(b->group, b->id);
    });
    return all;
}

constexpr FieldPointers by_id = fields_by_id();

template <class Table, class Matches>
auto find_in(const Table& table, Matches matches) -> decltype(table.data()) {
    const auto found = std::find_if(table.begin(), table.end(), matches);
    return found == table.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Type type) {
    switch (type) {
        case Type::text:
            return "text";
        case Type::long_text:
            return "long_text";
        case Type::digits:
            return "digits";
        case Type::phone:
            return "phone";
        case Type::date:
            return "date";
        case Type::partial_date:
            return "partial_date";
        case Type::year_month:
            return "year_month";
        case Type::year:
            return "year";
        case Type::integer:
            return "integer";
        case Type::decimal1:
            return "decimal1";
        case Type::decimal2:
            return "decimal2";
        case Type::percent:
            return "percent";
        case Type::money:
            return "money";
        case Type::code:
            return "code";
        case Type::codes:
            return "codes";
        case Type::texts:
            return "texts";
        case Type::unit:
            return "unit";
        case Type::boolean:
            return "boolean";
        case Type::file:
            return "file";
    }
    return {};
}

std::string_view name_of(Required required) {
    switch (required) {
        case Required::no:
            return "no";
        case Required::conditional:
            return "conditional";
        case Required::active:
            return "active";
        case Required::always:
            return "always";
    }
    return {};
}

std::string_view name_of(MergeClass merge) {
    switch (merge) {
        case MergeClass::ordinary:
            return "ordinary";
        case MergeClass::legal:
            return "legal";
    }
    return {};
}

std::span<const Field> fields() { return field_table; }
std::span<const Section> sections() { return section_table; }
std::span<const Group> groups() { return group_table; }

const Field* find_field(std::string_view group, std::string_view id) {
    const auto at = std::lower_bound(by_id.begin(), by_id.end(), std::tie(group, id),
                                     [](const Field* field, const auto& sought) {
                                         return std::tie(field->group, field->id) < sought;
                                     });
    if (at == by_id.end() || (*at)->group != group || (*at)->id != id) return nullptr;
    return *at;
}

const Field* find_field(Tag tag) {
    const auto at =
        std::lower_bound(field_table.begin(), field_table.end(), tag,
                         [](const Field& field, Tag sought) { return field.tag < sought; });
    return at == field_table.end() || at->tag != tag ? nullptr : &*at;
}

const Group* find_group(std::string_view id) {
    return find_in(group_table, [&](const Group& group) { return group.id == id; });
}

const Group* find_group(Tag tag) {
    return find_in(group_table, [&](const Group& group) { return group.tag == tag; });
}

const Section* find_section(std::string_view id) {
    return find_in(section_table, [&](const Section& section) { return section.id == id; });
}

Tag section_of_cell(Tag cell) {
    std::string_view id;
    if (const Group* const group = find_group(cell)) {
        id = group->section;
    } else if (const auto sharing = fields_of_cell(cell); !sharing.empty()) {
        id = sharing.front()->section;
    }
    const Section* const section = find_section(id);
    return section == nullptr ? 0 : section->tag;
}

std::span<const Field* const> fields_of_cell(Tag cell) {
    struct ByCell {
        bool operator()(const Field* field, Tag sought) const { return field->cell < sought; }
        bool operator()(Tag sought, const Field* field) const { return sought < field->cell; }
    };
    const auto [first, last] = std::equal_range(by_cell.begin(), by_cell.end(), cell, ByCell{});
    return {first, last};
}

}  // namespace soxa::record
