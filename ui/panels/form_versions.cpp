// The form's questions, and its versions side by side.
#include <imgui.h>

#include "ui/panels/difference_table.hpp"
#include "ui/panels/form_panel.hpp"
#include "ui/panels/page.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

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
    bool open = asking_ != Asking::nothing;
    if (!open) return wanted;
    {
        const Question question(pen, "form_question", open);
        if (!question.open()) return wanted;
        FieldLook look;
        look.focus = ImGui::IsWindowAppearing();
        bool ready = true;
        std::string action;
        switch (asking_) {
            case Asking::nothing: break;
            case Asking::purpose:
                heading(pen, pen.say("form.say_purpose"));
                text(pen, pen.say("form.purpose_what"), Tone::muted);
                look.label = pen.say("form.purpose");
                look.required = true;
                ready = !reason_.empty();
                action = pen.say("form.open");
                break;
            case Asking::submit:
                heading(pen, pen.say("form.submit_title"));
                text(pen, form.warnings == 0 ? pen.say("form.submit_what")
                                             : pen.say("form.submit_warnings",
                                                       {std::to_string(form.warnings)}));
                look.label = pen.say("form.reason");
                look.required = form.warnings > 0;
                ready = form.warnings == 0 || !reason_.empty();
                action = pen.say("form.submit");
                break;
            case Asking::give_back:
                heading(pen, pen.say("form.give_back_title"));
                look.label = pen.say("form.give_back_reason");
                look.required = true;
                ready = !reason_.empty();
                action = pen.say("form.give_back");
                break;
            case Asking::export_approval:
                heading(pen, pen.say("form.export_title"));
                text(pen, pen.say("form.export_what"), Tone::muted);
                look.label = pen.say("form.folder");
                look.vietnamese = false;
                ready = !folder_.empty();
                action = pen.say("form.export");
                break;
        }
        std::string& typed = asking_ == Asking::export_approval ? folder_ : reason_;
        const bool entered = field(pen, "asked", typed, look).entered;
        gap(pen, 4);
        if ((button(pen, action, {ButtonKind::main, ready, 0, 0, {}}) || entered) && ready) {
            if (asking_ == Asking::purpose) wanted = intent::SayPurpose{reason_};
            if (asking_ == Asking::submit) wanted = intent::Submit{reason_};
            if (asking_ == Asking::give_back) wanted = intent::GiveBack{form.uid, reason_};
            if (asking_ == Asking::export_approval) wanted = intent::ExportApproval{folder_};
            ImGui::CloseCurrentPopup();
            open = false;
        }
        ImGui::SameLine();
        if (button(pen, pen.say("app.cancel"))) {
            ImGui::CloseCurrentPopup();
            open = false;
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

}  // namespace soxa::ui
