// Time as a value. Nothing here can be asked for the present: who needs it is given it by the
// program's Clock, and no decision about order or conflict is made with it (ARCHITECTURE, 3).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soxa {

/// Seconds since 1970-01-01T00:00:00Z. May be wrong by years on a laptop with a dead battery.
using Timestamp = std::chrono::sys_seconds;

/// The present, from the operating system or, in a test, from the test.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

[[nodiscard]] inline std::uint64_t seconds_of(Timestamp time) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, time.time_since_epoch().count()));
}
[[nodiscard]] inline Timestamp timestamp_of(std::uint64_t seconds) {
    return Timestamp(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
}

/// "2026-11-22T03:04:05Z" (RFC 3339, UTC).
[[nodiscard]] std::string rfc3339(Timestamp time);
[[nodiscard]] std::optional<Timestamp> from_rfc3339(std::string_view text);
/// The calendar day in Việt Nam: UTC+7, no summer time (DOMAIN §3.4).
[[nodiscard]] std::chrono::year_month_day day_in_vietnam(Timestamp time);
/// "2026-11-22".
[[nodiscard]] std::string iso_date(const std::chrono::year_month_day& day);

}  // namespace soxa
