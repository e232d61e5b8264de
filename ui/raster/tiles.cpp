#include "ui/raster/tiles.hpp"

namespace soxa::ui {

std::span<const PixelRect> Tiles::changed(std::span<const Primitive> primitives,
                                          const PixelRect& area, std::uint32_t ground) {
    const int columns = (area.right + width - 1) / width;
    const int rows = (area.bottom + height - 1) / height;
    const auto count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    // Another size is another ground, so that no tile keeps its hash.
    const std::uint64_t seed =
        mixed(mixed(mixed(1, ground), static_cast<std::uint64_t>(area.right)),
              static_cast<std::uint64_t>(area.bottom));
    if (columns != columns_ || rows != rows_ || before_.size() != count) before_.assign(count, 0);
    columns_ = columns;
    rows_ = rows;
    now_.assign(count, seed);
    for (const Primitive& primitive : primitives) {
        const PixelRect& at = primitive.bounds;
        const int last_column = (at.right - 1) / width;
        const int last_row = (at.bottom - 1) / height;
        for (int row = at.top / height; row <= last_row; ++row) {
            for (int column = at.left / width; column <= last_column; ++column) {
                std::uint64_t& hash = now_[static_cast<std::size_t>(row * columns_ + column)];
                hash = mixed(hash, primitive.hash);
            }
        }
    }
    gather(area);
    before_.swap(now_);
    return changed_;
}

void Tiles::gather(const PixelRect& area) {
    changed_.clear();
    std::size_t row_above = 0;  // where the rectangles that end at this row's top begin
    for (int row = 0; row < rows_; ++row) {
        const std::size_t this_row = changed_.size();
        for (int column = 0; column < columns_; ++column) {
            const auto tile = [&](int at) { return static_cast<std::size_t>(row * columns_ + at); };
            if (now_[tile(column)] == before_[tile(column)]) continue;
            const int first = column;
            while (column + 1 < columns_ && now_[tile(column + 1)] != before_[tile(column + 1)]) {
                ++column;
            }
            const PixelRect run =
                PixelRect{first * width, row * height, (column + 1) * width, (row + 1) * height}
                    .cut(area);
            changed_.push_back(run);
        }
        // A run as wide as one right above it makes that one longer.
        bool all_grew = this_row > row_above;
        if (all_grew && changed_.size() - this_row == this_row - row_above) {
            for (std::size_t i = this_row; i < changed_.size(); ++i) {
                const PixelRect& above = changed_[row_above + i - this_row];
                all_grew = all_grew && above.left == changed_[i].left &&
                           above.right == changed_[i].right && above.bottom == changed_[i].top;
            }
        } else {
            all_grew = false;
        }
        if (all_grew) {
            for (std::size_t i = this_row; i < changed_.size(); ++i) {
                changed_[row_above + i - this_row].bottom = changed_[i].bottom;
            }
            changed_.resize(this_row);
        } else {
            row_above = this_row;
        }
    }
}

}  // namespace soxa::ui
