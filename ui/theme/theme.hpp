// How things look: colours by what they mean, fonts and distances at the person's scale.
//
// Colours come in a light and a dark set; every pair of text and ground that `text_pairs` lists has
// a contrast of 4.5 : 1 or more (WCAG 2.1, 1.4.3), which a test computes. Panels name a meaning,
// never a number.
#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

namespace soxa::ui {

enum class Shade : std::uint8_t { light, dark };

struct Appearance {
    int scale_percent = 100;  ///< 100 to 200; other values are brought into that range
    Shade shade = Shade::light;

    friend bool operator==(const Appearance&, const Appearance&) = default;
};

/// ImGui's packed colours (IM_COL32).
struct Palette {
    ImU32 ground;          ///< behind everything
    ImU32 panel;           ///< what stands on the ground: a card, a side bar
    ImU32 raised;          ///< what stands on a panel: a popup, a menu
    ImU32 field;           ///< where text is typed
    ImU32 field_border;    ///< 3 : 1 or more against the field's ground (WCAG 2.1, 1.4.11)
    ImU32 line;            ///< between rows and parts; decoration only
    ImU32 row_other;       ///< every second row
    ImU32 row_hovered;
    ImU32 row_chosen;
    ImU32 text;
    ImU32 text_muted;      ///< less important, still readable
    ImU32 text_disabled;   ///< of what cannot be used now; exempt from contrast, nearly kept
    ImU32 text_on_accent;  ///< on accent, good, warning, bad
    ImU32 link;
    ImU32 accent;          ///< the one main action
    ImU32 accent_hovered;
    ImU32 accent_pressed;
    ImU32 button;          ///< other actions
    ImU32 button_hovered;
    ImU32 button_pressed;
    ImU32 focus;           ///< the ring around what has the keyboard
    ImU32 selection;       ///< behind chosen text
    ImU32 good;            ///< done, received, agrees
    ImU32 good_ground;
    ImU32 warning;         ///< to be looked at
    ImU32 warning_ground;
    ImU32 bad;             ///< wrong, late, refused
    ImU32 bad_ground;
    ImU32 shadow;          ///< over what cannot be used while a question is open
};
[[nodiscard]] const Palette& palette_of(Shade shade);

/// Which text stands on which ground, for the test of contrast and for whoever adds a colour.
struct TextPair {
    const char* name;
    ImU32 text;
    ImU32 ground;
};
[[nodiscard]] std::vector<TextPair> text_pairs(const Palette& palette);
/// WCAG 2.1's contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(ImU32 a, ImU32 b);

/// Pixels at the chosen scale, whole ones.
struct Spacing {
    float tiny;    ///< 2 at 100 %
    float small;   ///< 4
    float medium;  ///< 8
    float large;   ///< 16
    float huge;    ///< 32
    float radius;  ///< of a corner
    float border;  ///< a line
    float row;     ///< height of a table's row
    float control; ///< height of a button or field
};

/// Made with the theme and owned by ImGui's atlas.
struct Fonts {
    ImFont* body = nullptr;
    ImFont* strong = nullptr;   ///< body's size, bold
    ImFont* heading = nullptr;  ///< larger, bold
    ImFont* small = nullptr;    ///< notes; 0.85 of body
};

struct Theme {
    Appearance appearance;
    Palette palette;
    Spacing spacing;
    Fonts fonts;
    /// `pixels` at 100 %, as whole pixels at the chosen scale.
    [[nodiscard]] float scaled(float pixels) const;
};

/// Fills the atlas with the fonts at that scale and sets ImGui's style. Between two frames only.
[[nodiscard]] Theme make_theme(const Appearance& appearance, ImGuiIO& io, ImGuiStyle& style);

}  // namespace soxa::ui
