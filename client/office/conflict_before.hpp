// What a disputed field said before the edits that met in it.
#pragma once

#include "client/office/conflict.hpp"

namespace soxa::office {

/// Null where there was nothing, where the sides replaced different values, and for a question
/// that is not about one field.
[[nodiscard]] Json value_before(const Office& office, const Dispute& dispute);

}  // namespace soxa::office
