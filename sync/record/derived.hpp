// What a file says without anybody entering it: computed where the file is shown, given out or sent
// on, and no part of what an approval signs, since it follows from what is.
#pragma once

#include "sync/record/document.hpp"

namespace soxa::record {

/// The highest degree among the rows of education, by the first digit of its level; of two with one
/// digit the academic one [R15]. A code of the list `degree_level`; empty where no row has any.
[[nodiscard]] std::string_view highest_qualification(const Document& document);

/// With the fields that follow from others.
[[nodiscard]] Document with_derived(Document document);

}  // namespace soxa::record
