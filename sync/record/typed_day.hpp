// A day of the command line: as people write it, or as it is stored (DOMAIN §3.4).
#pragma once

#include <string>

namespace soxa::record {

/// "01/12/2026" and "2026-12-01" alike as YYYY-MM-DD; anything else as it was typed, for who reads it
/// to refuse.
[[nodiscard]] std::string typed_day(std::string typed);

}  // namespace soxa::record
