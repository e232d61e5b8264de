// How long our rasteriser needs for a frame of 1366×768, without and with a change: milliseconds of
// this processor, median and worst of many.
//
//   frame_bench [frames]
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <imgui.h>

#include "ui/raster/raster.hpp"
#include "ui/theme/theme.hpp"

namespace {

using namespace soxa::ui;

constexpr int width = 1366;
constexpr int height = 768;

double processor_ms() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// A screen as full as ours get: a side bar, a form, a table of nine columns, a scan.
void draw_screen(const Theme& theme, ImTextureID scan, int letters, float scroll) {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("bench", nullptr, ImGuiWindowFlags_NoDecoration);
    ImGui::PushFont(theme.fonts.heading);
    ImGui::TextUnformatted("Hồ sơ công chức xã Ea Tu, tháng 11 năm 2026");
    ImGui::PopFont();
    std::string name = "Nguyễn Thị Hường" + std::string(static_cast<std::size_t>(letters), 'g');
    ImGui::SetNextItemWidth(300);
    ImGui::InputText("Họ và tên", name.data(), name.size() + 1);
    for (int i = 0; i < 8; ++i) {
        ImGui::SameLine();
        ImGui::Button("Đồng bộ");
    }
    if (ImGui::BeginTable("rows", 9, ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY |
                                         ImGuiTableFlags_BordersInner, {1050, 0})) {
        ImGui::SetScrollY(scroll);
        for (int row = 0; row < 100; ++row) {
            ImGui::TableNextRow();
            for (int column = 0; column < 9; ++column) {
                ImGui::TableNextColumn();
                ImGui::Text("Trần Văn %d", row * 9 + column);
            }
        }
        ImGui::EndTable();
    }
    ImGui::SameLine();
    ImGui::BeginGroup();
    ImGui::Image(scan, {260, 360});
    for (int i = 0; i < 8; ++i) ImGui::Button("Phê duyệt hồ sơ", {260, 0});
    ImGui::EndGroup();
    ImGui::End();
    ImGui::Render();
}

struct Times {
    std::vector<double> draw;
    std::vector<double> imgui;
};

void print(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-34s median %6.3f ms   worst %6.3f ms\n", what, times[times.size() / 2],
                times.back());
}

}  // namespace

int main(int count, char** words) {
    const int frames = count > 1 ? std::atoi(words[1]) : 200;
    ImGuiContext* context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, height};
    const double before_fonts = processor_ms();
    const Theme theme = make_theme({}, io, ImGui::GetStyle());
    std::printf("fonts: %.1f ms, atlas %d x %d\n", processor_ms() - before_fonts,
                io.Fonts->TexWidth, io.Fonts->TexHeight);
    CpuTextures textures;
    io.Fonts->SetTexID(textures.create_font(io.Fonts->TexPixelsAlpha8, io.Fonts->TexWidth,
                                            io.Fonts->TexHeight));
    const std::vector<std::uint8_t> grey(std::size_t{520} * 720 * 4, 200);
    const Texture scan(textures, {520, 720, grey});
    Canvas canvas(width, height);
    Raster raster(textures);
    const auto run = [&](const char* what, bool whole, bool typing, bool scrolling) {
        Times times;
        for (int i = 0; i < frames; ++i) {
            const double begun = processor_ms();
            draw_screen(theme, scan.id(), typing ? i % 20 : 0, scrolling ? static_cast<float>(i % 60) * 7 : 0);
            const double drawn = processor_ms();
            if (whole) raster.forget();
            raster.draw(*ImGui::GetDrawData(), 0xF1F4F8, canvas);
            times.imgui.push_back(drawn - begun);
            times.draw.push_back(processor_ms() - drawn);
        }
        print(what, times.draw);
        print("  ImGui itself", times.imgui);
    };
    for (int i = 0; i < 3; ++i) draw_screen(theme, scan.id(), 0, 0);
    int vertices = ImGui::GetDrawData()->TotalVtxCount;
    std::printf("%d vertices\n", vertices);
    run("full frame", true, false, false);
    run("nothing changed", false, false, false);
    run("a letter typed", false, true, false);
    run("table scrolled", false, false, true);
    ImGui::DestroyContext(context);
    return 0;
}
