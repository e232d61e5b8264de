// The month of this unit, as this laptop knows it: what has to be done by when and by whom, what
// is late, what the head must sign (TB-6.2 to 6.5, TB-13.3). Gathers the facts; sync/record/month
// judges them.
#pragma once

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "sync/record/month.hpp"

namespace soxa::office {

/// The packs that this laptop judges by: what the province has published, and for the days before
/// it the founding regime.
[[nodiscard]] record::PolicyHistory packs(const Office& office);

/// Everybody who may read the list sees all of it; a person only what concerns his own file.
/// Errc::not_allowed as for the list of files.
[[nodiscard]] Result<record::MonthReport> month(Office& office, const record::Month& month,
                                                const record::PolicyHistory& packs);
/// The earliest unit's day that the last signatures over these files have missed, as far as this
/// laptop can know before the province's receipt; nothing where all are in time.
[[nodiscard]] Result<std::optional<record::Day>> missed_by(Office& office,
                                                           const std::vector<std::string>& uids);
/// The month of today.
[[nodiscard]] record::Month this_month(const Office& office);

[[nodiscard]] Json json_of(const record::Windows& windows, record::Day today);
[[nodiscard]] Json json_of(const record::MonthReport& report, record::Day today);
[[nodiscard]] record::Day today_of(const Office& office);

}  // namespace soxa::office
