// Draws with ui/raster and copies what changed to the window: needs no graphics card, no driver and
// no GLX, so it works on a remote desktop, in a virtual machine and with a broken driver.
#pragma once

#include <memory>

#include "ui/raster/canvas.hpp"
#include "ui/raster/cpu_textures.hpp"
#include "ui/raster/raster.hpp"
#include "ui/window/renderer.hpp"
#include "ui/window/surface.hpp"

namespace soxa::ui {

class CpuRenderer final : public Renderer {
public:
    explicit CpuRenderer(std::unique_ptr<Surface> surface) : surface_(std::move(surface)) {}

    [[nodiscard]] TextureStore& textures() override { return textures_; }
    void take_fonts(ImFontAtlas& atlas) override;
    void show(const ImDrawData& data, std::uint32_t ground) override;
    void repair() override { whole_ = true; }

private:
    std::unique_ptr<Surface> surface_;
    CpuTextures textures_;
    Raster raster_{textures_};
    Canvas canvas_{0, 0};
    ImTextureID fonts_ = nullptr;
    bool whole_ = false;
};

}  // namespace soxa::ui
