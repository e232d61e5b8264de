#include "ui/theme/theme.hpp"

#include <algorithm>
#include <cmath>

#include "ui/theme/fonts.hpp"

namespace soxa::ui {

namespace {

constexpr int scale_min = 100;
constexpr int scale_max = 200;

Spacing spacing_at(float scale) {
    const auto pixels = [&](float at_100) { return std::max(1.0F, std::round(at_100 * scale)); };
    return {.tiny = pixels(2),
            .small = pixels(4),
            .medium = pixels(8),
            .large = pixels(16),
            .huge = pixels(32),
            .radius = pixels(4),
            .border = std::max(1.0F, std::floor(scale)),
            .row = pixels(30),
            .control = pixels(33)};
}

void set_sizes(ImGuiStyle& style, const Spacing& at, float font_pixels) {
    style.WindowPadding = {at.large, at.large};
    style.WindowRounding = 0;
    style.WindowBorderSize = 0;
    style.ChildRounding = at.radius;
    style.ChildBorderSize = 0;
    style.PopupRounding = at.radius;
    style.PopupBorderSize = at.border;
    style.FramePadding = {at.medium, std::floor((at.control - font_pixels) / 2)};
    style.FrameRounding = at.radius;
    style.FrameBorderSize = at.border;
    style.ItemSpacing = {at.medium, at.medium};
    style.ItemInnerSpacing = {at.small, at.small};
    style.CellPadding = {at.medium, std::floor((at.row - font_pixels) / 2)};
    style.IndentSpacing = at.large;
    style.ScrollbarSize = std::round(at.large * 0.9F);
    style.ScrollbarRounding = at.radius;
    style.GrabMinSize = at.large;
    style.GrabRounding = at.radius;
    style.TabRounding = at.radius;
    style.SeparatorTextBorderSize = at.border;
    style.AntiAliasedLines = true;
    style.AntiAliasedLinesUseTex = false;
    style.AntiAliasedFill = true;
}

void set_colours(ImGuiStyle& style, const Palette& p) {
    const auto set = [&](ImGuiCol which, ImU32 colour) {
        style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    constexpr ImU32 none = 0;
    set(ImGuiCol_Text, p.text);
    set(ImGuiCol_TextDisabled, p.text_disabled);
    set(ImGuiCol_WindowBg, p.ground);
    set(ImGuiCol_ChildBg, none);
    set(ImGuiCol_PopupBg, p.raised);
    set(ImGuiCol_Border, p.field_border);
    set(ImGuiCol_BorderShadow, none);
    set(ImGuiCol_FrameBg, p.field);
    set(ImGuiCol_FrameBgHovered, p.field);
    set(ImGuiCol_FrameBgActive, p.field);
    set(ImGuiCol_TitleBg, p.panel);
    set(ImGuiCol_TitleBgActive, p.panel);
    set(ImGuiCol_TitleBgCollapsed, p.panel);
    set(ImGuiCol_MenuBarBg, p.panel);
    set(ImGuiCol_ScrollbarBg, none);
    set(ImGuiCol_ScrollbarGrab, p.button_pressed);
    set(ImGuiCol_ScrollbarGrabHovered, p.field_border);
    set(ImGuiCol_ScrollbarGrabActive, p.field_border);
    set(ImGuiCol_CheckMark, p.accent);
    set(ImGuiCol_SliderGrab, p.accent);
    set(ImGuiCol_SliderGrabActive, p.accent_pressed);
    set(ImGuiCol_Button, p.button);
    set(ImGuiCol_ButtonHovered, p.button_hovered);
    set(ImGuiCol_ButtonActive, p.button_pressed);
    set(ImGuiCol_Header, p.row_chosen);
    set(ImGuiCol_HeaderHovered, p.row_hovered);
    set(ImGuiCol_HeaderActive, p.row_chosen);
    set(ImGuiCol_Separator, p.line);
    set(ImGuiCol_SeparatorHovered, p.field_border);
    set(ImGuiCol_SeparatorActive, p.accent);
    set(ImGuiCol_ResizeGrip, none);
    set(ImGuiCol_ResizeGripHovered, p.button_hovered);
    set(ImGuiCol_ResizeGripActive, p.button_pressed);
    set(ImGuiCol_Tab, p.button);
    set(ImGuiCol_TabHovered, p.button_hovered);
    set(ImGuiCol_TabActive, p.row_chosen);
    set(ImGuiCol_TabUnfocused, p.button);
    set(ImGuiCol_TabUnfocusedActive, p.row_chosen);
    set(ImGuiCol_PlotLines, p.accent);
    set(ImGuiCol_PlotLinesHovered, p.accent_hovered);
    set(ImGuiCol_PlotHistogram, p.accent);
    set(ImGuiCol_PlotHistogramHovered, p.accent_hovered);
    set(ImGuiCol_TableHeaderBg, p.button);
    set(ImGuiCol_TableBorderStrong, p.line);
    set(ImGuiCol_TableBorderLight, p.line);
    set(ImGuiCol_TableRowBg, p.panel);
    set(ImGuiCol_TableRowBgAlt, p.row_other);
    set(ImGuiCol_TextSelectedBg, p.selection);
    set(ImGuiCol_DragDropTarget, p.accent);
    set(ImGuiCol_NavHighlight, p.focus);
    set(ImGuiCol_NavWindowingHighlight, p.focus);
    set(ImGuiCol_NavWindowingDimBg, p.shadow);
    set(ImGuiCol_ModalWindowDimBg, p.shadow);
}

}  // namespace

float Theme::scaled(float pixels) const {
    return std::round(pixels * static_cast<float>(appearance.scale_percent) / 100.0F);
}

Theme make_theme(const Appearance& appearance, ImGuiIO& io, ImGuiStyle& style) {
    Theme theme{.appearance = appearance,
                .palette = palette_of(appearance.shade),
                .spacing = {},
                .fonts = {}};
    theme.appearance.scale_percent = std::clamp(appearance.scale_percent, scale_min, scale_max);
    const float scale = static_cast<float>(theme.appearance.scale_percent) / 100.0F;
    theme.spacing = spacing_at(scale);
    theme.fonts = build_fonts(*io.Fonts, scale);
    io.FontDefault = theme.fonts.body;
    style = ImGuiStyle();
    set_sizes(style, theme.spacing, theme.fonts.body->FontSize);
    set_colours(style, theme.palette);
    return theme;
}

}  // namespace soxa::ui
