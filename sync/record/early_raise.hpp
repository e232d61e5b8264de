// How many raises may come early in a unit in a year: a rule over a unit's files, not over one
// (DOMAIN §3.7: R23).
#pragma once

#include <optional>

#include "sync/record/finding.hpp"

namespace soxa::record {

/// How many people of a unit had a raise before its time in a year, and how many it has. Raises
/// ahead of retirement have no share of their own and are not among them.
struct EarlyRaises {
    std::size_t count = 0;
    std::size_t headcount = 0;
};
/// One more file of the unit, which is in service.
void count_early_raise(const Document& file, int year, EarlyRaises& raises);
[[nodiscard]] std::size_t early_raises_max(std::size_t headcount, const PayTerms& terms);
/// A warning where there are more than the pack's share of the headcount.
[[nodiscard]] std::optional<Finding> check_early_raises(const EarlyRaises& raises,
                                                        const PayTerms& terms);

}  // namespace soxa::record
