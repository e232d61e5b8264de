#include "ui/panels/approval_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/difference_table.hpp"
#include "ui/panels/page.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"

namespace soxa::ui {

Wanted ApprovalPanel::draw(Pen& pen, const ApprovalPageRows& rows) {
    Wanted wanted;
    heading(pen, pen.say("approval.title"));
    if (!rows.key_confirmed) status_line(pen, pen.say("home.key_waits"), Tone::warning);
    if (!rows.message.empty()) {
        status_line(pen, rows.message, rows.message_is_bad ? Tone::bad : Tone::good);
    }
    if (rows.rows.empty()) {
        text(pen, pen.say("approval.none"), Tone::muted);
        return wanted;
    }
    std::erase_if(selected_, [&](const std::string& uid) {
        return std::ranges::find(rows.rows, uid, &ApprovalRow::uid) == rows.rows.end();
    });
    if (std::ranges::find(rows.rows, shown_, &ApprovalRow::uid) == rows.rows.end()) {
        shown_ = rows.rows.front().uid;
    }
    bool all = selected_.size() == rows.rows.size();
    if (checkbox(pen, pen.say("approval.all", {std::to_string(rows.rows.size())}), all)) {
        selected_.clear();
        for (const ApprovalRow& row : rows.rows) {
            if (all) selected_.insert(row.uid);
        }
    }
    ImGui::SameLine(0, pen.spacing().large);
    if (button(pen, rows.busy ? pen.say("approval.signing")
                              : pen.say("approval.sign", {std::to_string(selected_.size())}),
               {ButtonKind::main, !selected_.empty() && !rows.busy, 0, 0, {}})) {
        signing_ = true;
    }
    ImGui::SameLine();
    if (button(pen, pen.say("approval.give_back"))) {
        returning_ = true;
        reason_.clear();
    }
    const bool wide = ImGui::GetContentRegionAvail().x > pen.scaled(700);
    ImGui::BeginChild("##waiting", ImVec2(wide ? pen.scaled(280) : 0,
                                          wide ? 0 : pen.spacing().row * 4),
                      ImGuiChildFlags_Border);
    for (const ApprovalRow& row : rows.rows) {
        ImGui::PushID(row.uid.c_str());
        bool on = selected_.contains(row.uid);
        if (checkbox(pen, pen.say("approval.select", {row.full_name}), on)) {
            if (on) selected_.insert(row.uid);
            if (!on) selected_.erase(row.uid);
            shown_ = row.uid;
        }
        if (list_line(pen, "show", pen.say("approval.changes",
                                           {row.full_name, std::to_string(row.changes.size())}),
                      row.uid == shown_)) {
            shown_ = row.uid;
        }
        ImGui::PopID();
    }
    ImGui::EndChild();
    if (wide) ImGui::SameLine();
    ImGui::BeginChild("##one");
    const auto one = std::ranges::find(rows.rows, shown_, &ApprovalRow::uid);
    if (one != rows.rows.end()) draw_one(pen, *one);
    ImGui::EndChild();
    if (Wanted act = draw_signing(pen, rows)) wanted = std::move(act);
    if (Wanted act = draw_return(pen)) wanted = std::move(act);
    return wanted;
}

void ApprovalPanel::draw_one(Pen& pen, const ApprovalRow& row) {
    text(pen, row.full_name, Tone::strong);
    text(pen, pen.say("approval.submitted",
                      {std::to_string(row.version), row.submitted_by, row.submitted_at}),
         Tone::muted);
    if (!row.reason.empty()) text(pen, pen.say("approval.reason", {row.reason}));
    text(pen, pen.say(row.first ? "approval.first" : "approval.only_changes"),
         row.first ? Tone::warning : Tone::good);
    draw_differences(pen, row.changes);
}

Wanted ApprovalPanel::draw_signing(Pen& pen, const ApprovalPageRows& rows) {
    Wanted wanted;
    const Question question(pen, "signing", signing_);
    if (!question.open()) return wanted;
    heading(pen, pen.say("approval.sign", {std::to_string(selected_.size())}));
    text(pen, pen.say("approval.sign_what"));
    for (const ApprovalRow& row : rows.rows) {
        if (selected_.contains(row.uid) && selected_.size() <= 8) {
            text(pen, "• " + row.full_name, Tone::muted);
        }
    }
    FieldLook look;
    look.label = pen.say("login.password");
    look.kind = FieldKind::secret;
    look.focus = ImGui::IsWindowAppearing();
    const bool entered = field(pen, "sign_password", password_, look).entered;
    gap(pen, 4);
    const bool ready = !password_.empty();
    if ((button(pen, pen.say("approval.do_sign"), {ButtonKind::main, ready, 0, 0, {}}) ||
         entered) &&
        ready) {
        wanted = intent::Approve{{selected_.begin(), selected_.end()}, take_secret(password_)};
        signing_ = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.cancel"))) {
        (void)take_secret(password_);
        signing_ = false;
        ImGui::CloseCurrentPopup();
    }
    return wanted;
}

Wanted ApprovalPanel::draw_return(Pen& pen) {
    Wanted wanted;
    const Question question(pen, "returning", returning_);
    if (!question.open()) return wanted;
    heading(pen, pen.say("form.give_back_title"));
    FieldLook look;
    look.label = pen.say("form.give_back_reason");
    look.required = true;
    look.focus = ImGui::IsWindowAppearing();
    const bool entered = field(pen, "return_reason", reason_, look).entered;
    gap(pen, 4);
    const bool ready = !reason_.empty();
    if ((button(pen, pen.say("form.give_back"), {ButtonKind::main, ready, 0, 0, {}}) || entered) &&
        ready) {
        wanted = intent::GiveBack{shown_, reason_};
        returning_ = false;
        ImGui::CloseCurrentPopup();
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.cancel"))) {
        returning_ = false;
        ImGui::CloseCurrentPopup();
    }
    return wanted;
}

void ApprovalPanel::forget() {
    (void)take_secret(password_);
    signing_ = false;
    returning_ = false;
}

}  // namespace soxa::ui
