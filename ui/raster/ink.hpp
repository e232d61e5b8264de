// Colours onto pixels, in whole numbers. One formula for all shapes, so that a shape looks the same
// whichever way it is filled.
#pragma once

#include <algorithm>
#include <cstdint>

#include "ui/raster/cpu_textures.hpp"

namespace soxa::ui {

/// a * b / 255, rounded; both at most 255.
[[nodiscard]] inline std::uint32_t product(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t scaled = a * b + 128U;
    return (scaled + (scaled >> 8U)) >> 8U;
}

[[nodiscard]] inline std::uint32_t product_of(std::uint32_t texel, std::uint32_t colour) {
    if (colour == 0xFFFFFFFFU) return texel;
    std::uint32_t all = 0;
    for (const std::uint32_t shift : {0U, 8U, 16U, 24U}) {
        all |= product((texel >> shift) & 0xFFU, (colour >> shift) & 0xFFU) << shift;
    }
    return all;
}

/// `colour` (0xRRGGBB) over `under`; at 255 exactly the colour, at 0 exactly what was there.
[[nodiscard]] inline std::uint32_t blended(std::uint32_t under, std::uint32_t colour,
                                           std::uint32_t alpha) {
    const std::uint32_t over = alpha + (alpha >> 7U);
    const std::uint32_t rest = 256U - over;
    const std::uint32_t red_blue =
        ((colour & 0xFF00FFU) * over + (under & 0xFF00FFU) * rest) >> 8U;
    const std::uint32_t green = ((colour & 0xFF00U) * over + (under & 0xFF00U) * rest) >> 8U;
    return (red_blue & 0xFF00FFU) | (green & 0xFF00U);
}

/// One colour onto a run of pixels.
class Ink {
public:
    explicit Ink(std::uint32_t colour) : colour_(colour & 0xFFFFFFU), alpha_(colour >> 24U) {}

    void span(std::uint32_t* to, int count) const {
        if (alpha_ == 255) {
            std::fill_n(to, count, colour_);
        } else {
            for (int i = 0; i < count; ++i) to[i] = blended(to[i], colour_, alpha_);
        }
    }

private:
    std::uint32_t colour_;
    std::uint32_t alpha_;
};

/// The texture at (u, v), 16 bits after the point, between the four texels around; outside it is
/// its edge.
[[nodiscard]] std::uint32_t sample(const Texels& texels, std::int64_t u, std::int64_t v);

}  // namespace soxa::ui
