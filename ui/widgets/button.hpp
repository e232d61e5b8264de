// What is pressed: buttons, links, tabs, answers, checkboxes. By mouse, or by Tab and Enter or Space.
#pragma once

#include <string>
#include <vector>

#include "ui/widgets/pen.hpp"

namespace soxa::ui {

enum class ButtonKind : std::uint8_t {
    plain,
    main,    ///< the one thing that this screen is for
    danger,  ///< cannot be taken back
};

struct ButtonLook {
    ButtonKind kind = ButtonKind::plain;
    bool enabled = true;
    float width = 0;   ///< 0: what the label needs
    float height = 0;  ///< 0: an ordinary one
    /// A key that does the same, drawn after the label: "F5".
    std::string_view key = {};
};

/// Two with one label on a screen stand between PushID and PopID.
[[nodiscard]] bool button(Pen& pen, const std::string& label, const ButtonLook& look = {});
[[nodiscard]] bool link(Pen& pen, const std::string& label);
/// True if it was changed.
bool checkbox(Pen& pen, const std::string& label, bool& on);
/// The index that was chosen, `chosen` if none was.
[[nodiscard]] std::size_t tabs(Pen& pen, const char* id, const std::vector<std::string>& labels,
                               std::size_t chosen);
/// A list to open with one line chosen; true if another was.
[[nodiscard]] bool choice(Pen& pen, const char* id, const std::string& label,
                          const std::vector<std::string>& options, std::size_t& chosen);
/// A line of a list, over the whole width; true if it was pressed.
[[nodiscard]] bool list_line(Pen& pen, const std::string& id, const std::string& label,
                             bool chosen, std::string_view note = {});

}  // namespace soxa::ui
