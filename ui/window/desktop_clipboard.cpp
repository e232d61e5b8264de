#include "ui/window/desktop_clipboard.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include "crypto/base/bytes.hpp"
#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

DesktopClipboard::~DesktopClipboard() { clear_restricted(); }

void DesktopClipboard::serve(ImGuiIO& io) {
    io.ClipboardUserData = this;
    io.SetClipboardTextFn = [](void* self, const char* text) {
        auto& mine = *static_cast<DesktopClipboard*>(self);
        mine.copies_restricted_ ? mine.put_restricted(text) : mine.put(text);
    };
    io.GetClipboardTextFn = [](void* self) {
        auto& mine = *static_cast<DesktopClipboard*>(self);
        mine.pasted_ = drawn_text(mine.held());
        return mine.pasted_.c_str();
    };
}

void DesktopClipboard::set(const std::string& text) {
    ::glfwSetClipboardString(window_, text.c_str());
}

std::string_view DesktopClipboard::held() const {
    const char* text = ::glfwGetClipboardString(window_);
    return text == nullptr ? "" : text;
}

void DesktopClipboard::put(std::string_view text) {
    due_.reset();
    restricted_.reset();
    set(stored_text(text));
}

void DesktopClipboard::put_restricted(std::string_view text) {
    std::string stored = stored_text(text);
    set(stored);
    restricted_.emplace(Bytes(stored.begin(), stored.end()));
    wipe({reinterpret_cast<std::uint8_t*>(stored.data()), stored.size()});
    due_ = std::chrono::steady_clock::now() + restricted_for;
}

void DesktopClipboard::clear_restricted() {
    due_.reset();
    if (!restricted_) return;
    const ByteView ours = restricted_->reveal();
    const std::string_view theirs = held();
    if (std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                   [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
        set("");
    }
    restricted_.reset();
    wipe({reinterpret_cast<std::uint8_t*>(pasted_.data()), pasted_.size()});
    pasted_.clear();
}

}  // namespace soxa::ui
