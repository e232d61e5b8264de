// A screen to try the engine with, until the real ones stand: fields, a long list, what happened.
#pragma once

#include <string>
#include <vector>

#include "ui/window/window.hpp"

namespace soxa::ui {

class TryScreen final : public Screen {
public:
    explicit TryScreen(Window& window) : window_(window) {}
    void draw(Frame& frame) override;
    void handle(const Event& event) override;

private:
    void draw_fields(Frame& frame);
    void draw_rows(Frame& frame);

    Window& window_;
    std::string name_;
    std::string secret_;
    std::string note_;
    std::string status_;
    int chosen_ = -1;
    bool locked_ = false;
};

}  // namespace soxa::ui
