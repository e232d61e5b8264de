// Draws what ImGui gives into memory, on the processor, and only what changed since the last frame.
//
// Edges are as smooth as ImGui makes them (it draws them as triangles that fade out); shapes cover
// the pixels whose centre they contain, with the usual rule for edges that two shapes share. Whole
// numbers throughout: a pixel's value does not depend on what is drawn around it, so a part drawn
// alone is bit for bit that part of the whole. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <imgui.h>

#include "ui/raster/canvas.hpp"
#include "ui/raster/cpu_textures.hpp"
#include "ui/raster/primitive.hpp"
#include "ui/raster/tiles.hpp"

namespace soxa::ui {

class Raster {
public:
    explicit Raster(const CpuTextures& textures) : textures_(textures) {}

    /// Makes `canvas`, on which the last call drew, show `data` over `ground` (0xRRGGBB). Gives the
    /// rectangles that were drawn, valid until the next call.
    std::span<const PixelRect> draw(const ImDrawData& data, std::uint32_t ground, Canvas& canvas);
    /// The canvas is another, or somebody else drew on it: the next call draws all of it.
    void forget() { tiles_.forget(); }

private:
    const CpuTextures& textures_;
    std::vector<Primitive> primitives_;
    Tiles tiles_;
};

}  // namespace soxa::ui
