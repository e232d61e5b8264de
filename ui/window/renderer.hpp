// How a frame gets onto the screen: by our own rasteriser or by OpenGL. On the window's thread.
#pragma once

#include <cstdint>

#include <imgui.h>

#include "ui/raster/texture.hpp"

namespace soxa::ui {

class Renderer {
public:
    virtual ~Renderer() = default;
    [[nodiscard]] virtual TextureStore& textures() = 0;
    /// The atlas was filled anew; its pixels are copied or stay where they are.
    virtual void take_fonts(ImFontAtlas& atlas) = 0;
    /// Shows the frame over `ground` (0xRRGGBB).
    virtual void show(const ImDrawData& data, std::uint32_t ground) = 0;
    /// What is on the screen was damaged from outside: all of it is shown by the next show().
    virtual void repair() = 0;
};

}  // namespace soxa::ui
