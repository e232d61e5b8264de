#include "ui/described/described.hpp"

#include <cmath>

#include <imgui.h>
#include <imgui_internal.h>

namespace soxa::ui {

namespace {

/// One line an item: what would break the line or the columns is written as a space.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    for (char& letter : line) {
        if (letter == '\n' || letter == '\t' || letter == '\r') letter = ' ';
    }
    return line;
}

int whole(float pixels) {
    constexpr float far = 1e6F;
    return static_cast<int>(std::lround(std::fmin(std::fmax(pixels, -far), far)));
}

Area area_of(const ImRect& rect) {
    const int left = whole(rect.Min.x);
    const int top = whole(rect.Min.y);
    return {left, top, whole(rect.Max.x) - left, whole(rect.Max.y) - top};
}

/// ImGui's labels carry an id after "##".
std::string_view seen(std::string_view label) { return label.substr(0, label.find("##")); }

}  // namespace

std::string_view name_of(Role role) {
    switch (role) {
        case Role::screen: return "screen";
        case Role::heading: return "heading";
        case Role::text: return "text";
        case Role::button: return "button";
        case Role::field: return "field";
        case Role::secret: return "secret";
        case Role::checkbox: return "checkbox";
        case Role::choice: return "choice";
        case Role::tab: return "tab";
        case Role::row: return "row";
        case Role::cell: return "cell";
        case Role::link: return "link";
        case Role::finding: return "finding";
        case Role::status: return "status";
        case Role::picture: return "picture";
    }
    return "";
}

void Description::begin_frame(int width, int height) {
    items_.clear();
    width_ = width;
    height_ = height;
}

void Description::add(Described item) {
    const Area& area = item.area;
    const bool outside = area.left >= width_ || area.top >= height_ ||
                         area.left + area.width <= 0 || area.top + area.height <= 0;
    if (outside) return;
    if (item.role == Role::secret) item.value.clear();
    items_.push_back(std::move(item));
}

void Description::add_last_item(Role role, std::string_view label, std::string_view value,
                                bool chosen) {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    if (!ImGui::IsItemVisible()) return;
    Described item;
    item.role = role;
    item.label = seen(label);
    item.value = value;
    // Of what is half scrolled away only the part that shows, so that a click on its middle hits.
    ImRect rect = context.LastItemData.Rect;
    rect.ClipWith(context.CurrentWindow->ClipRect);
    item.area = area_of(rect);
    item.enabled = (context.LastItemData.InFlags & ImGuiItemFlags_Disabled) == 0;
    item.focused = context.LastItemData.ID != 0 && (ImGui::IsItemFocused() || ImGui::IsItemActive());
    item.chosen = chosen;
    add(std::move(item));
}

void Description::add_text(Role role, std::string_view text, const Area& area) {
    Described item;
    item.role = role;
    item.label = text;
    item.area = area;
    add(std::move(item));
}

std::string Description::as_text() const {
    std::string text;
    for (const Described& item : items_) {
        text += item.label;
        if (!item.label.empty() && !item.value.empty()) text += ": ";
        text += item.value;
        text += '\n';
    }
    return text;
}

std::string Description::as_lines() const {
    std::string lines =
        "window\t0\t0\t" + std::to_string(width_) + '\t' + std::to_string(height_) + "\t-\t\t\n";
    for (const Described& item : items_) {
        lines += name_of(item.role);
        for (const int number :
             {item.area.left, item.area.top, item.area.width, item.area.height}) {
            lines += '\t' + std::to_string(number);
        }
        std::string state;
        if (!item.enabled) state += 'd';
        if (item.focused) state += 'f';
        if (item.chosen) state += 'c';
        lines += '\t' + (state.empty() ? "-" : state) + '\t' + on_one_line(item.label) + '\t' +
                 on_one_line(item.value) + '\n';
    }
    return lines;
}

}  // namespace soxa::ui
