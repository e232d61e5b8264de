#include "ui/window/cpu_renderer.hpp"

#include <array>

namespace soxa::ui {

void CpuRenderer::take_fonts(ImFontAtlas& atlas) {
    textures_.destroy(fonts_);
    unsigned char* alpha = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsAlpha8(&alpha, &width, &height);
    fonts_ = textures_.create_font(alpha, width, height);
    atlas.SetTexID(fonts_);
}

void CpuRenderer::show(const ImDrawData& data, std::uint32_t ground) {
    const int width = static_cast<int>(data.DisplaySize.x);
    const int height = static_cast<int>(data.DisplaySize.y);
    if (width <= 0 || height <= 0) return;
    if (width != canvas_.width() || height != canvas_.height()) {
        canvas_ = Canvas(width, height);
        raster_.forget();
    }
    const auto changed = raster_.draw(data, ground, canvas_);
    if (whole_) {
        const std::array all{canvas_.area()};
        surface_->show(canvas_, all);
        whole_ = false;
    } else if (!changed.empty()) {
        surface_->show(canvas_, changed);
    }
}

}  // namespace soxa::ui
