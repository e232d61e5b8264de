#include "sync/record/approver.hpp"

#include <algorithm>

#include "sync/record/date_text.hpp"

namespace soxa::record {

std::optional<Finding> check_approver(const Approver& approver,
                                      std::span<const std::string> authorities,
                                      std::string_view day) {
    const auto refuse = [](std::string text, std::vector<std::string> args) {
        return Finding{Severity::error, {"using_unit_id", "R34", std::move(text), std::move(args)}};
    };
    if (approver.role == Signer::other) return refuse("finding.signer_role", {});
    if (std::find(authorities.begin(), authorities.end(), approver.unit) == authorities.end()) {
        return refuse("finding.signer_unit",
                      {authorities.empty() ? std::string{} : authorities.front()});
    }
    const bool in_term = approver.from <= day && day <= approver.to;
    if (approver.role == Signer::delegate && !in_term) {
        return refuse("finding.signer_term",
                      {shown(known_date(approver.from)), shown(known_date(approver.to))});
    }
    return std::nullopt;
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
                    {std::to_string(raises.count), std::to_string(most)}}};
}

}  // namespace soxa::record
