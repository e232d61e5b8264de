#include "ui/raster/texture.hpp"

#include <utility>

#include "ui/raster/cpu_textures.hpp"

namespace soxa::ui {

Texture::Texture(TextureStore& store, const Image& image)
    : store_(&store), id_(store.create(image)), width_(image.width), height_(image.height) {}

Texture::~Texture() {
    if (store_ != nullptr && id_ != nullptr) store_->destroy(id_);
}

Texture::Texture(Texture&& other) noexcept
    : store_(std::exchange(other.store_, nullptr)),
      id_(std::exchange(other.id_, nullptr)),
      width_(other.width_),
      height_(other.height_) {}

Texture& Texture::operator=(Texture&& other) noexcept {
    std::swap(store_, other.store_);
    std::swap(id_, other.id_);
    std::swap(width_, other.width_);
    std::swap(height_, other.height_);
    return *this;
}

ImTextureID CpuTextures::add(Texels texels) {
    // Never the number of a picture that went: who still draws it draws nothing.
    texels.number = ++last_;
    const auto id = reinterpret_cast<ImTextureID>(last_);
    all_.emplace(id, std::move(texels));
    return id;
}

ImTextureID CpuTextures::create(const Image& image) {
    constexpr int size_max = 16384;
    if (image.width <= 0 || image.height <= 0 || image.width > size_max ||
        image.height > size_max) {
        return nullptr;
    }
    const std::size_t count =
        static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
    if (image.rgba.size() < count * 4) return nullptr;
    Texels texels;
    texels.width = image.width;
    texels.height = image.height;
    texels.colours.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t* from = image.rgba.data() + i * 4;
        texels.colours[i] = (static_cast<std::uint32_t>(from[3]) << 24U) |
                            (static_cast<std::uint32_t>(from[0]) << 16U) |
                            (static_cast<std::uint32_t>(from[1]) << 8U) | from[2];
    }
    return add(std::move(texels));
}

ImTextureID CpuTextures::create_font(const std::uint8_t* alpha, int width, int height) {
    Texels texels;
    texels.width = width;
    texels.height = height;
    texels.alpha = alpha;
    return add(std::move(texels));
}

void CpuTextures::destroy(ImTextureID id) { all_.erase(id); }

const Texels* CpuTextures::find(ImTextureID id) const {
    const auto found = all_.find(id);
    return found == all_.end() ? nullptr : &found->second;
}

}  // namespace soxa::ui
