// Puts one primitive onto the canvas.
#pragma once

#include <cstdint>

#include "ui/raster/canvas.hpp"
#include "ui/raster/primitive.hpp"

namespace soxa::ui {

void clear(Canvas& canvas, const PixelRect& part, std::uint32_t ground);
/// Writes to `part` only, which lies inside the primitive's bounds and so inside the canvas.
void fill(const Primitive& primitive, const PixelRect& part, Canvas& canvas);

}  // namespace soxa::ui
