// A hand on a panel without a window: frames of ImGui, keys and clicks, and what the panel says it
// shows.
#pragma once

#include <imgui.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ui/panels/intent.hpp"
#include "ui/raster/raster.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::tests {

class NoTextures final : public ui::TextureStore {
public:
    [[nodiscard]] ImTextureID create(const ui::Image&) override { return nullptr; }
    void destroy(ImTextureID) override {}
};
class NoRedraw final : public ui::Redraw {
public:
    void request() override {}
    void at(ui::Moment) override {}
};
/// What was copied, and whether it may stay.
class KeptClipboard final : public ui::Clipboard {
public:
    void put(std::string_view copied) override { set(copied, false); }
    void put_restricted(std::string_view copied) override { set(copied, true); }
    void restrict_copies(bool on) override { copies_restricted_ = on; }

    void serve(ImGuiIO& io) {
        io.ClipboardUserData = this;
        io.SetClipboardTextFn = [](void* self, const char* copied) {
            auto& mine = *static_cast<KeptClipboard*>(self);
            mine.set(copied, mine.copies_restricted_);
        };
    }

    std::string text;
    bool restricted = false;

private:
    void set(std::string_view copied, bool for_short) {
        text = copied;
        restricted = for_short;
    }

    bool copies_restricted_ = false;
};

/// How large the window is, and how it looks.
struct Sheet {
    int width = 1366;
    int height = 768;
    ui::Appearance appearance = {};
};

class Hand {
public:
    explicit Hand(const Sheet& sheet = {}) : sheet_(sheet) {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        clipboard_.serve(io);
        io.DisplaySize =
            ImVec2(static_cast<float>(sheet.width), static_cast<float>(sheet.height));
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
        theme_ = ui::make_theme(sheet.appearance, io, ImGui::GetStyle());
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        io.Fonts->SetTexID(letters_.create_font(pixels, width, height));
    }
    ~Hand() { ImGui::DestroyContext(); }
    Hand(const Hand&) = delete;
    Hand& operator=(const Hand&) = delete;

    /// What the panel wanted in this frame.
    template <class Draw>
    ui::Wanted frame(Draw draw) {
        ImGui::GetIO().DeltaTime = 1.F / 60;
        ImGui::NewFrame();
        description_.begin_frame(sheet_.width, sheet_.height);
        now_ += std::chrono::milliseconds(16);
        ui::Frame lent{now_,      theme_,  description_, typist_, textures_,
                       redraw_, clipboard_, false};
        ui::Pen pen{lent, words_};
        ImGui::SetNextWindowPos(ImVec2(0, 0));
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("##root", nullptr, ImGuiWindowFlags_NoDecoration);
        ui::Wanted wanted = draw(pen);
        ImGui::End();
        ImGui::Render();
        return wanted;
    }
    /// Frames until the panel wants something; nothing after ten of them.
    template <class Draw>
    ui::Wanted frames(Draw draw) {
        for (int i = 0; i < 10; ++i) {
            if (ui::Wanted wanted = frame(draw)) return wanted;
        }
        return {};
    }

    [[nodiscard]] const ui::Described* find(std::string_view label) const {
        for (const ui::Described& item : description_.items()) {
            if (item.label == label) return &item;
        }
        return nullptr;
    }
    template <class Draw>
    ui::Wanted click(std::string_view label, Draw draw) {
        const ui::Described* item = find(label);
        CAPTURE(label, description_.as_text());
        REQUIRE(item != nullptr);
        ImGuiIO& io = ImGui::GetIO();
        const auto x = static_cast<float>(item->area.left + 5);
        const auto y = static_cast<float>(item->area.top + item->area.height / 2);
        io.AddMousePosEvent(x, y);
        io.AddMouseButtonEvent(0, true);
        io.AddMouseButtonEvent(0, false);
        return frames(draw);
    }
    template <class Draw>
    ui::Wanted press(ImGuiKey key, Draw draw) {
        ImGui::GetIO().AddKeyEvent(key, true);
        ImGui::GetIO().AddKeyEvent(key, false);
        return frames(draw);
    }
    template <class Draw>
    ui::Wanted type(const std::string& text, Draw draw) {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        return frames(draw);
    }
    /// Copies all of the field that has the keyboard.
    template <class Draw>
    const KeptClipboard& copy(Draw draw) {
        ImGuiIO& io = ImGui::GetIO();
        io.AddKeyEvent(ImGuiMod_Ctrl, true);
        (void)press(ImGuiKey_A, draw);
        (void)press(ImGuiKey_C, draw);
        io.AddKeyEvent(ImGuiMod_Ctrl, false);
        (void)frames(draw);
        return clipboard_;
    }
    [[nodiscard]] const ui::Description& description() const { return description_; }

    /// The last frame as the window would show it, a portable pixmap.
    void save(const std::filesystem::path& file) {
        ui::Raster raster(letters_);
        ui::Canvas canvas(sheet_.width, sheet_.height);
        const ImVec4 ground = ImGui::GetStyle().Colors[ImGuiCol_WindowBg];
        const auto part = [](float value) { return static_cast<std::uint32_t>(value * 255); };
        (void)raster.draw(*ImGui::GetDrawData(),
                          part(ground.x) << 16 | part(ground.y) << 8 | part(ground.z), canvas);
        std::ofstream out(file, std::ios::binary);
        out << "P6 " << sheet_.width << ' ' << sheet_.height << " 255\n";
        for (int y = 0; y < sheet_.height; ++y) {
            for (int x = 0; x < sheet_.width; ++x) {
                const std::uint32_t pixel = canvas.row(y)[x];
                for (const int shift : {16, 8, 0}) {
                    out.put(static_cast<char>(pixel >> shift & 0xFF));
                }
            }
        }
    }

private:
    Sheet sheet_;
    ui::CpuTextures letters_;
    ui::Words words_{office::Language::vietnamese};
    ui::Theme theme_;
    ui::Description description_;
    ui::Typist typist_;
    NoTextures textures_;
    NoRedraw redraw_;
    KeptClipboard clipboard_;
    ui::Moment now_{};
};

}  // namespace soxa::tests
