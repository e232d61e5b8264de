// ImGui's draw lists read into what is filled: rectangles, letters, pictures and triangles in whole
// numbers, each with its bounds and a hash of all that its pixels depend on.
//
// Draw lists are taken as they come: what points outside its buffers, is not a number or names a
// texture that is gone draws nothing. Coordinates are in 1/256 pixel.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <imgui.h>

#include "ui/raster/canvas.hpp"
#include "ui/raster/cpu_textures.hpp"

namespace soxa::ui {

struct Corner {
    std::int32_t x = 0;  ///< 1/256 pixel
    std::int32_t y = 0;
    std::int32_t u = 0;  ///< 1/256 texel
    std::int32_t v = 0;
    std::uint32_t colour = 0;  ///< 0xAARRGGBB, straight alpha
};

struct Primitive {
    enum class Kind : std::uint8_t {
        rectangle,  ///< one colour; corners 0 and 1 are its upper left and lower right
        letter,     ///< alpha texels one to one on pixels, one colour
        picture,    ///< an upright rectangle of a texture, one colour to multiply with
        flat,       ///< a triangle without a texture
        textured,   ///< a triangle with one
    };
    Kind kind = Kind::rectangle;
    PixelRect bounds;  ///< of the pixels that may change, inside clip and canvas
    const Texels* texels = nullptr;
    std::array<Corner, 3> corners;
    std::uint64_t hash = 0;
};

/// Fills `out` anew with what `data` draws on a canvas of that area.
void read_primitives(const ImDrawData& data, const CpuTextures& textures, const PixelRect& area,
                     std::vector<Primitive>& out);

/// A step of the hash that tiles and primitives share.
[[nodiscard]] inline std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29U);
}

}  // namespace soxa::ui
