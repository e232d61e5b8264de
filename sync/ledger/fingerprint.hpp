// How two people compare a digest by phone.
#pragma once

#include <string>

#include "crypto/hash.hpp"

namespace soxa::ledger {

/// 5 groups of 4 hexadecimal digits: 80 bits, enough against who must find a second one.
[[nodiscard]] std::string fingerprint_of(const crypto::Digest& digest);

}  // namespace soxa::ledger
