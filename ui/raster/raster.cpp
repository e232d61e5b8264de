#include "ui/raster/raster.hpp"

#include "ui/raster/fill.hpp"

namespace soxa::ui {

std::span<const PixelRect> Raster::draw(const ImDrawData& data, std::uint32_t ground,
                                        Canvas& canvas) {
    read_primitives(data, textures_, canvas.area(), primitives_);
    const auto changed = tiles_.changed(primitives_, canvas.area(), ground);
    for (const PixelRect& part : changed) {
        clear(canvas, part, ground);
        for (const Primitive& primitive : primitives_) {
            const PixelRect at = primitive.bounds.cut(part);
            if (!at.empty()) fill(primitive, at, canvas);
        }
    }
    return changed;
}

}  // namespace soxa::ui
