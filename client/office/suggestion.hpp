// Which value of a conflict is put forward, and why, where the field's class allows it
// (record::conflict_policy). The same on every laptop: it follows from what the sides say and who
// they are, never from who came first.
#pragma once

#include <optional>

#include "client/office/conflict.hpp"

namespace soxa::office {

struct Suggestion {
    std::size_t side = 0;  ///< index into Dispute::sides
    /// "same_text": they differ in marks, case or spaces only; "own": the person's own word of
    /// himself; "agreed": more people say it than anything else.
    std::string_view why;
};
[[nodiscard]] std::optional<Suggestion> suggestion_for(const Dispute& dispute);

}  // namespace soxa::office
