// A field into which Vietnamese is typed: by Unikey or EVKey, by a keyboard layout with combining
// marks, by the built-in method, or pasted.
//
// Unikey sends a burst of backspaces and letters. The loop lets ImGui take them in order (input
// trickling stays on), and this field never changes the text under Unikey's hands: it normalises
// when the field is left and when text is pasted, not between two keys. What the caller gets is in
// NFC without private code points. One Typist for the window; on its thread only.
#pragma once

#include <cstdint>
#include <string>

#include <imgui.h>

#include "ui/typing/vietnamese.hpp"

namespace soxa::ui {

enum class FieldKind : std::uint8_t { line, lines, secret };

struct FieldOptions {
    FieldKind kind = FieldKind::line;
    const char* hint = nullptr;     ///< shown while empty
    bool vietnamese = true;         ///< false for numbers, dates, logins: the built-in typing is off
    bool read_only = false;
    float height = 0;               ///< of `lines`; 0: three lines
    std::size_t bytes_max = 4096;
};

struct FieldResult {
    bool edited = false;     ///< the text is another than before this frame
    bool committed = false;  ///< left, or Enter, after it was edited: save now
    bool entered = false;    ///< Enter was pressed in it
    bool focused = false;    ///< has the keyboard
};

class Typist {
public:
    void set_style(TypingStyle style);
    [[nodiscard]] TypingStyle style() const { return style_; }

    /// Draws the field; `id` is ImGui's ("##full_name"), `text` is what it edits. The item that ImGui
    /// remembers as last is the field.
    FieldResult field(const char* id, std::string& text, const FieldOptions& options);
    /// Wipes what ImGui keeps of edited text (its buffer, the text before, the undo steps), when the
    /// screen locks. After a secret was typed that happens by itself.
    void forget();

private:
    static int edited(ImGuiInputTextCallbackData* data);
    /// Wipes what no field uses now.
    static void forget_spare();
    void compose(ImGuiInputTextCallbackData* data);
    FieldResult after(ImGuiID mine, std::string& shown, std::string& text,
                      const FieldOptions& options);

    TypingStyle style_;
    ImGuiID active_ = 0;         ///< the field that is being edited
    std::string buffer_;         ///< its text as drawn
    std::string secret_;         ///< of a secret field, while it is drawn
    std::string before_;         ///< as it was after the last edit, to see what was typed
    std::size_t cursor_before_ = 0;
    VietnameseWord word_{TypingStyle{}};
    std::size_t word_begin_ = 0;
    bool word_open_ = false;
};

}  // namespace soxa::ui
