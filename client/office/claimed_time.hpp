// When something was written, as its author's laptop said, held against what is known besides: a
// clock decides nothing (LEDGER rule 7), but who weighs two values has to know which time to doubt.
#pragma once

#include <string_view>

#include "client/office/office.hpp"

namespace soxa::office {

enum class ClaimedTime {
    fits,
    ahead,   ///< after the province received it, or after now where it has not
    behind,  ///< long before the province received it, or before what its author wrote before it
};
[[nodiscard]] std::string_view name_of(ClaimedTime time);

/// Of an operation as it is here. A clock that is wrong by less than ten minutes is not told.
[[nodiscard]] ClaimedTime claimed_time(const Office& office, const ledger::Stored& stored);

}  // namespace soxa::office
