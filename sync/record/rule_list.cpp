#include "sync/record/rule_list.hpp"

#include <algorithm>
#include <array>

namespace soxa::record {

namespace {

constexpr auto lines = std::to_array<RuleLine>({
#include "sync/record/rule_list.inc"
});

}  // namespace

std::span<const RuleLine> rule_list() { return lines; }

const RuleLine* find_rule(std::string_view id) {
    const auto at =
        std::find_if(lines.begin(), lines.end(), [&](const RuleLine& one) { return one.id == id; });
    return at == lines.end() ? nullptr : &*at;
}

bool in_force(std::string_view rule, std::string_view day) {
    const RuleLine* const line = find_rule(rule);
    if (line == nullptr) return true;
    return line->valid_from <= day && (line->valid_to.empty() || day <= line->valid_to);
}

std::string_view letter_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "E";
        case Severity::warning:
            return "W";
        case Severity::info:
            return "I";
    }
    return {};
}

}  // namespace soxa::record
