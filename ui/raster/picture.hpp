// Pictures made smaller before they become textures: a scanned page shown at a fifth of its size
// keeps its writing only if every pixel of it counts.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/raster/texture.hpp"

namespace soxa::ui {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;

    [[nodiscard]] Image image() const { return {width, height, rgba}; }
};

/// The picture in its proportions within that size, each pixel the mean of those it stands for;
/// never enlarged. Empty if the image has no pixels or fewer bytes than its size says.
[[nodiscard]] Picture shrunk(const Image& image, int width_max, int height_max);

}  // namespace soxa::ui
