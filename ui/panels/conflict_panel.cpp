#include "ui/panels/conflict_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/asking.hpp"
#include "ui/panels/evidence_list.hpp"
#include "ui/panels/page.hpp"
#include "ui/typing/drawn_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"

namespace soxa::ui {

namespace {

using office::Resolution;

constexpr ImGuiKey number_keys[] = {ImGuiKey_1, ImGuiKey_2, ImGuiKey_3, ImGuiKey_4, ImGuiKey_5};
constexpr ImGuiKey pad_keys[] = {ImGuiKey_Keypad1, ImGuiKey_Keypad2, ImGuiKey_Keypad3,
                                 ImGuiKey_Keypad4, ImGuiKey_Keypad5};

Resolution named(const ConflictRow& row) {
    Resolution resolution;
    resolution.field = row.id;
    return resolution;
}

/// A value with what differs from the one before in another colour.
void draw_changed(Pen& pen, const std::string& said, const std::string& said_before) {
    const std::string value = drawn_text(said);  // a letter is one code point from here on
    const std::string before = drawn_text(said_before);
    const auto letter = [](const std::string& all, std::size_t at) {
        return at >= all.size() || (static_cast<unsigned char>(all[at]) & 0xC0U) != 0x80U;
    };
    std::size_t front = 0;
    while (front < std::min(value.size(), before.size()) && value[front] == before[front]) ++front;
    while (!letter(value, front)) --front;
    std::size_t back = 0;
    while (back < std::min(value.size(), before.size()) - front &&
           value[value.size() - 1 - back] == before[before.size() - 1 - back]) {
        ++back;
    }
    while (back > 0 && !letter(value, value.size() - back)) --back;
    const bool plain = before.empty() || front + back >= value.size() ||
                       value.find('\n') != std::string::npos ||
                       ImGui::CalcTextSize(value.c_str()).x > ImGui::GetContentRegionAvail().x;
    if (plain) return text(pen, said, Tone::strong);
    ImGui::BeginGroup();
    ImGui::PushFont(pen.frame.theme.fonts.strong);
    const auto part = [&](std::size_t from, std::size_t to, ImU32 ink) {
        if (from == to) return;
        if (from > 0) ImGui::SameLine(0, 0);
        ImGui::PushStyleColor(ImGuiCol_Text, ink);
        ImGui::TextUnformatted(value.data() + from, value.data() + to);
        ImGui::PopStyleColor();
    };
    part(0, front, pen.palette().text);
    part(front, value.size() - back, pen.palette().warning);
    part(value.size() - back, value.size(), pen.palette().text);
    ImGui::PopFont();
    ImGui::EndGroup();
    pen.frame.description.add_last_item(Role::text, said);
}

}  // namespace

Wanted ConflictPanel::decide(const ConflictRow& row, Resolution resolution) {
    if (!row.legal) return intent::Resolve{row.uid, std::move(resolution), row.anew};
    decided_ = {row.uid, std::move(resolution), row.anew};
    asking_why_ = true;
    why_.clear();
    return {};
}

Wanted ConflictPanel::draw_why(Pen& pen) {
    Ask ask(pen, "why", asking_why_, pen.say("conflicts.why"));
    ask.say(pen.say("conflicts.why_what"));
    ask.line("reason", pen.say("conflicts.reason"), why_, {.required = true});
    if (!ask.answered(pen.say("conflicts.decide"))) return {};
    decided_.resolution.reason = why_;
    return decided_;
}

Wanted ConflictPanel::take(const ConflictRow& row, std::size_t number) {
    Resolution resolution = named(row);
    resolution.take = Resolution::Take::number;
    resolution.number = number;
    return decide(row, std::move(resolution));
}

Wanted ConflictPanel::draw_last(Pen& pen, const ConflictPageRows& rows) {
    Wanted wanted;
    const bool keys = !ImGui::GetIO().WantTextInput && !asking_why_;
    if (anew_) {
        status_line(pen, pen.say("conflicts.anew"), Tone::warning);
        if (button(pen, pen.say("conflicts.stands")) ||
            (keys && ImGui::IsKeyPressed(ImGuiKey_Escape, false))) {
            wanted = intent::DecideAnew{false};
        }
    } else if (!rows.may_undo.empty() && rows.may_decide) {
        const bool pressed = button(pen, pen.say("conflicts.undo"),
                                    {ButtonKind::plain, true, 0, 0, "Z"});
        text_beside(pen, pen.say("conflicts.undo_what", {rows.may_undo}), Tone::muted);
        if (pressed || (keys && ImGui::IsKeyPressed(ImGuiKey_Z, false))) {
            wanted = intent::DecideAnew{true};
        }
    }
    if (link(pen, pen.say("overruled.title"))) wanted = intent::Go{Place::overruled};
    return wanted;
}

Wanted ConflictPanel::draw(Pen& pen, const ConflictPageRows& rows) {
    const bool anew = !rows.rows.empty() && rows.rows.front().anew;
    if (anew && !anew_) {
        uid_ = rows.rows.front().uid;
        id_ = rows.rows.front().id;
        typing_ = false;
        typed_.clear();
    }
    anew_ = anew;
    heading(pen, pen.say("conflicts.title", {std::to_string(rows.rows.size() - (anew ? 1 : 0))}));
    if (!rows.message.empty()) {
        status_line(pen, rows.message, rows.message_is_bad ? Tone::bad : Tone::good);
    }
    Wanted wanted = draw_last(pen, rows);
    if (rows.rows.empty()) {
        text(pen, pen.say("conflicts.none"), Tone::good);
        return wanted;
    }
    text(pen, pen.say("conflicts.keys"), Tone::muted);
    // What was decided is gone: the next one stands in its place.
    const auto same = std::ranges::find_if(
        rows.rows, [&](const ConflictRow& row) { return row.uid == uid_ && row.id == id_; });
    if (same != rows.rows.end()) {
        at_ = static_cast<std::size_t>(same - rows.rows.begin());
    } else {
        at_ = std::min(at_, rows.rows.size() - 1);
        typing_ = false;
        typed_.clear();
    }
    const bool keys = !ImGui::GetIO().WantTextInput && !ImGui::IsPopupOpen(
                          "", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    const std::size_t before = at_;
    if (keys && ImGui::IsKeyPressed(ImGuiKey_PageDown) && at_ + 1 < rows.rows.size()) ++at_;
    if (keys && ImGui::IsKeyPressed(ImGuiKey_PageUp) && at_ > 0) --at_;

    const bool wide = ImGui::GetContentRegionAvail().x > pen.scaled(700);
    if (wide) {
        draw_list(pen, rows.rows, before != at_);
        ImGui::SameLine();
    } else {
        draw_turning(pen, rows.rows.size());
    }
    const ConflictRow& row = rows.rows[at_];
    if (row.uid != uid_ || row.id != id_) {
        typing_ = false;
        typed_.clear();
    }
    uid_ = row.uid;
    id_ = row.id;
    // Without a list beside it the question has the page, which scrolls.
    if (wide) ImGui::BeginChild("##one");
    if (Wanted one = draw_one(pen, row, rows.may_decide)) wanted = std::move(one);
    if (wide) ImGui::EndChild();
    if (keys && rows.may_decide && !typing_) {
        for (std::size_t i = 0; i < row.sides.size() && i < std::size(number_keys); ++i) {
            if (ImGui::IsKeyPressed(number_keys[i], false) ||
                ImGui::IsKeyPressed(pad_keys[i], false)) {
                wanted = take(row, i + 1);
            }
        }
        if (row.section_wide && ImGui::IsKeyPressed(ImGuiKey_0, false)) {
            Resolution both = named(row);
            both.take = Resolution::Take::both;
            wanted = decide(row, both);
        }
        if (row.field != nullptr && ImGui::IsKeyPressed(ImGuiKey_V, false)) typing_ = true;
    }
    if (Wanted act = draw_why(pen)) wanted = std::move(act);
    return wanted;
}

void ConflictPanel::draw_list(Pen& pen, const std::vector<ConflictRow>& rows, bool moved) {
    ImGui::BeginChild("##list", ImVec2(pen.scaled(280), 0), ImGuiChildFlags_Border);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (list_line(pen, "row", rows[i].full_name + "\n" + rows[i].label, i == at_)) at_ = i;
        if (i == at_ && moved) ImGui::SetScrollHereY();
        ImGui::PopID();
    }
    ImGui::EndChild();
}

void ConflictPanel::draw_turning(Pen& pen, std::size_t count) {
    if (button(pen, pen.say("conflicts.back"), {ButtonKind::plain, at_ > 0, 0, 0, {}})) --at_;
    ImGui::SameLine();
    if (button(pen, pen.say("conflicts.on"), {ButtonKind::plain, at_ + 1 < count, 0, 0, {}})) {
        ++at_;
    }
    text_beside(pen, std::to_string(at_ + 1) + " / " + std::to_string(count), Tone::muted);
}

Wanted ConflictPanel::draw_one(Pen& pen, const ConflictRow& row, bool may_decide) {
    Wanted wanted;
    heading(pen, row.label);
    text(pen, row.full_name + " · " + row.section, Tone::muted);
    if (row.legal) text(pen, pen.say("conflicts.legal"), Tone::warning);
    text(pen, row.sentence);
    if (!row.before.empty()) text(pen, pen.say("conflicts.before", {row.before}), Tone::muted);
    gap(pen, 4);
    const int columns = columns_of(pen, 240, static_cast<int>(row.sides.size()));
    const float between = pen.spacing().medium;
    const float width = (ImGui::GetContentRegionAvail().x -
                         between * static_cast<float>(columns - 1)) /
                        static_cast<float>(columns);
    for (std::size_t i = 0; i < row.sides.size(); ++i) {
        const ConflictRow::Side& side = row.sides[i];
        ImGui::PushID(static_cast<int>(i));
        if (i % static_cast<std::size_t>(columns) != 0) ImGui::SameLine(0, between);
        {
            const Card card(pen, "side", width);
            text(pen, pen.say(side.ours ? "conflicts.ours" : "conflicts.theirs",
                              {std::to_string(i + 1)}),
                 Tone::muted);
            draw_changed(pen, side.value, row.before);
            text(pen, side.who + "\n" + side.device + "\n" + side.when, Tone::muted);
            if (side.clock != office::ClaimedTime::fits) {
                text(pen, pen.say(side.clock == office::ClaimedTime::ahead
                                      ? "conflicts.clock_ahead"
                                      : "conflicts.clock_behind"),
                     Tone::warning);
            }
            if (!side.printed.empty()) {
                text(pen, pen.say("conflicts.printed"), Tone::muted);
                text(pen, side.printed);
            }
            if (Wanted look = draw_evidence(pen, pictures_, row.uid, side.evidence)) {
                wanted = std::move(look);
            }
            gap(pen, 4);
            if (button(pen, pen.say("conflicts.take", {std::to_string(i + 1)}),
                       {ButtonKind::plain, may_decide, -1, 0, {}})) {
                wanted = take(row, i + 1);
            }
        }
        ImGui::PopID();
    }
    gap(pen, 4);
    if (row.section_wide &&
        button(pen, pen.say("conflicts.both"), {ButtonKind::plain, may_decide, 0, 0, "0"})) {
        Resolution both = named(row);
        both.take = Resolution::Take::both;
        wanted = decide(row, both);
    }
    if (row.field != nullptr && !typing_ &&
        button(pen, pen.say("conflicts.other"), {ButtonKind::plain, may_decide, 0, 0, "V"})) {
        typing_ = true;
    }
    if (typing_) {
        if (Wanted typed = draw_typed(pen, row)) wanted = std::move(typed);
    }
    return wanted;
}

Wanted ConflictPanel::draw_typed(Pen& pen, const ConflictRow& row) {
    Wanted wanted;
    Resolution resolution = named(row);
    resolution.take = Resolution::Take::value;
    FieldLook look;
    look.label = pen.say("conflicts.value");
    const record::CodeList* list = record::find_code_list(row.field->catalogue);
    if (list != nullptr) {
        const LabelPlace place = begin_field(pen, look);
        Picker::Look picker;
        picker.label = look.label;
        picker.width = field_width(pen, look);
        picker.open_digits = list->open_digits;
        picker.may_clear = false;
        const auto chosen = picker_.draw(pen, "other", options_of(*list, pen), picker);
        end_field(pen, look, place);
        if (chosen) {
            resolution.value = *chosen;
            wanted = decide(row, resolution);
        }
        return wanted;
    }
    look.focus = typed_.empty() && !ImGui::GetIO().WantTextInput;
    const FieldResult result = field(pen, "other_value", typed_, look);
    const bool ready = !typed_.empty();
    const bool pressed =
        button(pen, pen.say("conflicts.write"), {ButtonKind::main, ready, 0, 0, {}});
    if (ready && (pressed || result.entered)) {
        resolution.value = typed_;
        wanted = decide(row, resolution);
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.cancel")) || ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        typing_ = false;
        typed_.clear();
    }
    return wanted;
}

}  // namespace soxa::ui
