// How a screen is laid out: a card in the middle, or a page with a title and its actions.
#pragma once

#include <optional>

#include "ui/widgets/text.hpp"

namespace soxa::ui {

/// In the middle of the window, scrolling where the window is low.
class MiddleCard {
public:
    MiddleCard(Pen& pen, const char* id, float width);
    ~MiddleCard();
    MiddleCard(const MiddleCard&) = delete;
    MiddleCard& operator=(const MiddleCard&) = delete;

private:
    std::optional<Card> card_;
};

/// A question over the screen; what is below waits. Open while it lives and `open()` is true.
class Question {
public:
    Question(Pen& pen, const char* id, bool& wanted, float width = 520);
    ~Question();
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    [[nodiscard]] bool open() const { return open_; }

private:
    bool open_ = false;
};

/// What came of the last act on a screen.
struct Told {
    std::string text;
    bool bad = false;
};
/// On its ground; nothing where there is nothing to tell.
void draw_told(Pen& pen, const Told& told);

/// How many columns of at least `width` fit.
[[nodiscard]] int columns_of(const Pen& pen, float width, int most);

}  // namespace soxa::ui
