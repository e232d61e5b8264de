#include "ui/panels/settings_panel.hpp"

#include <imgui.h>

#include <array>

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr std::array scales{100, 115, 125, 150, 175, 200};
constexpr std::array lock_minutes{1, 2, 3, 5};

/// A labelled row of answers, one of them chosen.
std::size_t answers(Pen& pen, const char* id, const std::string& label,
                    const std::vector<std::string>& options, std::size_t chosen) {
    FieldLook look;
    look.label = label;
    const LabelPlace place = begin_field(pen, look);
    const std::size_t now = tabs(pen, id, options, chosen);
    end_field(pen, look, place);
    gap(pen, 4);
    return now;
}

/// Caps to choose from, with one that was set elsewhere among them.
std::vector<int> caps_with(std::vector<int> usual, int now) {
    if (std::ranges::find(usual, now) == usual.end()) usual.push_back(now);
    std::ranges::sort(usual);
    return usual;
}

/// A cap of the line; 0 is none. What was chosen.
int draw_cap(Pen& pen, const char* id, const char* label, const char* unit,
             const std::vector<int>& caps, int now) {
    std::vector<std::string> said;
    for (const int cap : caps) {
        said.push_back(cap == 0 ? pen.say("settings.no_cap")
                                : pen.say(unit, {std::to_string(cap)}));
    }
    const auto at = static_cast<std::size_t>(std::ranges::find(caps, now) - caps.begin());
    return caps[answers(pen, id, pen.say(label), said, at)];
}

}  // namespace

Wanted draw_settings(Pen& pen, const SettingsRows& rows) {
    Wanted wanted;
    heading(pen, pen.say("settings.title"));
    std::vector<std::string> sizes;
    std::size_t size = 0;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        sizes.push_back(std::to_string(scales[i]) + " %");
        if (scales[i] <= rows.appearance.scale_percent) size = i;
    }
    Appearance look = rows.appearance;
    const std::size_t new_size = answers(pen, "size", pen.say("settings.size"), sizes, size);
    if (new_size != size) look.scale_percent = scales[new_size];
    const std::size_t shade = rows.appearance.shade == Shade::dark ? 1 : 0;
    const std::size_t new_shade =
        answers(pen, "shade", pen.say("settings.shade"),
                {pen.say("settings.light"), pen.say("settings.dark")}, shade);
    look.shade = new_shade == 1 ? Shade::dark : Shade::light;
    if (look != rows.appearance) wanted = intent::SetAppearance{look};

    const std::size_t language = rows.language == office::Language::english ? 1 : 0;
    const std::size_t new_language = answers(pen, "language", pen.say("settings.language"),
                                             {"Tiếng Việt", "English"}, language);
    if (new_language != language) {
        wanted = intent::SetLanguage{new_language == 1 ? office::Language::english
                                                       : office::Language::vietnamese};
    }
    const auto method = static_cast<std::size_t>(rows.typing.method);
    const std::size_t new_method =
        answers(pen, "typing", pen.say("settings.typing"),
                {pen.say("settings.typing_off"), "Telex", "VNI"}, method);
    TypingStyle style = rows.typing;
    style.method = static_cast<TypingMethod>(new_method);
    const auto tone = static_cast<std::size_t>(rows.typing.place);
    const std::size_t new_tone = answers(pen, "tone", pen.say("settings.tone"), {"hòa", "hoà"},
                                         tone);
    style.place = static_cast<TonePlace>(new_tone);
    if (style != rows.typing) wanted = intent::SetTyping{style};
    text(pen, pen.say("settings.typing_what"), Tone::muted);
    gap(pen, 4);

    intent::SetHabits habits{rows.low_bandwidth, rows.lock_minutes, rows.day_kb_max,
                             rows.month_mb_max};
    const std::size_t link = rows.low_bandwidth ? 1 : 0;
    const std::size_t new_link =
        answers(pen, "link", pen.say("settings.link"),
                {pen.say("settings.link_full"), pen.say("settings.link_low")}, link);
    habits.low_bandwidth = new_link == 1;
    text(pen, pen.say("settings.link_what"), Tone::muted);
    gap(pen, 4);
    habits.day_kb_max = draw_cap(pen, "day_cap", "settings.day_cap", "settings.kilobytes",
                                 caps_with({0, 1000, 5000, 20000}, rows.day_kb_max),
                                 rows.day_kb_max);
    habits.month_mb_max = draw_cap(pen, "month_cap", "settings.month_cap", "settings.megabytes",
                                   caps_with({0, 50, 200, 1000}, rows.month_mb_max),
                                   rows.month_mb_max);
    text(pen, rows.used + " " + pen.say("settings.cap_what"), Tone::muted);
    gap(pen, 4);
    std::vector<std::string> minutes;
    std::size_t lock = 0;
    for (std::size_t i = 0; i < lock_minutes.size(); ++i) {
        minutes.push_back(pen.say("settings.minutes", {std::to_string(lock_minutes[i])}));
        if (lock_minutes[i] <= rows.lock_minutes) lock = i;
    }
    const std::size_t new_lock = answers(pen, "lock", pen.say("settings.lock"), minutes, lock);
    if (new_lock != lock) habits.lock_minutes = lock_minutes[new_lock];
    if (new_link != link || new_lock != lock || habits.day_kb_max != rows.day_kb_max ||
        habits.month_mb_max != rows.month_mb_max) {
        wanted = habits;
    }
    return wanted;
}

Wanted draw_upkeep(Pen& pen, const UpkeepRows& rows) {
    Wanted wanted;
    heading(pen, pen.say("upkeep.title"));
    text(pen, pen.say("upkeep.device", {rows.device, rows.version}), Tone::muted);
    text(pen, pen.say("upkeep.log", {std::to_string(rows.log_size)}), Tone::muted);
    gap(pen, 4);
    text(pen, pen.say("upkeep.what"));
    if (button(pen, pen.say(rows.busy ? "upkeep.checking" : "upkeep.check"),
               {ButtonKind::main, !rows.busy, 0, 0, {}})) {
        wanted = intent::SelfCheck{};
    }
    for (const UpkeepRows::Check& check : rows.checks) {
        status_line(pen, check.code + "  " + check.text, check.good ? Tone::good : Tone::bad);
    }
    gap(pen, 8);
    text(pen, pen.say("upkeep.rebuild_what"), Tone::muted);
    if (button(pen, pen.say("upkeep.rebuild"), {ButtonKind::plain, !rows.busy, 0, 0, {}})) {
        wanted = intent::RebuildViews{};
    }
    if (!rows.rebuilt.empty()) {
        status_line(pen, rows.rebuilt, rows.rebuilt_badly ? Tone::bad : Tone::good);
    }
    gap(pen, 8);
    text(pen, pen.say("upkeep.copy_what"), Tone::muted);
    if (button(pen, pen.say("upkeep.copy"))) wanted = intent::CopyScreen{};
    return wanted;
}

}  // namespace soxa::ui
