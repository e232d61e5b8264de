// The packs of rules and the catalogues that this laptop judges by, with their versions.
#pragma once

#include "ui/views/rules_rows.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

void draw_rules(Pen& pen, const RulesRows& rows);

}  // namespace soxa::ui
