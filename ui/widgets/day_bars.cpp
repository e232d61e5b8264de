#include "ui/widgets/day_bars.hpp"

#include <imgui.h>

#include <algorithm>
#include <numeric>

#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

ImU32 colour_of(const Palette& palette, Tone tone) {
    switch (tone) {
        case Tone::good: return palette.good;
        case Tone::warning: return palette.warning;
        case Tone::bad: return palette.bad;
        case Tone::strong: return palette.accent;
        case Tone::plain:
        case Tone::muted: break;
    }
    return palette.text_muted;
}

std::size_t most(const std::vector<DaySeries>& series) {
    std::size_t found = 1;
    for (const DaySeries& one : series) {
        for (const std::size_t count : one.counts) found = std::max(found, count);
    }
    return found;
}

void draw_text(Pen& pen, ImVec2 at, ImU32 colour, const std::string& said) {
    ImFont* font = pen.frame.theme.fonts.small;
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, colour, said.data(),
                                        said.data() + said.size());
}

/// The series by their colours, on one line.
void draw_legend(Pen& pen, const std::vector<DaySeries>& series) {
    ImFont* font = pen.frame.theme.fonts.small;
    ImVec2 at = ImGui::GetCursorScreenPos();
    const float side = font->FontSize * 0.7F;
    for (const DaySeries& one : series) {
        const float low = at.y + (font->FontSize - side) / 2;
        ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(at.x, low),
                                                  ImVec2(at.x + side, low + side),
                                                  colour_of(pen.palette(), one.tone));
        const std::string said = drawn_text(one.label);
        at.x += side + pen.spacing().small;
        draw_text(pen, at, pen.palette().text_muted, said);
        at.x += font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, said.data(),
                                    said.data() + said.size())
                    .x +
                pen.spacing().large;
    }
    ImGui::Dummy(ImVec2(0, font->FontSize));
}

}  // namespace

void day_bars(Pen& pen, const std::string& label, const std::vector<DaySeries>& series,
              float height) {
    if (series.empty() || series.front().counts.empty()) return;
    draw_legend(pen, series);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::size_t days = series.front().counts.size();
    const float column = width / static_cast<float>(days);
    ImFont* font = pen.frame.theme.fonts.small;
    const float floor = at.y + height - font->FontSize - pen.spacing().small;
    const float unit = (floor - at.y) / static_cast<float>(most(series));
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine(ImVec2(at.x, floor), ImVec2(at.x + width, floor), pen.palette().line);
    const float bar = column * 0.8F / static_cast<float>(series.size());
    for (std::size_t day = 0; day < days; ++day) {
        const float left = at.x + column * static_cast<float>(day);
        for (std::size_t i = 0; i < series.size(); ++i) {
            const std::size_t count = series[i].counts[day];
            if (count == 0) continue;
            const float from = left + column * 0.1F + bar * static_cast<float>(i);
            list->AddRectFilled(ImVec2(from, floor - unit * static_cast<float>(count)),
                                ImVec2(from + bar, floor),
                                colour_of(pen.palette(), series[i].tone));
        }
        const std::string number = std::to_string(day + 1);
        const float wide = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, number.c_str()).x;
        // Every number where there is room, else every fifth.
        if (wide * 1.3F > column && day != 0 && (day + 1) % 5 != 0) continue;
        draw_text(pen, ImVec2(left + (column - wide) / 2, floor + pen.spacing().small / 2),
                  pen.palette().text_muted, number);
    }
    ImGui::Dummy(ImVec2(width, height));
    std::string sums;
    for (const DaySeries& one : series) {
        const std::size_t sum = std::accumulate(one.counts.begin(), one.counts.end(), std::size_t{});
        sums += (sums.empty() ? "" : ", ") + one.label + " " + std::to_string(sum);
    }
    pen.frame.description.add_last_item(Role::picture, label, sums);
    if (!ImGui::IsItemHovered()) return;
    const auto over = static_cast<std::size_t>(
        std::clamp((ImGui::GetMousePos().x - at.x) / column, 0.F, static_cast<float>(days - 1)));
    std::string said = std::to_string(over + 1);
    for (const DaySeries& one : series) {
        said += "\n" + one.label + ": " + std::to_string(one.counts[over]);
    }
    said = drawn_text(said);
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(said.data(), said.data() + said.size());
    ImGui::EndTooltip();
}

}  // namespace soxa::ui
