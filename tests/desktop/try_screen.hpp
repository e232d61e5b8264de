// A screen with a bit of everything that the window has to get right: fields, a long list, a
// picture, what happened. The driver looks at it from outside.
#pragma once

#include <string>
#include <vector>

#include "ui/window/window.hpp"

namespace soxa::tests {

using namespace soxa::ui;

class TryScreen final : public Screen {
public:
    explicit TryScreen(Window& window) : window_(window) {}
    void draw(Frame& frame) override;
    void handle(const Event& event) override;

private:
    void draw_fields(Frame& frame);
    void draw_rows(Frame& frame);

    Window& window_;
    Texture picture_;
    std::string name_;
    std::string secret_;
    std::string note_;
    std::string status_;
    int chosen_ = -1;
    bool locked_ = false;
};

}  // namespace soxa::tests
