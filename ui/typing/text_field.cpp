#include "ui/typing/text_field.hpp"

#include <array>

#include <imgui_internal.h>
#include <imgui_stdlib.h>
#include <utf8proc.h>

#include "crypto/base/secret.hpp"
#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

/// All memory of the vector from `begin` on, in use or not.
template <class T>
void wipe_after(ImVector<T>& items, int begin) {
    if (begin >= items.Capacity) return;
    wipe({reinterpret_cast<std::uint8_t*>(items.Data + begin),
          static_cast<std::size_t>(items.Capacity - begin) * sizeof(T)});
}

/// All that the string has room for, and empties it.
void wipe_text(std::string& text) {
    text.resize(text.capacity());
    wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.clear();
}

/// Where the word that ends at `end` begins.
std::size_t word_begin(std::string_view text, std::size_t end) {
    std::size_t begin = end;
    while (begin > 0) {
        std::size_t at = begin - 1;
        while (at > 0 && (static_cast<std::uint8_t>(text[at]) & 0xC0U) == 0x80U) --at;
        utf8proc_int32_t letter = 0;
        const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
        const auto size = static_cast<utf8proc_ssize_t>(begin - at);
        if (utf8proc_iterate(bytes, size, &letter) != size) break;
        const auto point = static_cast<char32_t>(letter);
        bool composed = false;
        for (const ComposedLetter& one : composed_letters()) composed |= one.drawn == point;
        if (!composed && !is_word_letter(point)) break;
        begin = at;
    }
    return begin;
}

/// Around the field that has the keyboard.
void draw_ring() {
    const float width = ImGui::GetStyle().FrameBorderSize * 2;
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        ImGui::GetColorU32(ImGuiCol_NavHighlight),
                                        ImGui::GetStyle().FrameRounding, 0, width);
}

bool is_ascii_word_key(char key) {
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') || (key >= '0' && key <= '9');
}

/// What was typed since `before`, if that is all that happened: the bytes before the cursor now
/// that stand where the cursor, or a selection that was replaced, was.
std::string_view typed(std::string_view before, std::size_t cursor_before, std::string_view now,
                       std::size_t cursor) {
    const std::size_t tail = now.size() - cursor;
    if (tail > before.size()) return {};
    if (now.substr(cursor) != before.substr(before.size() - tail)) return {};
    std::size_t begin = std::min({cursor_before, cursor, before.size() - tail});
    if (now.substr(0, begin) != before.substr(0, begin)) return {};
    // The cursor may have stood at either end of the selection.
    while (begin < cursor && begin < before.size() - tail && now[begin] == before[begin]) ++begin;
    return now.substr(begin, cursor - begin);
}

}  // namespace

void Typist::set_style(TypingStyle style) {
    style_ = style;
    word_open_ = false;
}

int Typist::edited(ImGuiInputTextCallbackData* data) {
    auto* self = static_cast<Typist*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackEdit) self->compose(data);
    const auto cursor = static_cast<std::size_t>(data->CursorPos);
    // The cursor went elsewhere: what is typed there is another word.
    if (cursor != self->cursor_before_) self->word_open_ = false;
    self->before_.assign(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    self->cursor_before_ = cursor;
    return 0;
}

void Typist::compose(ImGuiInputTextCallbackData* data) {
    const std::string now(data->Buf, static_cast<std::size_t>(data->BufTextLen));
    const auto cursor = static_cast<std::size_t>(data->CursorPos);
    const std::string_view keys = typed(before_, cursor_before_, now, cursor);
    bool all_keys = !keys.empty();
    for (const char key : keys) all_keys = all_keys && (key >= 0x20 && key < 0x7F);
    // A paste is text, not keys.
    const ImGuiIO& io = ImGui::GetIO();
    if (!all_keys || io.KeyCtrl || (io.KeyShift && ImGui::IsKeyDown(ImGuiKey_Insert))) {
        word_open_ = false;
        return;
    }
    const std::size_t keys_begin = cursor - keys.size();
    std::string text = now.substr(0, keys_begin);
    if (cursor_before_ != keys_begin) word_open_ = false;
    for (const char key : keys) {
        if (!is_ascii_word_key(key)) {
            word_open_ = false;
            text += key;
            continue;
        }
        if (!word_open_) {
            word_begin_ = word_begin(text, text.size());
            word_ = VietnameseWord(style_);
            word_.take(std::string_view(text).substr(word_begin_));
            word_open_ = true;
        }
        word_.press(static_cast<char32_t>(key));
        text.resize(word_begin_);
        text += drawn_text(word_.text());
    }
    if (text == std::string_view(now).substr(0, cursor)) {
        cursor_before_ = cursor;
        return;
    }
    data->DeleteChars(0, static_cast<int>(cursor));
    data->InsertChars(0, text.c_str(), text.c_str() + text.size());
    data->CursorPos = static_cast<int>(text.size());
    data->SelectionStart = data->SelectionEnd = data->CursorPos;
    cursor_before_ = text.size();
}

FieldResult Typist::field(const char* id, std::string& text, const FieldOptions& options) {
    const bool secret = options.kind == FieldKind::secret;
    const ImGuiID mine = ImGui::GetID(id);
    const bool was_active = mine == active_ && active_ != 0;
    std::string plain;
    // A secret stands in one place that is large enough from the start: a text that grows or that
    // is small enough for the stack leaves copies behind.
    std::string& shown = secret ? secret_ : plain;
    if (secret) {
        secret_.reserve(options.bytes_max);
        secret_ = text;
    } else {
        plain = was_active ? buffer_ : drawn_text(text);
    }

    ImGuiInputTextFlags flags = ImGuiInputTextFlags_None;
    if (secret) flags |= ImGuiInputTextFlags_Password | ImGuiInputTextFlags_NoUndoRedo;
    if (options.read_only) flags |= ImGuiInputTextFlags_ReadOnly;
    ImGuiInputTextCallback callback = nullptr;
    if (!secret && options.vietnamese && style_.method != TypingMethod::off) {
        flags |= ImGuiInputTextFlags_CallbackEdit | ImGuiInputTextFlags_CallbackAlways;
        callback = &Typist::edited;
    }
    if (options.kind == FieldKind::lines) {
        const float height = options.height > 0 ? options.height : ImGui::GetFrameHeight() * 3;
        const ImVec2 size(ImGui::CalcItemWidth(), height);
        ImGui::InputTextMultiline(id, &shown, size, flags, callback, this);
    } else if (options.hint != nullptr) {
        ImGui::InputTextWithHint(id, options.hint, &shown, flags, callback, this);
    } else {
        ImGui::InputText(id, &shown, flags, callback, this);
    }
    return after(mine, shown, text, options);
}

FieldResult Typist::after(ImGuiID mine, std::string& shown, std::string& text,
                          const FieldOptions& options) {
    const bool secret = options.kind == FieldKind::secret;
    FieldResult result;
    if (shown.size() > options.bytes_max) {
        std::size_t end = options.bytes_max;
        while (end > 0 && (static_cast<std::uint8_t>(shown[end]) & 0xC0U) == 0x80U) --end;
        shown.resize(end);
    }
    result.focused = ImGui::IsItemActive();
    if (result.focused) draw_ring();
    if (ImGui::IsItemActive() && active_ != mine) {
        active_ = mine;
        before_ = shown;
        cursor_before_ = shown.size();
        word_open_ = false;
    }
    if (ImGui::IsItemDeactivated()) {
        result.committed = ImGui::IsItemDeactivatedAfterEdit();
        result.entered = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                         ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
        if (active_ == mine) active_ = 0;
    }
    if (secret) {
        if (shown != text) {
            result.edited = true;
            wipe_text(text);
            text = shown;
        }
        wipe_text(shown);
        if (ImGui::IsItemDeactivated()) forget_spare();
        return result;
    }
    std::string stored = stored_text(shown);
    if (stored != text) {
        result.edited = true;
        text = std::move(stored);
    }
    if (active_ == mine) buffer_ = std::move(shown);
    return result;
}

void Typist::forget_spare() {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    ImGuiInputTextState& state = context.InputTextState;
    // The field that has the keyboard now uses the front of these.
    wipe_after(state.TextW, state.CurLenW + 1);
    wipe_after(state.TextA, state.CurLenA + 1);
    wipe_after(state.InitialTextA, state.InitialTextA.Size);
    // Steps of undoing are text too; a field that just begins has none.
    auto& undo = state.Stb.undostate;
    wipe({reinterpret_cast<std::uint8_t*>(undo.undo_char), sizeof(undo.undo_char)});
    wipe_after(context.InputTextDeactivatedState.TextA, 0);
    context.InputTextDeactivatedState.ClearFreeMemory();
}

void Typist::forget() {
    ImGuiInputTextState& state = ImGui::GetCurrentContext()->InputTextState;
    if (state.TextW.Size > 0 && state.TextA.Size > 0) state.ClearText();
    wipe_after(state.InitialTextA, 0);
    forget_spare();
    for (std::string* kept : {&buffer_, &before_, &secret_}) wipe_text(*kept);
    active_ = 0;
    word_open_ = false;
    word_ = VietnameseWord(style_);
}

}  // namespace soxa::ui
