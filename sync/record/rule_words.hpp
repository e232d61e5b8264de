// What a text must not say, for those who have one that is no field: titles of attachments [R36].
#pragma once

#include <string>

namespace soxa::record {

/// "MẬT" as a stamp has it.
[[nodiscard]] bool has_classification_mark(const std::string& text);

}  // namespace soxa::record
