// A whole and right personnel file: all examples of the catalogue together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/record/document.hpp"
#include "sync/record/finding.hpp"

namespace soxa::tests {

using namespace record;

/// Local day that the tests live on.
inline constexpr std::string_view example_today = "2026-11-22";

[[nodiscard]] inline RowId example_row(std::uint8_t number) {
    RowId row;
    row.added.bytes.fill(number);
    return row;
}

/// Each writable field with its example, and one row in each group.
[[nodiscard]] inline Document examples_alone() {
    Document document;
    for (const Field& field : fields()) {
        if (!field.writable) continue;
        const Value value = parse(field, field.example).value();
        if (field.group.empty()) {
            document.fields.emplace(field.tag, value);
            continue;
        }
        auto& rows = document.groups[find_group(field.group)->tag];
        if (rows.empty()) rows.push_back({example_row(1), {}});
        rows.front().columns.emplace(field.tag, value);
    }
    return document;
}

[[nodiscard]] Document example_document();

inline void set(Document& document, std::string_view id, std::string_view typed) {
    const Field& field = *find_field("", id);
    document.fields.insert_or_assign(field.tag, parse(field, typed).value());
}

inline void clear(Document& document, std::string_view id) {
    document.fields.erase(find_field("", id)->tag);
}

[[nodiscard]] inline Row& row(Document& document, std::string_view group, std::size_t index = 0) {
    return document.groups.at(find_group(group)->tag).at(index);
}

inline void set(Row& row, std::string_view group, std::string_view id, std::string_view typed) {
    const Field& field = *find_field(group, id);
    row.columns.insert_or_assign(field.tag, parse(field, typed).value());
}

inline void clear(Row& row, std::string_view group, std::string_view id) {
    row.columns.erase(find_field(group, id)->tag);
}

/// Another row, a copy of the first.
inline Row& add_row(Document& document, std::string_view group) {
    auto& rows = document.groups.at(find_group(group)->tag);
    Row copy = rows.front();
    copy.id = example_row(static_cast<std::uint8_t>(rows.size() + 1));
    rows.push_back(std::move(copy));
    return rows.back();
}

/// The examples, and the rows that make them a whole life: the mother and the wife, and the work
/// of before and since.
[[nodiscard]] inline Document example_document() {
    Document document = examples_alone();
    set(add_row(document, "work_history"), "work_history", "from_ym", "03/2015");
    clear(row(document, "work_history", 1), "work_history", "to_ym");
    set(add_row(document, "family_self"), "family_self", "relation", "BR02");
    set(add_row(document, "family_self"), "family_self", "relation", "BR03");
    set(row(document, "family_self", 2), "family_self", "birth_year", "1987");
    return document;
}

/// "error R08 salary_coefficient finding.coefficient" for each, infos left out.
[[nodiscard]] inline std::vector<std::string> findings_of(const Document& document) {
    std::vector<std::string> told;
    for (const Finding& finding : check(document, example_today)) {
        if (finding.severity == Severity::info) continue;
        const std::string severity = finding.severity == Severity::error ? "error " : "warning ";
        told.push_back(severity + finding.fault.rule + " " + finding.fault.field + " " +
                       finding.fault.text);
    }
    return told;
}

/// How a Fault names a column of row(…, index).
[[nodiscard]] inline std::string place(std::string_view group, std::string_view id,
                                       std::size_t index = 0) {
    return std::string(group) + "/" + name_of(example_row(static_cast<std::uint8_t>(index + 1))) +
           "." + std::string(id);
}

}  // namespace soxa::tests
