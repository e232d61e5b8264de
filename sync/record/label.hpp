// Codes as people read them, with the label of their date: from the lists as the province has them,
// on the day that a value is of (DOMAIN §4). A code that was published after this program was made
// has its label there and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include "sync/record/document.hpp"
#include "sync/record/value.hpp"

namespace soxa::record {

/// As shown() (value.hpp), with the labels that the lists have on a day, YYYY-MM-DD or a part of it.
/// A code that is in no list is itself; without lists, those built in.
[[nodiscard]] std::string shown_on(const Field& field, const Value& value, const Lists& lists,
                                   std::string_view day);
/// What is told as of today, with today's label.
[[nodiscard]] std::string shown(const Field& field, const Value& value, const Lists& lists);

/// The day that a row speaks of: its beginning, its day of effect, its decision or its year; nothing
/// where it has none.
[[nodiscard]] std::string day_of_row(std::string_view group, const Row& row);
/// Of a single field: of today, but for origins, which are of the day of birth.
[[nodiscard]] std::string day_of_field(const Field& field, const Document& document,
                                       std::string_view today);

}  // namespace soxa::record
