#include "ui/panels/picture_box.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/raster/picture.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t textures_max = 40;

}  // namespace

void PictureBox::draw(Pen& pen, const std::string& name, const office::Pixels& picture, float width,
                      float height, const std::string& label) {
    if (picture.width <= 0 || picture.height <= 0) return;
    const float scale = std::min({1.F, width / static_cast<float>(picture.width),
                                  height / static_cast<float>(picture.height)});
    const ImVec2 size(std::max(1.F, static_cast<float>(picture.width) * scale),
                      std::max(1.F, static_cast<float>(picture.height) * scale));
    const std::string key = name + " " + std::to_string(static_cast<int>(size.x));
    auto found = textures_.find(key);
    if (found == textures_.end()) {
        if (textures_.size() >= textures_max) textures_.clear();
        std::vector<std::uint8_t> rgba;
        rgba.reserve(picture.bytes.size() / 3 * 4);
        for (std::size_t at = 0; at + 2 < picture.bytes.size(); at += 3) {
            rgba.insert(rgba.end(), {picture.bytes[at], picture.bytes[at + 1],
                                     picture.bytes[at + 2], 255});
        }
        const Picture small = shrunk({picture.width, picture.height, rgba},
                                     static_cast<int>(size.x), static_cast<int>(size.y));
        found = textures_.emplace(key, Texture(pen.frame.textures, small.image())).first;
    }
    ImGui::Image(found->second.id(), size);
    pen.frame.description.add_last_item(Role::picture, label,
                                        std::to_string(picture.width) + "×" +
                                            std::to_string(picture.height));
}

}  // namespace soxa::ui
