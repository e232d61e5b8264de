// A field with its label, help and what is wrong with it, as a form has them one below the other.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets/pen.hpp"

namespace soxa::ui {

struct FieldLook {
    std::string label;
    std::string help;         ///< at the "?" beside it
    FieldKind kind = FieldKind::line;
    bool required = false;
    bool vietnamese = true;
    bool enabled = true;
    std::string hint;         ///< shown while empty
    std::string error;        ///< why the last text was not taken
    float width = 0;          ///< 0: what is left
    bool focus = false;       ///< takes the keyboard now
    bool restricted = false;  ///< what is copied out of it does not stay on the clipboard
};

/// Label to the left, or above where the window is narrow; ends with the errors below the field.
/// `id` is unique on the screen.
FieldResult field(Pen& pen, const std::string& id, std::string& text, const FieldLook& look);
/// The label's part alone, for a widget of another kind: the cursor is where that one begins.
enum class LabelPlace : std::uint8_t { above, beside };
[[nodiscard]] LabelPlace begin_field(Pen& pen, const FieldLook& look);
void end_field(Pen& pen, const FieldLook& look, LabelPlace place);
/// Gives the keyboard to the widget that was drawn last, from the next frame on.
void give_keyboard(Pen& pen);
/// What a widget between the two may take.
[[nodiscard]] float field_width(const Pen& pen, const FieldLook& look);
/// What the label takes of the width.
[[nodiscard]] float label_width(const Pen& pen);

}  // namespace soxa::ui
