// The salary tables of decree 204/2004: steps, coefficients and how long a step lasts
// (DOMAIN §3.7). They decide [R08]; amounts of money are never stored.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace soxa::record {

struct SalaryScale {
    std::string_view name;  ///< "A1"; the parent of its ranks in the code list `rank`
    std::string_view label_vi;
    std::span<const std::int16_t> coefficients;  ///< hundredths, step 1 first
    int raise_cycle_months = 0;

    [[nodiscard]] std::int64_t step_max() const {
        return static_cast<std::int64_t>(coefficients.size());
    }
    /// Nothing if there is no such step.
    [[nodiscard]] std::optional<std::int64_t> coefficient_at(std::int64_t step) const;
};

[[nodiscard]] std::span<const SalaryScale> salary_scales();
[[nodiscard]] const SalaryScale* find_scale(std::string_view name);
/// Nothing if the rank is unknown, or its scale is.
[[nodiscard]] const SalaryScale* scale_of_rank(std::string_view rank_code);

}  // namespace soxa::record
