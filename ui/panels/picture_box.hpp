// Pictures of scans on the screen: each becomes a texture once, at the size that it is shown at.
#pragma once

#include <map>
#include <string>

#include "client/office/picture.hpp"
#include "ui/raster/texture.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

class PictureBox {
public:
    /// In its proportions, not larger than that; nothing where it has no pixels. `name` says which
    /// picture it is; `label` is what the description has of it.
    void draw(Pen& pen, const std::string& name, const office::Pixels& picture, float width,
              float height, const std::string& label);
    /// All of them go.
    void forget() { textures_.clear(); }

private:
    std::map<std::string, Texture> textures_;
};

}  // namespace soxa::ui
