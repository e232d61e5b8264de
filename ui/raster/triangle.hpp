// Triangles: which pixels they cover, and how colours and texels run over them.
#pragma once

#include "ui/raster/canvas.hpp"
#include "ui/raster/ink.hpp"
#include "ui/raster/primitive.hpp"

namespace soxa::ui {

void fill_triangle(const Primitive& primitive, const PixelRect& part, Canvas& canvas);

}  // namespace soxa::ui
