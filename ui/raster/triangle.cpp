#include "ui/raster/triangle.hpp"

#include <array>
#include <utility>

namespace soxa::ui {

namespace {

std::int64_t floor_divided(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

/// The border of a triangle whose corners run clockwise: not negative for pixel centres inside.
class Edge {
public:
    Edge(const Corner& a, const Corner& b)
        : dx_(std::int64_t{b.x} - a.x), dy_(std::int64_t{b.y} - a.y), a_(a) {
        // A centre on the border belongs to the triangle for which it is a left or upper border.
        const bool takes_border = dy_ < 0 || (dy_ == 0 && dx_ > 0);
        bias_ = takes_border ? 0 : -1;
    }

    /// Narrows [first, last] to the pixels of row `y` that are inside.
    void narrow(int y, std::int64_t& first, std::int64_t& last) const {
        const std::int64_t at_zero = dx_ * (std::int64_t{y} * 256 + 128 - a_.y) -
                                     dy_ * (128 - std::int64_t{a_.x}) + bias_;
        const std::int64_t step = -dy_ * 256;
        if (step > 0) {
            first = std::max(first, -floor_divided(at_zero, step));
        } else if (step < 0) {
            last = std::min(last, floor_divided(at_zero, -step));
        } else if (at_zero < 0) {
            last = first - 1;
        }
    }

private:
    std::int64_t dx_;
    std::int64_t dy_;
    Corner a_;
    std::int64_t bias_;
};

/// A value that runs evenly over the triangle: 16 bits after the point.
class Slope {
public:
    Slope(const std::array<Corner, 3>& at, std::int64_t twice_area, std::array<std::int64_t, 3> value)
        : x_(at[0].x), y_(at[0].y), start_(value[0] * 65536) {
        const std::int64_t d1 = value[1] - value[0];
        const std::int64_t d2 = value[2] - value[0];
        // A sliver's slope may be beyond all bounds; it has next to no pixels.
        constexpr std::int64_t steep = std::int64_t{1} << 34;
        const auto bounded = [&](std::int64_t numerator) {
            // 65536 * 256 / area, in two steps that stay within 64 bits.
            const std::int64_t whole = floor_divided(numerator, twice_area);
            const std::int64_t rest = numerator - whole * twice_area;
            const std::int64_t limited = std::clamp(whole, -steep >> 24, steep >> 24);
            return limited * (65536 * 256) + scaled(rest, twice_area);
        };
        per_x_ = bounded(d1 * (std::int64_t{at[2].y} - at[0].y) -
                         d2 * (std::int64_t{at[1].y} - at[0].y));
        per_y_ = bounded(d2 * (std::int64_t{at[1].x} - at[0].x) -
                         d1 * (std::int64_t{at[2].x} - at[0].x));
    }

    /// At the centre of a pixel.
    [[nodiscard]] std::int64_t at(int x, int y) const {
        const std::int64_t dx = std::int64_t{x} * 256 + 128 - x_;
        const std::int64_t dy = std::int64_t{y} * 256 + 128 - y_;
        return start_ + ((per_x_ * dx + per_y_ * dy) >> 8);
    }
    /// From pixel to pixel; exact, so that it does not matter where a row is begun.
    [[nodiscard]] std::int64_t step() const { return per_x_; }

private:
    /// rest * 65536 * 256 / area, for 0 <= rest < area < 2^48.
    static std::int64_t scaled(std::int64_t rest, std::int64_t area) {
        std::int64_t result = 0;
        for (int i = 0; i < 3; ++i) {
            rest *= 256;
            result = result * 256 + rest / area;
            rest %= area;
        }
        return result;
    }

    std::int64_t x_;
    std::int64_t y_;
    std::int64_t start_;
    std::int64_t per_x_ = 0;
    std::int64_t per_y_ = 0;
};

std::uint32_t channel(std::int64_t value) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>((value + 32768) >> 16, 0, 255));
}

std::uint32_t part_of(std::uint32_t colour, std::uint32_t shift) { return (colour >> shift) & 0xFFU; }

/// The rows of a triangle: calls `row(y, first, last)` for each that has pixels in `part`.
template <class Row>
void for_rows(const std::array<Corner, 3>& corners, const PixelRect& part, const Row& row) {
    const std::array edges{Edge(corners[0], corners[1]), Edge(corners[1], corners[2]),
                           Edge(corners[2], corners[0])};
    for (int y = part.top; y < part.bottom; ++y) {
        std::int64_t first = part.left;
        std::int64_t last = part.right - 1;
        for (const Edge& edge : edges) edge.narrow(y, first, last);
        if (first <= last) row(y, static_cast<int>(first), static_cast<int>(last));
    }
}

Slope slope(const std::array<Corner, 3>& corners, std::int64_t area, std::uint32_t shift) {
    return {corners, area,
            {part_of(corners[0].colour, shift), part_of(corners[1].colour, shift),
             part_of(corners[2].colour, shift)}};
}

void fill_fading(const std::array<Corner, 3>& corners, std::int64_t area, const PixelRect& part,
                 Canvas& canvas) {
    const Slope alpha = slope(corners, area, 24);
    const std::uint32_t colour = corners[0].colour & 0xFFFFFFU;
    for_rows(corners, part, [&](int y, int first, int last) {
        std::uint32_t* to = canvas.row(y);
        std::int64_t value = alpha.at(first, y);
        for (int x = first; x <= last; ++x, value += alpha.step()) {
            to[x] = blended(to[x], colour, channel(value));
        }
    });
}

void fill_coloured(const Primitive& primitive, const std::array<Corner, 3>& corners,
                   std::int64_t area, const PixelRect& part, Canvas& canvas) {
    const std::array slopes{slope(corners, area, 0), slope(corners, area, 8),
                            slope(corners, area, 16), slope(corners, area, 24)};
    const bool textured = primitive.kind == Primitive::Kind::textured;
    const Slope u(corners, area, {corners[0].u, corners[1].u, corners[2].u});
    const Slope v(corners, area, {corners[0].v, corners[1].v, corners[2].v});
    for_rows(corners, part, [&](int y, int first, int last) {
        std::uint32_t* to = canvas.row(y);
        for (int x = first; x <= last; ++x) {
            std::uint32_t colour = 0;
            for (std::uint32_t i = 0; i < 4; ++i) colour |= channel(slopes[i].at(x, y)) << (8 * i);
            if (textured) {
                colour =
                    product_of(sample(*primitive.texels, u.at(x, y) >> 8, v.at(x, y) >> 8), colour);
            }
            to[x] = blended(to[x], colour & 0xFFFFFFU, colour >> 24U);
        }
    });
}

}  // namespace

std::uint32_t sample(const Texels& texels, std::int64_t u, std::int64_t v) {
    // Texel centres are at halves.
    const std::int64_t across = u - 32768;
    const std::int64_t down = v - 32768;
    const auto clamped = [](std::int64_t at, int size) {
        return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, size - 1));
    };
    const std::size_t x0 = clamped(across >> 16, texels.width);
    const std::size_t x1 = clamped((across >> 16) + 1, texels.width);
    const std::size_t y0 = clamped(down >> 16, texels.height) * static_cast<std::size_t>(texels.width);
    const std::size_t y1 =
        clamped((down >> 16) + 1, texels.height) * static_cast<std::size_t>(texels.width);
    const auto right = static_cast<std::uint32_t>((across >> 8) & 255);
    const auto low = static_cast<std::uint32_t>((down >> 8) & 255);
    const auto between = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
        return ((a * (256 - right) + b * right) * (256 - low) + (c * (256 - right) + d * right) * low +
                32768U) >>
               16U;
    };
    if (texels.alpha != nullptr) {
        const std::uint8_t* from = texels.alpha;
        return (between(from[y0 + x0], from[y0 + x1], from[y1 + x0], from[y1 + x1]) << 24U) |
               0xFFFFFFU;
    }
    const std::uint32_t* from = texels.colours.data();
    if (right == 0 && low == 0) return from[y0 + x0];
    std::uint32_t all = 0;
    for (const std::uint32_t shift : {0U, 8U, 16U, 24U}) {
        all |= between(part_of(from[y0 + x0], shift), part_of(from[y0 + x1], shift),
                       part_of(from[y1 + x0], shift), part_of(from[y1 + x1], shift))
               << shift;
    }
    return all;
}

void fill_triangle(const Primitive& primitive, const PixelRect& part, Canvas& canvas) {
    std::array<Corner, 3> corners = primitive.corners;
    const auto twice_area = [&] {
        return (std::int64_t{corners[1].x} - corners[0].x) * (std::int64_t{corners[2].y} - corners[0].y) -
               (std::int64_t{corners[1].y} - corners[0].y) * (std::int64_t{corners[2].x} - corners[0].x);
    };
    std::int64_t area = twice_area();
    if (area == 0) return;
    if (area < 0) {
        std::swap(corners[1], corners[2]);
        area = -area;
    }
    const bool textured = primitive.kind == Primitive::Kind::textured;
    const std::uint32_t first = corners[0].colour;
    const bool one_colour = first == corners[1].colour && first == corners[2].colour;
    const bool one_hue = ((first ^ corners[1].colour) & 0xFFFFFFU) == 0 &&
                         ((first ^ corners[2].colour) & 0xFFFFFFU) == 0;
    if (!textured && one_colour) {
        const Ink ink(first);
        for_rows(corners, part, [&](int y, int from, int to) {
            ink.span(canvas.row(y) + from, to - from + 1);
        });
    } else if (!textured && one_hue) {
        fill_fading(corners, area, part, canvas);
    } else {
        fill_coloured(primitive, corners, area, part, canvas);
    }
}

}  // namespace soxa::ui
