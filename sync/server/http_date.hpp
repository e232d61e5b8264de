// A date as HTTP spells it: "Sun, 29 Nov 2026 08:00:00 GMT" (RFC 9110 §5.6.7).
#pragma once

#include <string>

#include "crypto/base/time.hpp"

namespace soxa::server {

[[nodiscard]] std::string http_date(Timestamp time);

}  // namespace soxa::server
