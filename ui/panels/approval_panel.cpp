#include "ui/panels/approval_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/panels/asking.hpp"
#include "ui/panels/difference_table.hpp"
#include "ui/panels/evidence_list.hpp"
#include "ui/panels/secret_text.hpp"

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
    if (one != rows.rows.end()) wanted = draw_one(pen, *one);
    ImGui::EndChild();
    if (Wanted act = draw_signing(pen, rows)) wanted = std::move(act);
    if (Wanted act = draw_return(pen)) wanted = std::move(act);
    return wanted;
}

Wanted ApprovalPanel::draw_one(Pen& pen, const ApprovalRow& row) {
    text(pen, row.full_name, Tone::strong);
    text(pen, pen.say("approval.submitted",
                      {std::to_string(row.version), row.submitted_by, row.submitted_at}),
         Tone::muted);
    if (!row.reason.empty()) text(pen, pen.say("approval.reason", {row.reason}));
    text(pen, pen.say(row.first ? "approval.first" : "approval.only_changes"),
         row.first ? Tone::warning : Tone::good);
    // Above what changed: a first approval is long, and nobody signs without having seen the scan.
    Wanted wanted = draw_evidence(pen, pictures_, row.uid, row.evidence);
    draw_differences(pen, row.changes);
    return wanted;
}

Wanted ApprovalPanel::draw_signing(Pen& pen, const ApprovalPageRows& rows) {
    const bool before = signing_;
    Ask ask(pen, "signing", signing_,
            pen.say("approval.sign", {std::to_string(selected_.size())}));
    ask.say(pen.say("approval.sign_what"), Tone::plain);
    for (const ApprovalRow& row : rows.rows) {
        if (selected_.contains(row.uid) && selected_.size() <= 8) ask.say("• " + row.full_name);
    }
    ask.line("sign_password", pen.say("login.password"), password_,
             {.required = true, .kind = FieldKind::secret});
    if (ask.answered(pen.say("approval.do_sign"))) {
        return intent::Approve{{selected_.begin(), selected_.end()}, take_secret(password_)};
    }
    if (before && !signing_) (void)take_secret(password_);
    return {};
}

Wanted ApprovalPanel::draw_return(Pen& pen) {
    Ask ask(pen, "returning", returning_, pen.say("form.give_back_title"));
    ask.line("return_reason", pen.say("form.give_back_reason"), reason_, {.required = true});
    if (ask.answered(pen.say("form.give_back"))) return intent::GiveBack{shown_, reason_};
    return {};
}

void ApprovalPanel::forget() {
    (void)take_secret(password_);
    pictures_.forget();
    signing_ = false;
    returning_ = false;
}

}  // namespace soxa::ui
