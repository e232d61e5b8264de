// The program looks at itself: short codes that can be read over the phone.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"

namespace soxa::office {

struct SelfCheck {
    std::string code;  ///< D1 … : ledger, clock, certificate, scans
    Result<void> outcome;
};

/// Reads the whole ledger: long on a slow disk.
[[nodiscard]] std::vector<SelfCheck> self_checks(const Office& office);

}  // namespace soxa::office
