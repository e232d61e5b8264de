// Pictures that are drawn beside text: photos, page previews, and the font's own letters.
//
// A Texture is what a panel holds; the picture goes when it does. Where it lives, in our memory or
// the graphics card's, is the TextureStore's business. On the window's thread only.
#pragma once

#include <cstdint>
#include <span>

#include <imgui.h>

namespace soxa::ui {

/// Rows from top to bottom without gaps; a pixel is the bytes red, green, blue, alpha (straight).
struct Image {
    int width = 0;
    int height = 0;
    std::span<const std::uint8_t> rgba;
};

class TextureStore {
public:
    virtual ~TextureStore() = default;
    /// Copies the picture. 0 if it has no pixels or fewer bytes than its size says.
    [[nodiscard]] virtual ImTextureID create(const Image& image) = 0;
    /// Ids that are not there (any more) are passed over; what draws with one draws nothing.
    virtual void destroy(ImTextureID id) = 0;
};

/// A picture and its place in a store, which outlives it.
class Texture {
public:
    Texture() = default;
    Texture(TextureStore& store, const Image& image);
    ~Texture();
    Texture(Texture&& other) noexcept;
    Texture& operator=(Texture&& other) noexcept;
    Texture(const Texture&) = delete;
    Texture& operator=(const Texture&) = delete;

    /// For ImGui::Image; 0 draws nothing.
    [[nodiscard]] ImTextureID id() const { return id_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }

private:
    TextureStore* store_ = nullptr;
    ImTextureID id_ = nullptr;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace soxa::ui
