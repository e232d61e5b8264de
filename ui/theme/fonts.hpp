// The letters of a scale, drawn once into ImGui's atlas: the ranges of glyph_ranges.inc, and the
// letters that are base and mark in Unicode, composed here (ui/typing/drawn_text.hpp).
#pragma once

#include <imgui.h>

#include "ui/theme/theme.hpp"

namespace soxa::ui {

/// Empties the atlas and fills it anew. `scale` is 1 to 2.
[[nodiscard]] Fonts build_fonts(ImFontAtlas& atlas, float scale);

}  // namespace soxa::ui
