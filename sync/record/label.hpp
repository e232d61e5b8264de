// What a value is called, by the lists as the province has them: a code that was published after
// this program was made has its label there and nowhere else.
#pragma once

#include <string>

#include "sync/record/value.hpp"

namespace soxa::record {

/// As shown() (value.hpp), codes by `lists`: what is told as of today with today's label. A code
/// that is in no list is itself.
[[nodiscard]] std::string shown(const Field& field, const Value& value, const Lists& lists);

}  // namespace soxa::record
