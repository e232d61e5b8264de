// Restrictions of files, as the province sets them and sees them used (TB-4.3, TB-4.4).
#pragma once

#include "sync/ledger/access.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct LevelWanted {
    std::string unit;
    std::string record_uid;  ///< or the person's number
    unsigned level = 0;
    std::string until;  ///< YYYY-MM-DD; required above 0
    std::string basis;
    std::string reason;
};
/// From now on: what was seen or printed before cannot be called back. What heads have proposed for the
/// file is answered with it: the same level and day is let in, anything else is not, with the basis as
/// the reason. Errc::invalid_input:
/// "unit.unknown", "access.no_record", "access.level", "access.until", "access.basis".
[[nodiscard]] Result<void> set_access_level(Office& office, const LevelWanted& wanted);

struct LevelLine {
    std::string record_uid;
    std::string full_name;  ///< as the file has it now
    ledger::AccessLevel level;
    bool in_force = false;
    bool proposed = false;  ///< a head's, waiting: `held admit` sets it
    ledger::OperationId operation;
    std::string author;
};
/// Everything that was set or proposed in a unit, in the order of the log.
[[nodiscard]] Result<std::vector<LevelLine>> access_levels(Office& office,
                                                           const std::string& unit);

struct UseLine {
    Timestamp at{};  ///< as the laptop's clock said
    Timestamp received{};
    std::string record_uid;
    std::string full_name;  ///< as the file has it now
    ledger::AccessUse use;
    std::string author;
    std::string login;
};
/// Who looked at what restricted file, and why, in the order of the log.
[[nodiscard]] Result<std::vector<UseLine>> access_uses(Office& office, const std::string& unit);

}  // namespace soxa::server
