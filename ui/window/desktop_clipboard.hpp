// The desktop's clipboard: text goes out in NFC and comes in as it is drawn, and restricted values
// do not stay there.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "crypto/base/secret.hpp"
#include "ui/window/screen.hpp"

struct GLFWwindow;
struct ImGuiIO;

namespace soxa::ui {

class DesktopClipboard final : public Clipboard {
public:
    static constexpr std::chrono::seconds restricted_for{15};

    explicit DesktopClipboard(GLFWwindow* window) : window_(window) {}
    /// Takes a restricted value off.
    ~DesktopClipboard() override;
    DesktopClipboard(const DesktopClipboard&) = delete;
    DesktopClipboard& operator=(const DesktopClipboard&) = delete;

    /// ImGui's copy and paste go through here.
    void serve(ImGuiIO& io);
    void put(std::string_view text) override;
    void put_restricted(std::string_view text) override;
    void restrict_copies(bool on) override { copies_restricted_ = on; }

    [[nodiscard]] std::optional<Moment> due() const { return due_; }
    /// Takes a restricted value off, unless something else was copied since.
    void clear_restricted();

private:
    void set(const std::string& text);
    [[nodiscard]] std::string_view held() const;

    GLFWwindow* window_;
    std::optional<Moment> due_;
    std::optional<Secret> restricted_;
    std::string pasted_;
    bool copies_restricted_ = false;
};

}  // namespace soxa::ui
