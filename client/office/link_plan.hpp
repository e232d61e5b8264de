// What an exchange would take before it is made, and whether this unit's link will do by the day
// that things are due, or a stick should set out in time (FEATURES §2, DOMAIN §6.3 P0, P7).
#pragma once

#include "client/office/link_use.hpp"

namespace soxa::office {

struct LinkPlan {
    std::uint64_t operations = 0;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;  ///< over the wire, the handshake included
    /// By the link as it was last measured; nothing before that.
    std::optional<std::chrono::seconds> takes;
    std::uint64_t conflicts_open = 0;  ///< that wait for a person
    Timestamp retry_at{};              ///< before it, nothing is tried by itself; 0: now
    /// How often in a row the link has failed.
    std::uint64_t failures = 0;
    std::uint64_t scans = 0;       ///< that go after the records
    std::uint64_t scan_bytes = 0;  ///< theirs, with their thumbnails
    bool scans_wait = false;       ///< the line is to be spared
    Allowance allowed;             ///< what caps leave
    std::uint64_t day_bytes_max = 0;  ///< the cap of a day; 0: none
};

/// Sends nothing. Of more than some thousand operations it weighs the first and reckons the rest.
[[nodiscard]] Result<LinkPlan> plan_link(Office& office);

/// True where the link, as it has been, may not carry all of it until then, less a day for the
/// road, or caps would not let it. A link that has failed is reckoned to be there half as long for each time.
[[nodiscard]] bool courier_advised(const LinkPlan& plan, std::chrono::seconds until_due);

}  // namespace soxa::office
