#include "ui/panels/transfer_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "sync/record/code_list.hpp"
#include "sync/record/personnel_status.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr unsigned cases[] = {3, 2, 5};
constexpr std::size_t rows_shown_max = 8;

/// Statuses of who leaves for good, with their codes.
std::vector<std::pair<std::string, std::string>> leaving() {
    std::vector<std::pair<std::string, std::string>> found;
    const record::CodeList* list = record::find_code_list("personnel_status");
    if (list == nullptr) return found;
    for (const record::Code& code : list->codes) {
        if (!record::is_leaving_status(code.code)) continue;
        found.emplace_back(std::string(code.code), std::string(code.label));
    }
    return found;
}

std::vector<Option> options_of(const std::vector<MovableRow>& files) {
    std::vector<Option> options;
    for (const MovableRow& row : files) options.push_back({row.uid, row.label, row.search});
    return options;
}

float height_of(const Pen& pen, std::size_t rows) {
    return (pen.spacing().row + pen.scaled(10)) *
           (static_cast<float>(std::min(rows, rows_shown_max)) + 1);
}

std::string counted(const Pen& pen, const char* key, std::size_t count) {
    std::string label = pen.say(key);
    if (count > 0) label += " (" + std::to_string(count) + ")";
    return label;
}

}  // namespace

void TransferPanel::ask(Asking asking) {
    asking_ = asking;
    reason_.clear();
    if (asking == Asking::move) move_ = {};
    if (asking == Asking::request) request_ = {};
    if (asking == Asking::reopen) move_ = {};
}

TransferWanted TransferPanel::draw(Pen& pen, const TransferPageRows& page) {
    const TransferRows& rows = page.rows;
    heading(pen, pen.say("transfers.title"));
    draw_told(pen, page.told);
    const auto waiting = [](const std::vector<MoveRow>& all) {
        return static_cast<std::size_t>(std::ranges::count(all, false, &MoveRow::over));
    };
    const auto open_claims =
        static_cast<std::size_t>(std::ranges::count(rows.claims, true, &ClaimRow::open));
    const auto tab = static_cast<Tab>(
        tabs(pen, "tabs",
             {counted(pen, "transfers.out", waiting(rows.out)),
              counted(pen, "transfers.in", waiting(rows.in)),
              counted(pen, "transfers.late", rows.late.size()),
              counted(pen, "transfers.claims", open_claims)},
             static_cast<std::size_t>(tab_)));
    if (tab != tab_) chosen_.clear();
    tab_ = tab;
    gap(pen, 2);
    TransferWanted wanted;
    switch (tab_) {
        case Tab::out: wanted = draw_out(pen, rows); break;
        case Tab::in: wanted = draw_in(pen, rows); break;
        case Tab::late: wanted = draw_late(pen, rows); break;
        case Tab::claims: wanted = draw_claims(pen, rows); break;
    }
    if (tab_ == Tab::out || tab_ == Tab::in) {
        bool all = page.all;
        if (checkbox(pen, pen.say("transfers.all"), all)) wanted = intent::ShowMoves{all};
    }
    if (TransferWanted asked = draw_questions(pen, rows)) wanted = std::move(asked);
    return wanted;
}

const MoveRow* TransferPanel::draw_moves(Pen& pen, const std::vector<MoveRow>& rows,
                                         const char* other) {
    if (rows.empty()) {
        text(pen, pen.say("transfers.none"), Tone::muted);
        return nullptr;
    }
    {
        Table table(pen, "moves",
                    {{pen.say("list.name"), 3},
                     {pen.say(other), 2.2F},
                     {pen.say("transfers.effective"), 1.3F},
                     {pen.say("list.status"), 2.8F}},
                    rows.size(), height_of(pen, rows.size()));
        while (const auto at = table.next()) {
            const MoveRow& row = rows[*at];
            if (table.row(row.operation, row.full_name, row.operation == chosen_)) {
                chosen_ = row.operation;
            }
            table.cell(row.full_name);
            table.cell(row.other);
            table.cell(row.effective);
            table.cell(row.state, row.over                        ? Tone::muted
                                  : row.to_sign || row.to_answer ? Tone::warning
                                                                 : Tone::plain);
        }
    }
    const auto chosen = std::ranges::find(rows, chosen_, &MoveRow::operation);
    return chosen == rows.end() ? nullptr : &*chosen;
}

TransferWanted TransferPanel::draw_out(Pen& pen, const TransferRows& rows) {
    TransferWanted wanted;
    if (rows.may_prepare || rows.may_sign) {
        if (button(pen, pen.say("transfers.begin"), {ButtonKind::main, !rows.files.empty(), 0, 0, {}})) {
            ask(Asking::move);
        }
        ImGui::SameLine();
        if (button(pen, pen.say("transfers.reopen"),
                   {ButtonKind::plain, !rows.archived.empty(), 0, 0, {}})) {
            ask(Asking::reopen);
        }
    }
    const MoveRow* one = draw_moves(pen, rows.out, "transfers.to");
    if (one == nullptr) return wanted;
    const Card card(pen, "move");
    text(pen, one->full_name, Tone::strong);
    text(pen, pen.say("transfers.terms", {one->other, one->effective, one->basis}));
    if (!one->note.empty()) text(pen, one->note, Tone::muted);
    text(pen, one->state + " · " + one->at, Tone::muted);
    if (!one->reason.empty()) text(pen, pen.say("transfers.refused_for", {one->reason}), Tone::bad);
    if (one->to_sign && rows.may_sign &&
        button(pen, pen.say("transfers.sign"), {ButtonKind::main, true, 0, 0, {}})) {
        wanted = intent::MoveFile{one->uid, 3, one->other, {}, one->effective, one->basis,
                                  one->note};
    }
    if (one->to_sign && rows.may_sign) ImGui::SameLine();
    if (button(pen, pen.say("transfers.open"))) wanted = intent::OpenRecord{one->uid};
    return wanted;
}

TransferWanted TransferPanel::draw_in(Pen& pen, const TransferRows& rows) {
    TransferWanted wanted;
    if (rows.may_prepare || rows.may_sign) {
        if (button(pen, pen.say("transfers.request"))) ask(Asking::request);
    }
    const MoveRow* one = draw_moves(pen, rows.in, "transfers.from");
    if (one == nullptr) return wanted;
    const Card card(pen, "move");
    text(pen, one->full_name + " · " + one->masked_id, Tone::strong);
    text(pen, pen.say("transfers.terms_in", {one->other, one->effective, one->basis}));
    if (!one->note.empty()) text(pen, one->note, Tone::muted);
    text(pen, one->state + " · " + one->at, Tone::muted);
    if (!one->reason.empty()) text(pen, pen.say("transfers.refused_for", {one->reason}), Tone::bad);
    if (one->to_answer && rows.may_sign) {
        if (button(pen, pen.say("transfers.accept"), {ButtonKind::main, true, 0, 0, {}})) {
            wanted = intent::AnswerOffer{one->operation, true, {}};
        }
        ImGui::SameLine();
        if (button(pen, pen.say("transfers.refuse"), {ButtonKind::danger, true, 0, 0, {}})) {
            ask(Asking::refuse);
        }
    } else if (one->to_answer) {
        text(pen, pen.say("transfers.head_answers"), Tone::warning);
    }
    if (!one->uid.empty() && button(pen, pen.say("transfers.open"))) {
        wanted = intent::OpenRecord{one->uid};
    }
    return wanted;
}

TransferWanted TransferPanel::draw_late(Pen& pen, const TransferRows& rows) {
    TransferWanted wanted;
    text(pen, pen.say("transfers.late_what"), Tone::muted);
    if (rows.late.empty()) text(pen, pen.say("transfers.none"), Tone::good);
    for (const LateRow& row : rows.late) {
        ImGui::PushID(row.operation.c_str());
        {
            const Card card(pen, "late");
            text(pen, row.full_name, Tone::strong);
            text(pen, row.who, Tone::muted);
            for (const std::string& change : row.changes) text(pen, change);
            if (rows.may_prepare) {
                if (button(pen, pen.say("transfers.take"))) {
                    wanted = intent::AnswerLate{row.operation, true};
                }
                ImGui::SameLine();
                if (button(pen, pen.say("transfers.leave"))) {
                    wanted = intent::AnswerLate{row.operation, false};
                }
                ImGui::SameLine();
            }
            if (button(pen, pen.say("transfers.open"))) wanted = intent::OpenRecord{row.uid};
        }
        ImGui::PopID();
    }
    return wanted;
}

TransferWanted TransferPanel::draw_claims(Pen& pen, const TransferRows& rows) {
    TransferWanted wanted;
    text(pen, pen.say("transfers.claims_what"), Tone::muted);
    if (rows.claims.empty()) text(pen, pen.say("transfers.none"), Tone::good);
    for (std::size_t i = 0; i < rows.claims.size(); ++i) {
        const ClaimRow& row = rows.claims[i];
        ImGui::PushID(static_cast<int>(i));
        if (link(pen, row.full_name + " · " + row.masked_id)) {
            wanted = intent::OpenRecord{row.uid};
        }
        text(pen, row.said, row.open ? Tone::warning : Tone::muted);
        ImGui::PopID();
    }
    return wanted;
}

TransferWanted TransferPanel::draw_questions(Pen& pen, const TransferRows& rows) {
    TransferWanted wanted;
    bool open = asking_ != Asking::nothing;
    if (!open) return wanted;
    if (asking_ == Asking::move) wanted = draw_move(pen, rows, open);
    if (asking_ == Asking::request) wanted = draw_request(pen, open);
    if (asking_ == Asking::refuse) {
        Ask ask(pen, "refuse", open, pen.say("transfers.refuse"));
        ask.say(pen.say("transfers.refuse_what"));
        ask.line("refuse_reason", pen.say("form.give_back_reason"), reason_, {.required = true});
        if (ask.answered(pen.say("transfers.refuse"), ButtonKind::danger)) {
            wanted = intent::AnswerOffer{chosen_, false, reason_};
        }
    }
    if (asking_ == Asking::reopen) {
        Ask ask(pen, "reopen", open, pen.say("transfers.reopen"));
        ask.say(pen.say("transfers.reopen_what"));
        ask.pick(picker_, "reopen_who", pen.say("transfers.who"), options_of(rows.archived),
                 move_.uid);
        ask.line("reopen_basis", pen.say("accounts.basis"), reason_,
                 {.required = true, .hint = pen.say("accounts.basis_hint")});
        if (ask.answered(pen.say("transfers.do_reopen"))) {
            wanted = intent::ReopenFile{move_.uid, reason_};
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

TransferWanted TransferPanel::draw_move(Pen& pen, const TransferRows& rows, bool& open) {
    Ask ask(pen, "move_file", open, pen.say("transfers.begin"), 640);
    ask.pick(picker_, "move_who", pen.say("transfers.who"), options_of(rows.files), move_.uid);
    ask.options("case", pen.say("transfers.case"),
                {pen.say("transfers.case_3"), pen.say("transfers.case_2"),
                 pen.say("transfers.case_5")},
                case_);
    const unsigned move = cases[case_];
    const auto statuses = leaving();
    if (move == 3) {
        ask.line("move_to", pen.say("transfers.to"), move_.to,
                 {.required = true, .vietnamese = false, .hint = "H31.56"});
    } else if (move == 2) {
        ask.line("move_inside", pen.say("transfers.department"), move_.to,
                 {.vietnamese = false, .hint = pen.say("transfers.department_hint")});
    } else {
        std::vector<std::string> labels;
        for (const auto& [code, label] : statuses) labels.push_back(label);
        ask.options("status", pen.say("list.status"), labels, status_);
    }
    ask.line("move_date", pen.say("transfers.effective"), move_.effective,
             {.required = true, .hint = pen.say("form.hint.date"), .short_one = true});
    ask.line("move_basis", pen.say("transfers.decision"), move_.basis,
             {.required = true, .hint = pen.say("accounts.basis_hint")});
    ask.line("move_note", pen.say("transfers.note"), move_.note, {});
    ask.say(pen.say(move != 3           ? "transfers.will_record"
                    : rows.may_sign ? "transfers.will_sign"
                                    : "transfers.will_prepare"));
    if (!ask.answered(pen.say(move == 3 && rows.may_sign ? "transfers.sign" : "transfers.save"))) {
        return {};
    }
    intent::MoveFile wanted = move_;
    wanted.move = move;
    if (move == 5 && status_ < statuses.size()) wanted.status = statuses[status_].first;
    return wanted;
}

TransferWanted TransferPanel::draw_request(Pen& pen, bool& open) {
    Ask ask(pen, "request_file", open, pen.say("transfers.request"), 640);
    ask.say(pen.say("transfers.request_what"));
    ask.line("request_name", pen.say("accounts.name"), request_.full_name, {.required = true});
    ask.line("request_id", pen.say("accounts.id"), request_.personal_id,
             {.required = true, .vietnamese = false});
    ask.line("request_from", pen.say("transfers.agency"), request_.from, {.required = true});
    ask.line("request_date", pen.say("transfers.effective"), request_.effective,
             {.required = true, .hint = pen.say("form.hint.date"), .short_one = true});
    ask.line("request_basis", pen.say("transfers.decision"), request_.basis,
             {.required = true, .hint = pen.say("accounts.basis_hint")});
    if (ask.answered(pen.say("transfers.save"))) return request_;
    return {};
}

}  // namespace soxa::ui
