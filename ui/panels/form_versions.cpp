// The form's questions, and its versions side by side.
#include <imgui.h>

#include "ui/panels/asking.hpp"
#include "ui/panels/difference_table.hpp"
#include "ui/panels/form_panel.hpp"

namespace soxa::ui {

Wanted FormPanel::draw_versions(Pen& pen, const FormPageRows& rows) {
    Wanted wanted;
    if (rows.form.versions == 0) {
        text(pen, pen.say("form.no_versions"), Tone::muted);
        return wanted;
    }
    std::vector<std::string> names{pen.say("form.draft")};
    for (std::size_t i = 1; i <= rows.form.versions; ++i) {
        names.push_back(pen.say(i == rows.form.effective ? "form.version_in_force"
                                                         : "form.version",
                                {std::to_string(i)}));
    }
    from_ = std::min(rows.from, rows.form.versions);
    to_ = std::min(rows.to, rows.form.versions);
    ImGui::SetNextItemWidth(pen.scaled(260));
    bool changed = choice(pen, "##from", pen.say("form.from"), names, from_);
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("→");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(pen.scaled(260));
    changed = choice(pen, "##to", pen.say("form.to"), names, to_) || changed;
    if (changed) wanted = intent::Compare{from_, to_};
    ImGui::BeginChild("##difference");
    draw_differences(pen, rows.difference);
    ImGui::EndChild();
    return wanted;
}

Wanted FormPanel::draw_questions(Pen& pen, const FormRows& form) {
    Wanted wanted;
    const bool elsewhere = asking_ == Asking::report || asking_ == Asking::answer;
    bool open = asking_ != Asking::nothing && !elsewhere;
    if (!open) return wanted;
    {
        std::string title;
        std::string what;
        std::string label;
        std::string act;
        bool required = true;
        switch (asking_) {
            case Asking::nothing:
            case Asking::report:
            case Asking::answer: break;
            case Asking::purpose:
                title = pen.say("form.say_purpose");
                what = pen.say("form.purpose_what");
                label = pen.say("form.purpose");
                act = pen.say("form.open");
                break;
            case Asking::submit:
                title = pen.say("form.submit_title");
                what = form.warnings == 0 ? pen.say("form.submit_what")
                                          : pen.say("form.submit_warnings",
                                                    {std::to_string(form.warnings)});
                label = pen.say("form.reason");
                required = form.warnings > 0;
                act = pen.say("form.submit");
                break;
            case Asking::give_back:
                title = pen.say("form.give_back_title");
                label = pen.say("form.give_back_reason");
                act = pen.say("form.give_back");
                break;
            case Asking::export_approval:
                title = pen.say("form.export_title");
                what = pen.say("form.export_what");
                label = pen.say("form.folder");
                act = pen.say("form.export");
                break;
        }
        const bool path = asking_ == Asking::export_approval;
        Ask ask(pen, "form_question", open, title);
        if (!what.empty()) ask.say(what);
        ask.line("asked", label, path ? folder_ : reason_,
                 {.required = required, .vietnamese = !path});
        if (ask.answered(act)) {
            if (asking_ == Asking::purpose) wanted = intent::SayPurpose{reason_};
            if (asking_ == Asking::submit) wanted = intent::Submit{reason_};
            if (asking_ == Asking::give_back) wanted = intent::GiveBack{form.uid, reason_};
            if (asking_ == Asking::export_approval) wanted = intent::ExportApproval{folder_};
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

}  // namespace soxa::ui
