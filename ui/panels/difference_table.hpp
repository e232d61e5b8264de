// Before and after, field by field.
#pragma once

#include "ui/views/difference_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

void draw_differences(Pen& pen, const std::vector<DifferenceRow>& rows);

}  // namespace soxa::ui
