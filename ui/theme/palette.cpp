#include <algorithm>
#include <cmath>

#include "ui/theme/theme.hpp"

namespace soxa::ui {

namespace {

/// 0xRRGGBB, opaque.
constexpr ImU32 colour(std::uint32_t rgb) {
    return IM_COL32((rgb >> 16U) & 0xFFU, (rgb >> 8U) & 0xFFU, rgb & 0xFFU, 255U);
}

constexpr Palette light{
    .ground = colour(0xF1F4F8),
    .panel = colour(0xFFFFFF),
    .raised = colour(0xFFFFFF),
    .field = colour(0xFFFFFF),
    .field_border = colour(0x7A8699),
    .line = colour(0xD9DFE7),
    .row_other = colour(0xF7F9FB),
    .row_hovered = colour(0xE8F0FB),
    .row_chosen = colour(0xD3E3FA),
    .text = colour(0x1B2430),
    .text_muted = colour(0x505B69),
    .text_disabled = colour(0x7F8A99),
    .text_on_accent = colour(0xFFFFFF),
    .link = colour(0x0B57B7),
    .accent = colour(0x0B57B7),
    .accent_hovered = colour(0x0A4A9C),
    .accent_pressed = colour(0x083C80),
    .button = colour(0xE4E9F0),
    .button_hovered = colour(0xD6DEE9),
    .button_pressed = colour(0xC6D1E0),
    .focus = colour(0x0B57B7),
    .selection = colour(0xB9D3F7),
    .good = colour(0x1B6E3C),
    .good_ground = colour(0xE3F4E9),
    .warning = colour(0x855000),
    .warning_ground = colour(0xFFF3DC),
    .bad = colour(0xB3261E),
    .bad_ground = colour(0xFCE8E6),
    .shadow = IM_COL32(16, 24, 40, 110),
};

constexpr Palette dark{
    .ground = colour(0x12161C),
    .panel = colour(0x1A2028),
    .raised = colour(0x222A34),
    .field = colour(0x141A21),
    .field_border = colour(0x6F7E93),
    .line = colour(0x2E3743),
    .row_other = colour(0x1E2530),
    .row_hovered = colour(0x263141),
    .row_chosen = colour(0x2C4265),
    .text = colour(0xE8ECF1),
    .text_muted = colour(0xA9B4C2),
    .text_disabled = colour(0x7A8695),
    .text_on_accent = colour(0x0B1220),
    .link = colour(0x8AB8FF),
    .accent = colour(0x7FB0FF),
    .accent_hovered = colour(0x99C0FF),
    .accent_pressed = colour(0xB3D0FF),
    .button = colour(0x2C3643),
    .button_hovered = colour(0x364252),
    .button_pressed = colour(0x414F62),
    .focus = colour(0x7FB0FF),
    .selection = colour(0x2F4F80),
    .good = colour(0x6CCB8F),
    .good_ground = colour(0x16301F),
    .warning = colour(0xF0B85A),
    .warning_ground = colour(0x33270F),
    .bad = colour(0xFF8F86),
    .bad_ground = colour(0x3A1B1A),
    .shadow = IM_COL32(0, 0, 0, 140),
};

/// WCAG 2.1, relative luminance.
double luminance(ImU32 packed) {
    const auto linear = [](ImU32 channel) {
        const double part = static_cast<double>(channel & 0xFFU) / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(packed >> IM_COL32_R_SHIFT) +
           0.7152 * linear(packed >> IM_COL32_G_SHIFT) +
           0.0722 * linear(packed >> IM_COL32_B_SHIFT);
}

}  // namespace

const Palette& palette_of(Shade shade) { return shade == Shade::light ? light : dark; }

double contrast(ImU32 a, ImU32 b) {
    const double bright = std::max(luminance(a), luminance(b));
    const double dim = std::min(luminance(a), luminance(b));
    return (bright + 0.05) / (dim + 0.05);
}

std::vector<TextPair> text_pairs(const Palette& p) {
    std::vector<TextPair> pairs;
    for (const ImU32 ground : {p.ground, p.panel, p.raised, p.field, p.row_other, p.row_hovered,
                               p.row_chosen, p.selection}) {
        pairs.push_back({"text", p.text, ground});
    }
    for (const ImU32 ground : {p.ground, p.panel, p.raised, p.field, p.row_other, p.row_hovered,
                               p.row_chosen}) {
        pairs.push_back({"text_muted", p.text_muted, ground});
    }
    for (const ImU32 ground : {p.button, p.button_hovered, p.button_pressed, p.good_ground,
                               p.warning_ground, p.bad_ground}) {
        pairs.push_back({"text", p.text, ground});
    }
    for (const ImU32 ground : {p.accent, p.accent_hovered, p.accent_pressed, p.good, p.warning,
                               p.bad}) {
        pairs.push_back({"text_on_accent", p.text_on_accent, ground});
    }
    for (const ImU32 ground : {p.ground, p.panel, p.raised}) {
        pairs.push_back({"link", p.link, ground});
        pairs.push_back({"good", p.good, ground});
        pairs.push_back({"warning", p.warning, ground});
        pairs.push_back({"bad", p.bad, ground});
    }
    pairs.push_back({"good", p.good, p.good_ground});
    pairs.push_back({"warning", p.warning, p.warning_ground});
    pairs.push_back({"bad", p.bad, p.bad_ground});
    return pairs;
}

}  // namespace soxa::ui
