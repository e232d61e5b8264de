#include "ui/raster/fill.hpp"

#include "ui/raster/triangle.hpp"

namespace soxa::ui {

namespace {

void fill_rectangle(const Primitive& primitive, const PixelRect& part, Canvas& canvas) {
    const Ink ink(primitive.corners[0].colour);
    for (int y = part.top; y < part.bottom; ++y) {
        ink.span(canvas.row(y) + part.left, part.right - part.left);
    }
}

void fill_letter(const Primitive& primitive, const PixelRect& part, Canvas& canvas) {
    const Corner& corner = primitive.corners[0];
    const int shift_u = (corner.u - corner.x) >> 8;
    const int shift_v = (corner.v - corner.y) >> 8;
    const Texels& texels = *primitive.texels;
    const std::uint32_t colour = corner.colour & 0xFFFFFFU;
    const std::uint32_t strength = corner.colour >> 24U;
    for (int y = part.top; y < part.bottom; ++y) {
        const std::uint8_t* from = texels.alpha +
                                   static_cast<std::ptrdiff_t>(y + shift_v) * texels.width +
                                   (part.left + shift_u);
        std::uint32_t* to = canvas.row(y) + part.left;
        for (int x = 0; x < part.right - part.left; ++x) {
            const std::uint32_t alpha = from[x];
            if (alpha == 0) continue;
            to[x] = blended(to[x], colour, product(alpha, strength));
        }
    }
}

void fill_picture(const Primitive& primitive, const PixelRect& part, Canvas& canvas) {
    const Corner& a = primitive.corners[0];
    const Corner& c = primitive.corners[1];
    // Texels a pixel, 16 bits after the point; the rectangle is not empty, or it had no pixel.
    const auto step_of = [](std::int64_t texels, std::int64_t pixels) {
        constexpr std::int64_t steep = std::int64_t{1} << 36;
        return std::clamp(texels * 65536 / pixels, -steep, steep);
    };
    const std::int64_t step_u = step_of(std::int64_t{c.u} - a.u, std::int64_t{c.x} - a.x);
    const std::int64_t step_v = step_of(std::int64_t{c.v} - a.v, std::int64_t{c.y} - a.y);
    const auto along = [](std::int32_t start, std::int64_t step, int pixel, std::int32_t from) {
        const std::int64_t distance = static_cast<std::int64_t>(pixel) * 256 + 128 - from;
        return static_cast<std::int64_t>(start) * 256 + ((step * distance) >> 8);
    };
    for (int y = part.top; y < part.bottom; ++y) {
        const std::int64_t v = along(a.v, step_v, y, a.y);
        std::int64_t u = along(a.u, step_u, part.left, a.x);
        std::uint32_t* to = canvas.row(y);
        for (int x = part.left; x < part.right; ++x, u += step_u) {
            const std::uint32_t texel = product_of(sample(*primitive.texels, u, v), a.colour);
            to[x] = blended(to[x], texel & 0xFFFFFFU, texel >> 24U);
        }
    }
}

}  // namespace

void clear(Canvas& canvas, const PixelRect& part, std::uint32_t ground) {
    for (int y = part.top; y < part.bottom; ++y) {
        std::fill_n(canvas.row(y) + part.left, part.right - part.left, ground & 0xFFFFFFU);
    }
}

void fill(const Primitive& primitive, const PixelRect& part, Canvas& canvas) {
    switch (primitive.kind) {
        case Primitive::Kind::rectangle: return fill_rectangle(primitive, part, canvas);
        case Primitive::Kind::letter: return fill_letter(primitive, part, canvas);
        case Primitive::Kind::picture: return fill_picture(primitive, part, canvas);
        case Primitive::Kind::flat:
        case Primitive::Kind::textured: return fill_triangle(primitive, part, canvas);
    }
}

}  // namespace soxa::ui
