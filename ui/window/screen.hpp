// What the window shows, and what the window lends it to do so: the border between the engine and
// the screens.
//
// The loop calls `draw` inside one ImGui frame with nothing begun; the screen fills the window
// from (0,0) to io.DisplaySize. It is called only when something happened or a time it asked for
// has come, so what moves by itself must ask with Redraw. All calls are on the window's thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ui/described/described.hpp"
#include "ui/raster/texture.hpp"
#include "ui/theme/theme.hpp"
#include "ui/typing/text_field.hpp"

namespace soxa::ui {

using Moment = std::chrono::steady_clock::time_point;

/// Asks for frames.
class Redraw {
public:
    virtual ~Redraw() = default;
    /// A frame soon. From any thread; this is how a worker says that it has something.
    virtual void request() = 0;
    /// A frame at that time at the latest, once. On the window's thread, from `draw` or `handle`;
    /// asked again in every frame as long as it is wanted.
    virtual void at(Moment moment) = 0;
};

class Clipboard {
public:
    virtual ~Clipboard() = default;
    virtual void put(std::string_view text) = 0;
    /// Taken off again after 15 s, unless something else was copied since, and when the window
    /// closes.
    virtual void put_restricted(std::string_view text) = 0;
    /// While on, what a person copies out of a field is restricted as well.
    virtual void restrict_copies(bool on) = 0;
};

/// What a screen may use while it draws. Nothing of it may be kept.
struct Frame {
    Moment now;
    const Theme& theme;
    Description& description;
    Typist& typist;
    TextureStore& textures;
    Redraw& redraw;
    Clipboard& clipboard;
    bool caps_lock;  ///< known while a secret field has the keyboard, otherwise false
};

struct FilesDropped {
    std::vector<std::string> paths;  ///< UTF-8
};
/// The person closes the window. The screen answers by Window::close(), now or after a question.
struct CloseRequested {};
/// The person must log in again: forget keys and hide everything before the next frame.
struct LockRequired {
    enum class Reason : std::uint8_t { idle, suspend, session_locked };
    Reason reason;
};
using Event = std::variant<FilesDropped, CloseRequested, LockRequired>;

class Screen {
public:
    virtual ~Screen() = default;
    virtual void draw(Frame& frame) = 0;
    virtual void handle(const Event& event) = 0;
};

}  // namespace soxa::ui
