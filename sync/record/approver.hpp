// Who may sign an approval, and how many raises may come early in a unit: rules over people and
// units, not over one file (DOMAIN §3.7, 3.8: R23, R34). The server asks them again.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/record/finding.hpp"

namespace soxa::record {

enum class Signer { head, delegate, other };

struct Approver {
    Signer role = Signer::other;
    std::string unit;  ///< whose head or delegate he is
    /// Of the written authorisation; for a delegate. First and last day, YYYY-MM-DD.
    std::string from;
    std::string to;
};

/// `authorities` are the record's using unit and the units above it that may approve for it.
[[nodiscard]] std::optional<Finding> check_approver(const Approver& approver,
                                                    std::span<const std::string> authorities,
                                                    std::string_view day);

/// How many of a year's raises come early, and how many people a unit has [R23].
struct EarlyRaises {
    std::size_t count = 0;
    std::size_t headcount = 0;
};
[[nodiscard]] std::size_t early_raises_max(std::size_t headcount, const PayTerms& terms);
[[nodiscard]] std::optional<Finding> check_early_raises(const EarlyRaises& raises,
                                                        const PayTerms& terms);

}  // namespace soxa::record
