#include "ui/panels/form_panel.hpp"

#include <imgui.h>

#include "ui/panels/page.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float sections_from = 760;  ///< narrower: the sections are a list to open
constexpr float sections_width = 250;

}  // namespace

Wanted FormPanel::draw(Pen& pen, const FormPageRows& rows) {
    if (catalogues_in_ != pen.words.language()) {
        catalogues_.clear();
        catalogues_of_.clear();
        catalogues_in_ = pen.words.language();
    }
    take_lists(pen, rows.form);
    Wanted wanted = draw_head(pen, rows);
    const std::string findings =
        pen.say("form.findings", {std::to_string(rows.form.errors),
                                  std::to_string(rows.form.warnings)});
    const auto chosen = static_cast<Tab>(
        tabs(pen, "tabs", {pen.say("form.content"), findings, pen.say("form.history"),
                           pen.say("form.versions"),
                           pen.say("form.scans", {std::to_string(rows.form.scans)})},
             static_cast<std::size_t>(tab_)));
    if (chosen != tab_) {
        if (Wanted last = unsaved()) return last;
        if (chosen == Tab::scans) return intent::Go{Place::scans};
        tab_ = chosen;
    }
    gap(pen, 2);
    Wanted other;
    switch (tab_) {
        case Tab::content: other = draw_content(pen, rows.form); break;
        case Tab::findings: other = draw_findings(pen, rows.form); break;
        case Tab::history: draw_history(pen, rows.history); break;
        case Tab::versions: other = draw_versions(pen, rows); break;
        case Tab::scans: break;  // a place of its own
    }
    if (other) wanted = std::move(other);
    if (Wanted asked = draw_questions(pen, rows.form)) wanted = std::move(asked);
    if (Wanted asked = draw_reporting(pen, rows.form)) wanted = std::move(asked);
    const bool typing = ImGui::GetIO().WantTextInput;
    if (!wanted && rows.can_undo && !typing &&
        ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_Z)) {
        wanted = intent::Undo{};
    }
    return wanted;
}

Wanted FormPanel::draw_head(Pen& pen, const FormPageRows& rows) {
    const FormRows& form = rows.form;
    Wanted wanted;
    if (button(pen, pen.say("form.back"))) wanted = intent::Go{Place::records};
    ImGui::SameLine();
    heading(pen, form.full_name.empty() ? pen.say("list.no_name") : form.full_name);
    text_beside(pen, form.status, Tone::strong);
    text_beside(pen, pen.say(form.received ? "list.received" : "form.saved_here"),
                form.received ? Tone::good : Tone::muted);
    const float fraction = form.required == 0 ? 1.F
                                              : static_cast<float>(form.required_filled) /
                                                    static_cast<float>(form.required);
    progress_bar(pen, fraction, {});
    if (form.may_submit &&
        button(pen, pen.say("form.submit"),
               {ButtonKind::main, form.errors == 0 && form.conflicts == 0, 0, 0, {}})) {
        asking_ = Asking::submit;
        reason_.clear();
    }
    if (form.may_submit) ImGui::SameLine();
    if (form.may_check && button(pen, pen.say("form.check"), {ButtonKind::main, true, 0, 0, {}})) {
        wanted = intent::Check{};
    }
    if (form.may_check) ImGui::SameLine();
    if (form.may_return && button(pen, pen.say("form.give_back"))) {
        asking_ = Asking::give_back;
        reason_.clear();
    }
    if (form.may_return) ImGui::SameLine();
    if (form.has_approval && button(pen, pen.say("form.export"))) {
        asking_ = Asking::export_approval;
    }
    if (form.has_approval) ImGui::SameLine();
    if (form.may_enter &&
        button(pen, pen.say("form.undo"), {ButtonKind::plain, rows.can_undo, 0, 0, "Ctrl+Z"})) {
        wanted = intent::Undo{};
    }
    if (form.may_enter) ImGui::SameLine();
    if (!form.asks_purpose) {
        const bool asked = button(pen, pen.say("reports.report"), {ButtonKind::plain, true, 0, 0, "F9"});
        if (asked || (asking_ == Asking::nothing && ImGui::IsKeyPressed(ImGuiKey_F9, false))) {
            asking_ = Asking::report;
            report_place_ = at_;
            reason_.clear();
        }
        ImGui::SameLine();
    }
    checkbox(pen, pen.say("form.show_restricted"), show_restricted_);
    text_beside(pen, pen.say("form.complete", {std::to_string(form.required_filled),
                                               std::to_string(form.required)}),
                Tone::muted);
    if (form.conflicts > 0) {
        status_line(pen, pen.say("form.conflicts", {std::to_string(form.conflicts)}), Tone::bad);
        if (link(pen, pen.say("form.to_conflicts"))) wanted = intent::Go{Place::conflicts};
    }
    if (!form.restriction.empty()) status_line(pen, form.restriction, Tone::warning);
    if (form.asks_purpose && button(pen, pen.say("form.say_purpose"), {ButtonKind::main, true, 0, 0, {}})) {
        asking_ = Asking::purpose;
        reason_.clear();
    }
    if (!form.returned_because.empty()) {
        status_line(pen, pen.say("form.returned", {form.returned_because}), Tone::warning);
    }
    if (!rows.message.empty()) {
        status_line(pen, rows.message, rows.message_is_bad ? Tone::bad : Tone::good);
    }
    return wanted;
}

void FormPanel::draw_section_list(Pen& pen, const FormRows& form) {
    for (std::size_t i = 0; i < form.sections.size(); ++i) {
        const FormSection& section = form.sections[i];
        std::string note;
        if (section.errors > 0) note = std::to_string(section.errors) + " " + pen.say("form.wrong");
        if (list_line(pen, section.id, section.label, i == section_, note) && i != section_) {
            section_ = i;
            section_moved_ = true;
        }
    }
}

Wanted FormPanel::draw_content(Pen& pen, const FormRows& form) {
    if (form.sections.empty()) return {};
    section_ = std::min(section_, form.sections.size() - 1);
    const bool wide = ImGui::GetContentRegionAvail().x > pen.scaled(sections_from);
    const std::size_t before = section_;
    if (wide) {
        ImGui::BeginChild("##sections", ImVec2(pen.scaled(sections_width), 0));
        draw_section_list(pen, form);
        ImGui::EndChild();
        ImGui::SameLine();
    } else {
        std::vector<std::string> labels;
        for (const FormSection& section : form.sections) labels.push_back(section.label);
        ImGui::SetNextItemWidth(-1);
        if (choice(pen, "##section", pen.say("form.section"), labels, section_)) {
            section_moved_ = true;
        }
    }
    const bool next = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_PageDown);
    const bool last = ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_PageUp);
    if (next && section_ + 1 < form.sections.size()) ++section_;
    if (last && section_ > 0) --section_;
    section_moved_ = section_moved_ || next || last;
    if (section_ != before) {
        if (Wanted unsaved_text = unsaved()) return unsaved_text;
    }
    ImGui::BeginChild("##fields");
    if (section_moved_) ImGui::SetScrollY(0);
    section_moved_ = false;
    Wanted wanted = draw_section(pen, form, form.sections[section_]);
    gap(pen, 8);
    if (section_ + 1 < form.sections.size() &&
        button(pen, pen.say("form.next", {form.sections[section_ + 1].label}),
               {ButtonKind::plain, true, 0, 0, "Ctrl+PgDn"})) {
        ++section_;
        section_moved_ = true;
    }
    ImGui::EndChild();
    return wanted;
}

Wanted FormPanel::draw_section(Pen& pen, const FormRows& form, const FormSection& section) {
    Wanted wanted;
    text(pen, section.label, Tone::strong);
    for (const FormField& shown : section.fields) {
        Wanted one = draw_value(pen, form, shown, {std::string(shown.field->id), {}, {}});
        if (one) wanted = std::move(one);
    }
    for (const FormTable& table : section.tables) {
        if (Wanted one = draw_table(pen, form, table)) wanted = std::move(one);
    }
    return wanted;
}

Wanted FormPanel::draw_findings(Pen& pen, const FormRows& form) {
    ImGui::BeginChild("##findings");
    draw_reports(pen, form);
    if (form.findings.empty()) text(pen, pen.say("form.no_findings"), Tone::good);
    for (std::size_t i = 0; i < form.findings.size(); ++i) {
        const FindingRow& finding = form.findings[i];
        ImGui::PushID(static_cast<int>(i));
        if (link(pen, finding.label.empty() ? finding.place : finding.label)) {
            jump_to(form, finding.place);
        }
        finding_line(pen, finding.severity, finding.text);
        ImGui::Separator();
        ImGui::PopID();
    }
    ImGui::EndChild();
    return {};
}

void FormPanel::draw_history(Pen& pen, const std::vector<HistoryRow>& rows) {
    ImGui::BeginChild("##history");
    for (const HistoryRow& row : rows) {
        text(pen, row.what, Tone::strong);
        text(pen, row.when + " · " + row.who + " · " + row.device, Tone::muted);
        text(pen, row.verdict, Tone::muted);
        for (const std::string& change : row.changes) text(pen, "    " + change);
        ImGui::Separator();
    }
    ImGui::EndChild();
}

void FormPanel::saved(const std::string& place) {
    typed_.erase(place);
    if (editing_ == place) editing_.clear();
}

void FormPanel::refused(const std::string& place, std::string why) {
    typed_[place].error = std::move(why);
    if (editing_ == place) editing_.clear();
}

Wanted FormPanel::unsaved() {
    if (editing_.empty()) return {};
    editing_.clear();
    return editing_intent_;
}

void FormPanel::clear() { *this = FormPanel(); }

void FormPanel::jump_to(const FormRows& form, const std::string& place) {
    const std::string group = place.substr(0, place.find('/'));
    for (std::size_t i = 0; i < form.sections.size(); ++i) {
        for (const FormField& one : form.sections[i].fields) {
            if (place == one.field->id) section_ = i;
        }
        for (const FormTable& table : form.sections[i].tables) {
            if (table.id != group) continue;
            section_ = i;
            if (group == place) continue;
            const auto number = static_cast<std::size_t>(
                std::strtoul(place.c_str() + group.size() + 1, nullptr, 10));
            if (number >= 1 && number <= table.rows.size()) {
                chosen_rows_[group] = table.rows[number - 1].uid;
            }
        }
    }
    jump_ = place;
    tab_ = Tab::content;
}

}  // namespace soxa::ui
