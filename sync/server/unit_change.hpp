// A unit gets another name, goes into another, or gives some of its files to another (F10). The code
// and the stream of the old unit stay: its laptops go on talking to the province, what they had not
// sent is taken in and passed on, and nobody gets "unknown unit" for an answer.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct UnitOrder {
    std::string basis;      ///< the decision's number and date
    std::string effective;  ///< YYYY-MM-DD, today or before; empty: today
};

/// Errc::invalid_input ("unit.unknown", "unit.name", "unit.basis"; as for every order here also
/// "unit.day" of what is no day and "unit.not_yet" of a day to come: orders are carried out at once).
[[nodiscard]] Result<void> rename_unit(Office& office, const std::string& code,
                                       const std::string& name, const UnitOrder& order);

struct TakenOver {
    std::size_t files = 0;
    std::size_t left = 0;  ///< too large or of a newer catalogue: they stay where they are
};
/// All files of the units, as they stand, in one act of the province (LEDGER §3, 30). Giving the
/// order again takes over what was left. Errc::invalid_input ("unit.unknown", "unit.same",
/// "unit.merged_before", "unit.basis").
[[nodiscard]] Result<TakenOver> merge_units(Office& office, const std::vector<std::string>& codes,
                                            const std::string& into, const UnitOrder& order);

/// The files of these personal numbers. Giving the order again changes nothing. Errc::invalid_input
/// also "person.unknown", "unit.nobody".
[[nodiscard]] Result<TakenOver> split_unit(Office& office, const std::string& code,
                                           const std::string& into,
                                           const std::vector<std::string>& personal_ids,
                                           const UnitOrder& order);

/// The province's word on a person's status: it wins for approval, what the unit enters is kept
/// (F11). With a status of service the file is open again. Errc::invalid_input ("person.unknown",
/// "person.status", "unit.basis").
struct StatusOrder {
    std::string unit;
    std::string personal_id;
    std::string status;  ///< DOMAIN §4.10
    UnitOrder order;
};
[[nodiscard]] Result<void> set_status(Office& office, const StatusOrder& asked);

}  // namespace soxa::server
