// Everything the province keeps of its units, computed again from the operations themselves.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

struct VerifiedLog {
    std::string unit;
    std::uint64_t entries = 0;
    crypto::Digest root;
};

/// By unit. Errc::integrity ("store.damaged" for a page, "log.…" with {unit, position} for what
/// does not agree): names, payloads, chains, seals, the log and its roots, second looks.
[[nodiscard]] Result<std::vector<VerifiedLog>> verify_logs(Office& office);

}  // namespace soxa::server
