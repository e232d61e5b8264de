// Draw lists for the tests of the rasteriser: made by ImGui itself, or a triangle at a time.
#pragma once

#include <random>

#include <imgui.h>

#include "ui/raster/raster.hpp"

namespace soxa::tests {

/// ImGui's context with the program's fonts in a texture of the store.
class Drawing {
public:
    explicit Drawing(ui::CpuTextures& textures);
    ~Drawing();
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;

    [[nodiscard]] ImDrawList& list() { return list_; }
    /// Empties the list; what is drawn next is cut to `clip`.
    void begin(const ImVec4& clip);
    [[nodiscard]] ImDrawData& data();
    [[nodiscard]] ImTextureID picture() const { return picture_; }

private:
    ImGuiContext* context_;
    ImDrawList list_;
    ImDrawData data_;
    ImTextureID picture_ = nullptr;
};

/// Shapes, letters and pictures as a screen has them, here and there.
void draw_anything(Drawing& drawing, std::mt19937& random, const ImVec2& size, int count);

/// The same by the book: barycentric, floating point, one pixel after the other, slow.
[[nodiscard]] ui::Canvas drawn_by_the_book(const ImDrawData& data, const ui::CpuTextures& textures,
                                           std::uint32_t ground, int width, int height);

}  // namespace soxa::tests
