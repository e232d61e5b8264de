// A unit gets another name, goes into another, or gives some of its files to another (F10). The code
// and the stream of the old unit stay: its laptops go on talking to the province, what they had not
// sent is taken in and passed on, and nobody gets "unknown unit" for an answer.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct UnitOrder {
    std::string basis;      ///< the decision's number and date
    std::string effective;  ///< as typed: YYYY-MM-DD or dd/mm/yyyy; kept as YYYY-MM-DD
};

/// These acts are done at once, so a day that is still to come is refused, as is what is no day.
/// Errc::invalid_input ("unit.unknown", "unit.name", "unit.basis", "unit.date", "unit.not_yet").
[[nodiscard]] Result<void> rename_unit(Office& office, const std::string& code,
                                       const std::string& name, const UnitOrder& order);

struct TakenOver {
    std::size_t files = 0;
    std::size_t left = 0;  ///< too large or of a newer catalogue: they stay where they are
};
/// All files of the units, as they stand, in one act of the province (LEDGER §3, 30). Giving the
/// order again takes over what was left. Errc::invalid_input ("unit.unknown", "unit.same",
/// "unit.merged_before", "unit.basis", "unit.date", "unit.not_yet").
[[nodiscard]] Result<TakenOver> merge_units(Office& office, const std::vector<std::string>& codes,
                                            const std::string& into, const UnitOrder& order);

/// What a merger would stop and move, with the same refusals; nothing is changed.
struct MergerAhead {
    struct From {
        std::string code;
        std::string name;
        std::size_t files = 0;    ///< all that the province has, archived ones among them
        std::size_t laptops = 0;  ///< not revoked: nothing more can be entered on them
        bool before = false;      ///< it went there before
    };
    std::string into;
    std::string into_name;
    std::vector<From> from;
};
[[nodiscard]] Result<MergerAhead> merger_ahead(Office& office,
                                               const std::vector<std::string>& codes,
                                               const std::string& into, const UnitOrder& order);

/// The files of these personal numbers. Giving the order again changes nothing. Errc::invalid_input
/// also "person.unknown", "unit.nobody".
[[nodiscard]] Result<TakenOver> split_unit(Office& office, const std::string& code,
                                           const std::string& into,
                                           const std::vector<std::string>& personal_ids,
                                           const UnitOrder& order);

/// The province's word on a person's status: it wins for approval, what the unit enters is kept
/// (F11). With a status of service the file is open again. Errc::invalid_input ("person.unknown",
/// "person.status", "unit.basis", "unit.date").
struct StatusOrder {
    std::string unit;
    std::string personal_id;
    std::string status;  ///< DOMAIN §4.10
    UnitOrder order;
};
[[nodiscard]] Result<void> set_status(Office& office, const StatusOrder& asked);

}  // namespace soxa::server
