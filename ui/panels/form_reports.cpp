// The form's part in "Báo sai sót": what was reported, reporting, and answering.
#include <imgui.h>

#include <algorithm>

#include "sync/record/text.hpp"
#include "ui/panels/asking.hpp"
#include "ui/panels/form_panel.hpp"

namespace soxa::ui {

namespace {

/// Every place of the file that something can be wrong at, as it is read.
std::vector<Option> places_of(Pen& pen, const FormRows& form) {
    std::vector<Option> places{{"", pen.say("reports.whole_file"), ""}};
    const auto add = [&](const std::string& place, const std::string& label) {
        places.push_back({place, label, record::search_key(label)});
    };
    for (const FormSection& section : form.sections) {
        for (const FormField& one : section.fields) add(std::string(one.field->id), one.label);
        for (const FormTable& table : section.tables) {
            add(table.id, table.label);
            for (const FormTableRow& row : table.rows) {
                const std::string number = std::to_string(row.number);
                for (const FormField& column : row.columns) {
                    add(table.id + "/" + number + "." + std::string(column.field->id),
                        table.label + " · " + pen.say("form.row", {number}) + " · " + column.label);
                }
            }
        }
    }
    return places;
}

}  // namespace

void FormPanel::draw_reports(Pen& pen, const FormRows& form) {
    if (form.reports.empty()) return;
    const auto open = std::ranges::count_if(form.reports, &ReportRow::open);
    text(pen, pen.say("reports.list", {std::to_string(open)}), Tone::strong);
    for (const ReportRow& row : form.reports) {
        ImGui::PushID(row.id.c_str());
        if (link(pen, row.label)) jump_to(form, row.place);
        text(pen, row.text, row.open ? Tone::plain : Tone::muted);
        text(pen, row.told, Tone::muted);
        for (const std::string& answer : row.answers) text(pen, "    " + answer, Tone::muted);
        const auto ask = [&](bool close) {
            asking_ = Asking::answer;
            answering_ = row.id;
            closing_ = close;
            reason_.clear();
        };
        if (row.open && row.may_answer && button(pen, pen.say("reports.answer"))) ask(false);
        if (row.open && row.may_answer && row.may_close) ImGui::SameLine();
        if (row.open && row.may_close && button(pen, pen.say("reports.close"))) ask(true);
        ImGui::Separator();
        ImGui::PopID();
    }
    gap(pen, 4);
}

Wanted FormPanel::draw_reporting(Pen& pen, const FormRows& form) {
    bool reporting = asking_ == Asking::report;
    if (reporting) {
        Ask ask(pen, "report", reporting, pen.say("reports.title"));
        ask.say(pen.say("reports.what"));
        const std::vector<Option> places = places_of(pen, form);
        ask.line("report_text", pen.say("reports.text"), reason_, {.required = true});
        ask.pick_or_none(report_picker_, "report_place", pen.say("reports.where"), places,
                         report_place_);
        const bool yes = ask.answered(pen.say("reports.send"));
        if (!reporting) asking_ = Asking::nothing;
        if (yes) return intent::ReportError{report_place_, reason_};
        return {};
    }
    bool answering = asking_ == Asking::answer;
    if (!answering) return {};
    Ask ask(pen, "answer_report", answering, pen.say("reports.answer_title"));
    ask.line("answer_text", pen.say("reports.answer_text"), reason_, {.required = true});
    const bool yes = ask.answered(pen.say(closing_ ? "reports.write_close" : "reports.write_answer"));
    if (!answering) asking_ = Asking::nothing;
    if (yes) return intent::AnswerError{answering_, reason_, closing_};
    return {};
}

}  // namespace soxa::ui
