#include "sync/record/derived.hpp"

#include <tuple>

#include "sync/record/code_list.hpp"

namespace soxa::record {

namespace {

/// "8" before "8CK", and both before "7".
std::tuple<char, bool> level_of(std::string_view degree) { return {degree[0], degree.size() == 1}; }

}  // namespace

std::string_view highest_qualification(const Document& document) {
    std::string_view highest;
    const CodeList& levels = *find_code_list("degree_level");
    for (const auto* const group : {"education", "overseas_study"}) {
        const auto rows = document.groups.find(find_group(group)->tag);
        const Field& degree = *find_field(group, "degree");
        if (rows == document.groups.end()) continue;
        for (const Row& row : rows->second) {
            const auto value = row.columns.find(degree.tag);
            const auto* const code = value == row.columns.end()
                                         ? nullptr
                                         : std::get_if<std::string>(&value->second);
            if (code == nullptr || find_code(levels, *code) == nullptr) continue;
            if (highest.empty() || level_of(*code) > level_of(highest)) highest = *code;
        }
    }
    return highest;
}

Document with_derived(Document document) {
    const std::string highest(highest_qualification(document));
    if (!highest.empty()) {
        document.fields.insert_or_assign(find_field("", "highest_qualification")->tag,
                                         Value(highest));
    }
    return document;
}

}  // namespace soxa::record
