#include "ui/raster/picture.hpp"

#include <algorithm>
#include <array>

namespace soxa::ui {

namespace {

struct Span {
    std::size_t begin;
    std::size_t end;
};

/// The pixels of `from` that pixel `at` of `to` stands for; at least one.
Span span_of(int at, int from, int to) {
    const auto edge = [&](int i) {
        return static_cast<std::size_t>(std::int64_t{i} * from / to);
    };
    return {edge(at), std::max(edge(at + 1), edge(at) + 1)};
}

}  // namespace

Picture shrunk(const Image& image, int width_max, int height_max) {
    if (image.width <= 0 || image.height <= 0 || width_max <= 0 || height_max <= 0) return {};
    const auto across = static_cast<std::size_t>(image.width);
    if (image.rgba.size() / 4 / across < static_cast<std::size_t>(image.height)) return {};
    const double scale = std::min({1.0, static_cast<double>(width_max) / image.width,
                                   static_cast<double>(height_max) / image.height});
    const auto scaled = [&](int size) {
        return std::max(1, static_cast<int>(static_cast<double>(size) * scale + 1e-6));
    };
    Picture small{scaled(image.width), scaled(image.height), {}};
    small.rgba.reserve(static_cast<std::size_t>(small.width) *
                       static_cast<std::size_t>(small.height) * 4);
    for (int y = 0; y < small.height; ++y) {
        const Span rows = span_of(y, image.height, small.height);
        for (int x = 0; x < small.width; ++x) {
            const Span columns = span_of(x, image.width, small.width);
            // Colours count as much as they are seen.
            std::array<std::uint64_t, 3> colour{};
            std::uint64_t alpha = 0;
            for (std::size_t row = rows.begin; row < rows.end; ++row) {
                const std::uint8_t* from = image.rgba.data() + (row * across + columns.begin) * 4;
                for (std::size_t i = columns.begin; i < columns.end; ++i, from += 4) {
                    for (std::size_t k = 0; k < 3; ++k) colour[k] += std::uint64_t{from[k]} * from[3];
                    alpha += from[3];
                }
            }
            const std::uint64_t count = (rows.end - rows.begin) * (columns.end - columns.begin);
            for (const std::uint64_t sum : colour) {
                small.rgba.push_back(
                    static_cast<std::uint8_t>(alpha == 0 ? 0 : (sum + alpha / 2) / alpha));
            }
            small.rgba.push_back(static_cast<std::uint8_t>((alpha + count / 2) / count));
        }
    }
    return small;
}

}  // namespace soxa::ui
