// What the province waits for: files whose scans were named and have not come (DOMAIN F15). An
// approval may rest on them; the way to the national database may not.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct EvidenceLine {
    std::string record_uid;
    std::string full_name;
    std::string personal_id;
    std::string status;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
};

/// Of one unit, by record. Errc::invalid_input ("unit.unknown").
[[nodiscard]] Result<std::vector<EvidenceLine>> evidence_pending(Office& office,
                                                                 const std::string& unit);

}  // namespace soxa::server
