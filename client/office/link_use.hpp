// What this laptop may use of its line and what it has used: on a sparing line scans wait, and a cap
// of the day or the month ends exchanges until the next one (issue: metered and capped modes).
//
// Kept in a file beside the preferences, for all accounts of the laptop; it says nothing about
// anybody. Lost, it begins at 0. Days are Việt Nam's by the laptop's clock.
#pragma once

#include "client/office/office.hpp"
#include "client/office/preferences.hpp"

namespace soxa::office {

/// Both directions, headers and bodies, and what a handshake is reckoned at.
struct LinkUse {
    std::uint64_t day_bytes = 0;
    std::uint64_t month_bytes = 0;
};
/// Of today and of this month.
[[nodiscard]] LinkUse link_use(const Surroundings& around);
/// After an exchange of so many bytes, well ended or not.
[[nodiscard]] Result<void> count_link_use(const Surroundings& around, std::uint64_t bytes);

/// What the caps leave, in bytes; nothing where there is no cap.
struct Allowance {
    std::optional<std::uint64_t> today;
    std::optional<std::uint64_t> this_month;

    /// The lesser of both.
    [[nodiscard]] std::optional<std::uint64_t> now() const;
};
[[nodiscard]] Allowance allowance(const Preferences& wanted, const LinkUse& used);
[[nodiscard]] Allowance allowance(const Surroundings& around);

/// Of one link: counts, and ends it where a cap is reached.
class LinkMeter {
public:
    /// Errc::no_connection ("exchange.capped") where nothing may go today.
    [[nodiscard]] static Result<LinkMeter> begin(const Surroundings& around);
    /// False from the byte on that is too much.
    [[nodiscard]] bool allows(std::uint64_t bytes);
    [[nodiscard]] bool capped() const { return capped_; }

private:
    std::optional<std::uint64_t> left_;
    bool capped_ = false;
};

}  // namespace soxa::office
