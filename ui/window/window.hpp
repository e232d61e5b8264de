// The one window of the program: opens it, waits, draws when something happened, shows.
//
// Nothing is drawn while nothing happens or the window is minimised. No file is written but the
// description somebody asked for. Owns ImGui's context, so there is one Window at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "crypto/base/result.hpp"
#include "ui/window/screen.hpp"

namespace soxa::ui {

struct WindowOptions {
    std::string title;
    int width = 1366;
    int height = 768;
    Appearance appearance;
    bool gl = false;                      ///< draw by OpenGL 2 instead of our own rasteriser
    std::filesystem::path describe_to;    ///< if not empty: what is on the screen, as text
    std::chrono::seconds lock_after{300}; ///< without a key or a mouse movement
};

class Window {
public:
    /// Errc::defect "window.…" where no window can be opened: no display, no graphics.
    [[nodiscard]] static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    virtual ~Window() = default;

    /// Returns after close().
    virtual void run(Screen& screen) = 0;
    virtual void close() = 0;
    /// From the next frame on.
    virtual void set_appearance(const Appearance& appearance) = 0;
    /// Locks after so long without a key or a mouse movement.
    virtual void set_lock_after(std::chrono::seconds after) = 0;
    virtual void set_title(const std::string& title) = 0;
    virtual Redraw& redraw() = 0;
    virtual TextureStore& textures() = 0;
    virtual Typist& typist() = 0;
    virtual Clipboard& clipboard() = 0;
    /// Copies the screen as text to the clipboard, after the frame that is being drawn.
    virtual void copy_description() = 0;
};

}  // namespace soxa::ui
