// The screen as text: what every widget that was drawn shows, where, and in which state.
//
// For whom the picture is no use: a screen reader, the support on the telephone ("Sao chép màn hình
// thành chữ"), and the tests, which look at nothing else. A widget adds itself right after it is
// drawn. What is masked on the screen is masked here: a secret value never gets in, not even its
// length. Filled anew in every frame, on the window's thread only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soxa::ui {

enum class Role : std::uint8_t {
    screen,    ///< the name of what is shown; at most one a frame
    heading,
    text,
    button,
    field,     ///< text is typed into it
    secret,    ///< a field whose text is not shown
    checkbox,  ///< value "1" or "0"
    choice,    ///< opens a list; the value is what is chosen
    tab,
    row,       ///< of a table or list
    cell,
    link,
    finding,   ///< what is wrong with a field, or to be looked at
    status,    ///< what just happened, or how far it is
    picture,
};
[[nodiscard]] std::string_view name_of(Role role);

/// In pixels of the window.
struct Area {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const Area&, const Area&) = default;
};

struct Described {
    Role role = Role::text;
    std::string label;
    std::string value;
    Area area;
    bool enabled = true;
    bool focused = false;
    bool chosen = false;  ///< the row, tab or answer that is selected

    friend bool operator==(const Described&, const Described&) = default;
};

/// What a frame shows, in the order of drawing.
class Description {
public:
    void begin_frame(int width, int height);
    /// Whatever stands outside the window is left out.
    void add(Described item);
    /// The item ImGui drew last: its area, whether it is enabled and has the keyboard. Left out
    /// when it is scrolled out of sight. `value` of a secret is dropped.
    void add_last_item(Role role, std::string_view label, std::string_view value = {},
                       bool chosen = false);
    /// Text that is drawn next to the cursor or by a draw list, so that ImGui has no item for it.
    void add_text(Role role, std::string_view text, const Area& area);

    [[nodiscard]] const std::vector<Described>& items() const { return items_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    /// A line an item, for people: role, label, value.
    [[nodiscard]] std::string as_text() const;
    /// A line an item, for programs: role, area, state, label and value, parted by tabs
    /// (README.md of this folder).
    [[nodiscard]] std::string as_lines() const;

private:
    std::vector<Described> items_;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace soxa::ui
