// What a panel draws with: the window's frame and the words.
#pragma once

#include <string>
#include <string_view>

#include "ui/window/screen.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct Pen {
    Frame& frame;
    const Words& words;

    [[nodiscard]] const Palette& palette() const { return frame.theme.palette; }
    [[nodiscard]] const Spacing& spacing() const { return frame.theme.spacing; }
    [[nodiscard]] float scaled(float pixels) const { return frame.theme.scaled(pixels); }
    [[nodiscard]] std::string say(std::string_view key,
                                  const std::vector<std::string>& arguments = {}) const {
        return words.say(key, arguments);
    }
};

}  // namespace soxa::ui
