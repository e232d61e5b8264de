#include "sync/record/early_raise.hpp"

#include <algorithm>

namespace soxa::record {

namespace {

constexpr std::string_view for_merit = "TRUOC_HAN_TT";

bool raised_early(const Document& file, const std::string& year) {
    const auto rows = file.groups.find(find_group("salary_history")->tag);
    if (rows == file.groups.end()) return false;
    return std::ranges::any_of(rows->second, [&](const Row& row) {
        const auto says = [&](std::string_view id, std::string_view begin) {
            const auto value = row.columns.find(find_field("salary_history", id)->tag);
            return value != row.columns.end() &&
                   std::get<std::string>(value->second).starts_with(begin);
        };
        return says("raise_kind", for_merit) && says("from_ym", year);
    });
}

}  // namespace

void count_early_raise(const Document& file, int year, EarlyRaises& raises) {
    ++raises.headcount;
    if (raised_early(file, std::to_string(year) + "-")) ++raises.count;
}

std::size_t early_raises_max(std::size_t headcount, const PayTerms& terms) {
    return headcount * static_cast<std::size_t>(terms.early_share_max_percent) / 100;
}

std::optional<Finding> check_early_raises(const EarlyRaises& raises, const PayTerms& terms) {
    const std::size_t most = early_raises_max(raises.headcount, terms);
    if (raises.count <= most) return std::nullopt;
    return Finding{Severity::warning,
                   {"salary_history",
                    "R23",
                    "finding.early_raises",
                    {std::to_string(raises.count), std::to_string(most),
                     std::to_string(terms.early_share_max_percent)}}};
}

}  // namespace soxa::record
