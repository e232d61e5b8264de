// Which parts of the canvas another frame changes: the canvas in tiles, each with a hash of all that
// was drawn into it in order. A tile whose hash stays has the same pixels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ui/raster/canvas.hpp"
#include "ui/raster/primitive.hpp"

namespace soxa::ui {

class Tiles {
public:
    static constexpr int width = 64;
    static constexpr int height = 32;

    /// The changed parts, apart from each other. All of it when the size or the ground is another.
    [[nodiscard]] std::span<const PixelRect> changed(std::span<const Primitive> primitives,
                                                     const PixelRect& area, std::uint32_t ground);
    /// Everything counts as changed next time.
    void forget() { before_.clear(); }

private:
    void gather(const PixelRect& area);

    std::vector<std::uint64_t> before_;
    std::vector<std::uint64_t> now_;
    std::vector<PixelRect> changed_;
    int columns_ = 0;
    int rows_ = 0;
};

}  // namespace soxa::ui
