// Textures in our own memory, for our own rasteriser.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "ui/raster/texture.hpp"

namespace soxa::ui {

/// Either colours, 0xAARRGGBB with straight alpha, or the alpha of white.
struct Texels {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> colours;
    const std::uint8_t* alpha = nullptr;  ///< not ours
    std::uint64_t number = 0;             ///< never used twice
};

class CpuTextures final : public TextureStore {
public:
    [[nodiscard]] ImTextureID create(const Image& image) override;
    void destroy(ImTextureID id) override;
    /// A byte a pixel, which must stay where it is until destroy().
    [[nodiscard]] ImTextureID create_font(const std::uint8_t* alpha, int width, int height);
    /// Null if there is none.
    [[nodiscard]] const Texels* find(ImTextureID id) const;

private:
    ImTextureID add(Texels texels);

    std::map<ImTextureID, Texels> all_;
    std::uintptr_t last_ = 0;
};

}  // namespace soxa::ui
