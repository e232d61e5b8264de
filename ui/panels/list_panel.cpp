#include "ui/panels/list_panel.hpp"

#include <imgui.h>

#include "ui/panels/page.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr ledger::Status all_statuses[] = {
    ledger::Status::draft,       ledger::Status::submitted,   ledger::Status::checked,
    ledger::Status::returned,    ledger::Status::unit_signed, ledger::Status::synced_to_province};

Tone tone_of(ledger::Status status) {
    switch (status) {
        case ledger::Status::returned: return Tone::warning;
        case ledger::Status::unit_signed:
        case ledger::Status::synced_to_province: return Tone::good;
        case ledger::Status::draft:
        case ledger::Status::submitted:
        case ledger::Status::checked: break;
    }
    return Tone::plain;
}

}  // namespace

Wanted ListPanel::draw(Pen& pen, const std::vector<ListRow>& rows, bool may_enter) {
    Wanted wanted;
    heading(pen, pen.say("list.title"));
    const bool search_key = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_F);
    const std::string hint = pen.say("list.search");
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemWidth(std::min(pen.scaled(360), width));
    FieldOptions options;
    options.hint = hint.c_str();
    const FieldResult typed = pen.frame.typist.field("##search", filter_.text, options);
    if (search_key || ImGui::IsWindowAppearing()) give_keyboard(pen);
    pen.frame.description.add_last_item(Role::field, hint, filter_.text);

    std::vector<std::string> statuses{pen.say("list.all")};
    for (const ledger::Status status : all_statuses) {
        statuses.push_back(pen.say("status." + std::string(name_of(status))));
    }
    if (width > pen.scaled(600)) ImGui::SameLine();
    ImGui::SetNextItemWidth(pen.scaled(220));
    if (choice(pen, "##status", pen.say("list.status"), statuses, status_)) {
        filter_.status = status_ == 0 ? std::nullopt
                                      : std::optional(all_statuses[status_ - 1]);
    }
    ImGui::SameLine();
    checkbox(pen, pen.say("list.archived"), filter_.archived);
    if (may_enter) {
        if (width > pen.scaled(860)) {
            ImGui::SameLine(ImGui::GetCursorPosX() + width - pen.scaled(190));
        }
        if (button(pen, pen.say("list.new"), {ButtonKind::main, true, pen.scaled(190), 0, "Ctrl+N"}) ||
            ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_N)) {
            new_open_ = true;
            new_name_.clear();
            new_id_.clear();
            new_error_.clear();
        }
    }
    if (!found_for_ || *found_for_ != filter_) {
        found_ = filtered(rows, filter_);
        found_for_ = filter_;
    }
    ImGui::AlignTextToFramePadding();
    text(pen, pen.say("list.count", {std::to_string(found_.size()), std::to_string(rows.size())}),
         Tone::muted);
    if (!rows.empty()) {
        ImGui::SameLine();
        if (link(pen, pen.say("list.give_out"))) wanted = intent::Go{Place::exports};
    }
    if (typed.entered && !found_.empty()) wanted = intent::OpenRecord{rows[found_.front()].uid};

    Table table(pen, "people",
                {{pen.say("list.name"), 4},
                 {pen.say("list.id"), 1.2F},
                 {pen.say("list.status"), 2.4F},
                 {pen.say("list.notes"), 2.6F}},
                found_.size());
    while (const auto at = table.next()) {
        const ListRow& row = rows[found_[*at]];
        const std::string name =
            row.full_name.empty() ? pen.say("list.no_name") : row.full_name;
        if (table.row(row.uid, name, row.uid == chosen_)) {
            chosen_ = row.uid;
            wanted = intent::OpenRecord{row.uid};
        }
        table.cell(name);
        table.cell(row.masked_id, Tone::muted);
        table.cell(row.leaves.empty()
                       ? row.status_text
                       : row.status_text + " · " + pen.say("list.leaves", {row.leaves}),
                   tone_of(row.status));
        if (row.restricted) {
            table.cell(pen.say("list.restricted"), Tone::warning);
        } else if (row.conflicts > 0) {
            table.cell(pen.say("list.conflicts", {std::to_string(row.conflicts)}), Tone::bad);
        } else {
            table.cell(pen.say(row.received ? "list.received" : "list.here"),
                       row.received ? Tone::good : Tone::muted);
        }
    }
    if (Wanted made = draw_new(pen)) wanted = std::move(made);
    return wanted;
}

Wanted ListPanel::draw_new(Pen& pen) {
    Wanted wanted;
    const Question question(pen, "new_record", new_open_);
    if (!question.open()) return wanted;
    heading(pen, pen.say("list.new_title"));
    text(pen, pen.say("list.new_what"), Tone::muted);
    FieldLook look;
    look.label = pen.say("list.new_name");
    look.required = true;
    look.focus = ImGui::IsWindowAppearing();
    bool entered = field(pen, "new_name", new_name_, look).entered;
    look.label = pen.say("list.new_id");
    look.required = false;
    look.vietnamese = false;
    look.focus = false;
    look.error = new_error_;
    entered = field(pen, "new_id", new_id_, look).entered || entered;
    gap(pen, 4);
    const bool filled = !new_name_.empty();
    if ((button(pen, pen.say("list.make"), {ButtonKind::main, filled, 0, 0, {}}) || entered) &&
        filled) {
        wanted = intent::NewRecord{new_name_, new_id_};
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.cancel"))) new_open_ = false;
    return wanted;
}

}  // namespace soxa::ui
