// All of the window: bars, keys, and the screen of the place one is at.
#pragma once

#include "ui/app/desk.hpp"

namespace soxa::ui {

class AppScreen final : public Screen {
public:
    /// All outlive the screen. `language` goes before what was kept.
    AppScreen(const office::Surroundings& around, Window& window,
              std::optional<office::Language> language);

    void draw(Frame& frame) override;
    void handle(const Event& event) override;

private:
    struct Entry {
        Place place;
        std::size_t badge = 0;
    };
    [[nodiscard]] std::vector<Entry> entries() const;
    [[nodiscard]] Wanted keys() const;
    [[nodiscard]] Wanted draw_side(Pen& pen);
    [[nodiscard]] Wanted draw_top(Pen& pen);
    [[nodiscard]] Wanted draw_place(Pen& pen);
    [[nodiscard]] static Wanted draw_training(Pen& pen);
    [[nodiscard]] static Wanted draw_held_up(Pen& pen, const Desk::HeldUp& job);
    [[nodiscard]] Wanted draw_outside(Pen& pen);
    void draw_status(Pen& pen);

    Window& window_;
    /// What the last frame showed: as long as that changes, what is drawn has not come to rest.
    std::vector<Described> shown_;
    Panels panels_;
    Desk desk_;
};

}  // namespace soxa::ui
