// Memory that is drawn into, and rectangles of it. A pixel is 0x00RRGGBB, which X11 and Windows take
// as it is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace soxa::ui {

/// Half open: right and bottom are the first outside.
struct PixelRect {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;

    [[nodiscard]] bool empty() const { return left >= right || top >= bottom; }
    [[nodiscard]] PixelRect cut(const PixelRect& other) const {
        return {std::max(left, other.left), std::max(top, other.top),
                std::min(right, other.right), std::min(bottom, other.bottom)};
    }
    friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

class Canvas {
public:
    Canvas(int width, int height)
        : width_(std::max(width, 0)),
          height_(std::max(height, 0)),
          pixels_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_)) {}

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] PixelRect area() const { return {0, 0, width_, height_}; }
    [[nodiscard]] std::uint32_t* row(int y) {
        return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    }
    [[nodiscard]] const std::uint32_t* row(int y) const {
        return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_;
    }

    friend bool operator==(const Canvas&, const Canvas&) = default;

private:
    int width_;
    int height_;
    std::vector<std::uint32_t> pixels_;
};

}  // namespace soxa::ui
