#include "ui/widgets/text.hpp"

#include <imgui.h>

#include "ui/typing/drawn_text.hpp"

namespace soxa::ui {

namespace {

ImU32 colour_of(const Palette& palette, Tone tone) {
    switch (tone) {
        case Tone::plain:
        case Tone::strong: return palette.text;
        case Tone::muted: return palette.text_muted;
        case Tone::good: return palette.good;
        case Tone::warning: return palette.warning;
        case Tone::bad: return palette.bad;
    }
    return palette.text;
}

ImU32 ground_of(const Palette& palette, Tone tone) {
    switch (tone) {
        case Tone::good: return palette.good_ground;
        case Tone::warning: return palette.warning_ground;
        case Tone::bad: return palette.bad_ground;
        case Tone::plain:
        case Tone::strong:
        case Tone::muted: break;
    }
    return palette.panel;
}

void unformatted(std::string_view text) {
    const std::string drawn = drawn_text(text);
    ImGui::TextUnformatted(drawn.data(), drawn.data() + drawn.size());
}

}  // namespace

void heading(Pen& pen, std::string_view text) {
    ImGui::PushFont(pen.frame.theme.fonts.heading);
    ImGui::PushTextWrapPos(0);
    unformatted(text);
    ImGui::PopTextWrapPos();
    ImGui::PopFont();
    pen.frame.description.add_last_item(Role::heading, text);
}

void text(Pen& pen, std::string_view said, Tone tone) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour_of(pen.palette(), tone));
    if (tone == Tone::strong) ImGui::PushFont(pen.frame.theme.fonts.strong);
    ImGui::PushTextWrapPos(0);
    unformatted(said);
    ImGui::PopTextWrapPos();
    if (tone == Tone::strong) ImGui::PopFont();
    ImGui::PopStyleColor();
    pen.frame.description.add_last_item(Role::text, said);
}

void text_beside(Pen& pen, std::string_view said, Tone tone) {
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, colour_of(pen.palette(), tone));
    unformatted(said);
    ImGui::PopStyleColor();
    pen.frame.description.add_last_item(Role::text, said);
}

void status_line(Pen& pen, std::string_view said, Tone tone) {
    const float inset = pen.spacing().medium;
    const std::string drawn = drawn_text(said);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 size = ImGui::CalcTextSize(drawn.data(), drawn.data() + drawn.size(), false,
                                            width - 2 * inset);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 end(at.x + width, at.y + size.y + 2 * pen.spacing().small);
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, ground_of(pen.palette(), tone),
                                              pen.spacing().radius);
    ImGui::GetWindowDrawList()->AddText(
        ImGui::GetFont(), ImGui::GetFontSize(), ImVec2(at.x + inset, at.y + pen.spacing().small),
        colour_of(pen.palette(), tone), drawn.data(), drawn.data() + drawn.size(),
        width - 2 * inset);
    ImGui::Dummy(ImVec2(width, end.y - at.y));
    pen.frame.description.add_last_item(Role::status, said);
}

void finding_line(Pen& pen, record::Severity severity, std::string_view said) {
    const bool error = severity == record::Severity::error;
    const Tone tone = error                                     ? Tone::bad
                      : severity == record::Severity::warning ? Tone::warning
                                                              : Tone::muted;
    const std::string word = pen.say(error ? "finding_line.error"
                                     : severity == record::Severity::warning
                                         ? "finding_line.warning"
                                         : "finding_line.info");
    const std::string whole = word + ": " + std::string(said);
    ImGui::PushStyleColor(ImGuiCol_Text, colour_of(pen.palette(), tone));
    ImGui::PushTextWrapPos(0);
    unformatted(whole);
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    pen.frame.description.add_last_item(Role::finding, whole);
}

void progress_bar(Pen& pen, float fraction, std::string_view said) {
    ImGui::PushStyleColor(ImGuiCol_PlotHistogram, pen.palette().accent);
    ImGui::ProgressBar(fraction, ImVec2(-1, pen.spacing().small * 2), "");
    ImGui::PopStyleColor();
    if (said.empty()) return;
    text(pen, said, Tone::muted);
    pen.frame.description.add_last_item(Role::status, said,
                                        std::to_string(static_cast<int>(fraction * 100)) + " %");
}

void figure(Pen& pen, std::string_view label, std::string_view value, Tone tone, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Spacing& spacing = pen.spacing();
    const std::string name = drawn_text(label);
    const float inner = width - 2 * spacing.medium;
    const Fonts& fonts = pen.frame.theme.fonts;
    const ImVec2 size =
        fonts.small->CalcTextSizeA(fonts.small->FontSize, inner, inner, name.data(),
                                   name.data() + name.size());
    const float height = spacing.medium * 2 + fonts.heading->FontSize + spacing.small +
                         std::max(size.y, 2 * fonts.small->FontSize);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 end(at.x + width, at.y + height);
    list->AddRectFilled(at, end, ground_of(pen.palette(), tone), spacing.radius);
    list->AddRect(at, end, pen.palette().line, spacing.radius);
    const std::string number = drawn_text(value);
    list->AddText(fonts.heading, fonts.heading->FontSize,
                  ImVec2(at.x + spacing.medium, at.y + spacing.medium),
                  colour_of(pen.palette(), tone), number.data(), number.data() + number.size());
    list->AddText(fonts.small, fonts.small->FontSize,
                  ImVec2(at.x + spacing.medium,
                         at.y + spacing.medium + fonts.heading->FontSize + spacing.small),
                  tone == Tone::plain ? pen.palette().text_muted : colour_of(pen.palette(), tone),
                  name.data(), name.data() + name.size(), inner);
    ImGui::Dummy(ImVec2(width, height));
    pen.frame.description.add_last_item(Role::text, label, value);
}

Card::Card(Pen& pen, const char* id, float width, float height) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, pen.palette().panel);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        ImVec2(pen.spacing().large, pen.spacing().large));
    ImGuiChildFlags flags = ImGuiChildFlags_Border | ImGuiChildFlags_AlwaysUseWindowPadding;
    if (height == 0) flags |= ImGuiChildFlags_AutoResizeY;
    ImGui::BeginChild(id, ImVec2(width, height), flags);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

Card::~Card() { ImGui::EndChild(); }

void gap(Pen& pen, float pixels) { ImGui::Dummy(ImVec2(0, pen.scaled(pixels))); }

}  // namespace soxa::ui
