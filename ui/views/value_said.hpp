// A value as the office tells it, said to a reader: the field's label, the value as it is read.
#pragma once

#include <string>

#include "client/office/record_json.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

/// "phone_mobile", "education.school"; nothing for what the catalogue does not know.
[[nodiscard]] const record::Field* field_named(const std::string& id);
/// With its table's label before it.
[[nodiscard]] std::string label_said(const record::Field& field, const Words& words);
/// Null is "(trống)"; of an edit of a section a line a field. `field` may be nothing. Codes by the
/// labels that `lists` have today; without, by the program's own.
[[nodiscard]] std::string value_said(const record::Field* field, const office::Json& value,
                                     const Words& words, const record::Lists& lists = {});

}  // namespace soxa::ui
