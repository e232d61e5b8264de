#include "ui/panels/access_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t rows_shown_max = 8;

std::vector<Option> options_of(const std::vector<NamedRow>& rows) {
    std::vector<Option> options;
    for (const NamedRow& row : rows) options.push_back({row.value, row.label, row.search});
    return options;
}

float height_of(const Pen& pen, std::size_t rows) {
    return (pen.spacing().row + pen.scaled(10)) *
           (static_cast<float>(std::min(rows, rows_shown_max)) + 1);
}

}  // namespace

void AccessPanel::ask(Asking asking) {
    asking_ = asking;
    basis_.clear();
    grant_ = {};
    level_ = {};
}

AccessWanted AccessPanel::draw(Pen& pen, const AccessPageRows& page) {
    heading(pen, pen.say("access_page.title"));
    draw_told(pen, page.told);
    levels_ = tabs(pen, "tabs", {pen.say("access_page.grants"), pen.say("access_page.levels")},
                   levels_ ? 1 : 0) == 1;
    gap(pen, 2);
    AccessWanted wanted = levels_ ? draw_levels(pen, page.rows) : draw_grants(pen, page.rows);
    bool open = asking_ != Asking::nothing;
    if (asking_ == Asking::add) {
        if (AccessWanted act = draw_add(pen, page.rows, open)) wanted = std::move(act);
    } else if (asking_ == Asking::restrict || asking_ == Asking::lift) {
        if (AccessWanted act = draw_level_question(pen, page.rows, open)) wanted = std::move(act);
    } else if (asking_ == Asking::end) {
        Ask ask(pen, "end_grant", open, pen.say("access_page.end"));
        ask.say(pen.say("access_page.end_what"));
        ask.line("end_basis", pen.say("accounts.basis"), basis_,
                 {.required = true, .hint = pen.say("accounts.basis_hint")});
        if (ask.answered(pen.say("access_page.end"), ButtonKind::danger)) {
            wanted = intent::EndGrant{chosen_, basis_};
        }
    }
    if (!open) asking_ = Asking::nothing;
    return wanted;
}

AccessWanted AccessPanel::draw_grants(Pen& pen, const AccessRows& rows) {
    if (rows.may_add &&
        button(pen, pen.say("access_page.add"), {ButtonKind::main, true, 0, 0, {}})) {
        ask(Asking::add);
    }
    if (rows.grants.empty()) {
        text(pen, pen.say("access_page.none"), Tone::muted);
        return {};
    }
    {
        Table table(pen, "grants",
                    {{pen.say("access_page.kind"), 1.6F},
                     {pen.say("access_page.to"), 2},
                     {pen.say("access_page.record"), 2},
                     {pen.say("access_page.days"), 2.2F},
                     {pen.say("access_page.state"), 2}},
                    rows.grants.size(), height_of(pen, rows.grants.size()));
        while (const auto at = table.next()) {
            const GrantRow& row = rows.grants[*at];
            if (table.row(row.id, row.kind + ": " + row.to, row.id == chosen_)) chosen_ = row.id;
            table.cell(row.kind);
            table.cell(row.to);
            table.cell(row.record);
            table.cell(row.days);
            table.cell(row.state, row.waits ? Tone::warning : row.over ? Tone::muted : Tone::good);
        }
    }
    const auto one = std::ranges::find(rows.grants, chosen_, &GrantRow::id);
    return one == rows.grants.end() ? AccessWanted() : draw_grant(pen, rows, *one);
}

AccessWanted AccessPanel::draw_grant(Pen& pen, const AccessRows& rows, const GrantRow& one) {
    AccessWanted wanted;
    const Card card(pen, "grant");
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty()) text(pen, pen.say(key) + ": " + value);
    };
    text(pen, one.kind + " · " + one.to, Tone::strong);
    line("access_page.record", one.record);
    line("access_page.sensitivity", one.sensitivity);
    line("access_page.basis", one.basis);
    line("access_page.signer", one.signer);
    line("access_page.purpose", one.purpose);
    line("access_page.days", one.days);
    std::string who = pen.say("access_page.entered", {one.entered_by});
    if (!one.signed_by.empty()) who += " · " + pen.say("access_page.signed", {one.signed_by});
    text(pen, who, Tone::muted);
    if (one.provisional) text(pen, pen.say("access_page.provisional"), Tone::muted);
    if (one.waits && rows.may_sign &&
        button(pen, pen.say("access_page.sign"), {ButtonKind::main, true, 0, 0, {}})) {
        wanted = intent::SignGrant{one.id};
    }
    if (one.waits && rows.may_sign) ImGui::SameLine();
    if (rows.may_add && !one.over &&
        button(pen, pen.say("access_page.end"), {ButtonKind::danger, true, 0, 0, {}})) {
        ask(Asking::end);
    }
    return wanted;
}

AccessWanted AccessPanel::draw_levels(Pen& pen, const AccessRows& rows) {
    AccessWanted wanted;
    if (rows.may_propose && button(pen, pen.say("access_page.restrict"),
                                   {ButtonKind::main, !rows.files.empty(), 0, 0, {}})) {
        ask(Asking::restrict);
    }
    text(pen, pen.say("access.honest"), Tone::muted);
    if (rows.levels.empty()) {
        text(pen, pen.say("access_page.no_levels"), Tone::good);
        return wanted;
    }
    for (std::size_t i = 0; i < rows.levels.size(); ++i) {
        const LevelRow& row = rows.levels[i];
        ImGui::PushID(static_cast<int>(i));
        {
            const Card card(pen, "level");
            text(pen, row.full_name + " · " + row.level, Tone::strong);
            text(pen, row.state + (row.until.empty()
                                       ? std::string()
                                       : " · " + pen.say("audit_page.until", {row.until})),
                 row.proposed ? Tone::warning : Tone::plain);
            text(pen, row.basis + (row.reason.empty() ? "" : " · " + row.reason), Tone::muted);
            text(pen, row.who, Tone::muted);
            if (button(pen, pen.say("transfers.open"))) wanted = intent::OpenRecord{row.uid};
            if (row.in_force && rows.may_propose) {
                ImGui::SameLine();
                if (button(pen, pen.say("access_page.lift"))) {
                    ask(Asking::lift);
                    chosen_file_ = row.uid;
                }
            }
        }
        ImGui::PopID();
    }
    return wanted;
}

AccessWanted AccessPanel::draw_add(Pen& pen, const AccessRows& rows, bool& open) {
    Ask ask(pen, "add_grant", open, pen.say("access_page.add_title"), 660);
    ask.options("kind", pen.say("access_page.kind"),
                {pen.say("access.kind.consent"), pen.say("access.kind.signing")}, kind_);
    ask.pick(picker_, "grant_to", pen.say("access_page.to"), options_of(rows.accounts), grant_.to);
    std::vector<Option> files{{"*", pen.say("access_page.all_records"), {}}};
    for (Option& one : options_of(rows.files)) files.push_back(std::move(one));
    ask.pick(picker_, "grant_record", pen.say("access_page.record"), files, grant_.record);
    const bool consent = kind_ == 0;
    if (consent) {
        ask.options("sensitivity", pen.say("access_page.sensitivity"), {"1", "2", "3", "4"},
                    sensitivity_);
    }
    ask.line("grant_basis", pen.say("accounts.basis"), grant_.basis,
             {.required = true, .hint = pen.say("accounts.basis_hint")});
    ask.line("grant_signer", pen.say("access_page.signer"), grant_.signer,
             {.required = !rows.may_sign,
              .hint = rows.may_sign ? pen.say("access_page.signer_hint") : std::string()});
    ask.line("grant_purpose", pen.say("access_page.purpose"), grant_.purpose, {.required = true});
    ask.line("grant_from", pen.say("access_page.from"), grant_.from,
             {.hint = pen.say("access_page.from_hint"), .short_one = true});
    ask.line("grant_until", pen.say("access_page.until"), grant_.until,
             {.required = true, .hint = pen.say("form.hint.date"), .short_one = true});
    if (!ask.answered(pen.say("transfers.save"))) return {};
    office::GrantWanted wanted = grant_;
    wanted.kind = consent ? ledger::GrantKind::consent : ledger::GrantKind::signing;
    wanted.sensitivity = static_cast<unsigned>(sensitivity_) + 1;
    if (wanted.record == "*") wanted.record.clear();
    return intent::AddGrant{wanted};
}

AccessWanted AccessPanel::draw_level_question(Pen& pen, const AccessRows& rows, bool& open) {
    const bool lift = asking_ == Asking::lift;
    Ask ask(pen, "level", open, pen.say(lift ? "access_page.lift" : "access_page.restrict"), 640);
    ask.say(pen.say("access_page.restrict_what"));
    if (!lift) {
        ask.pick(picker_, "level_file", pen.say("access_page.record"), options_of(rows.files),
                 chosen_file_);
        ask.options("level_choice", pen.say("access_page.level"),
                    {pen.say("access_page.level.1"), pen.say("access_page.level.2")},
                    level_choice_);
        ask.line("level_until", pen.say("access_page.until"), level_.until,
                 {.required = true, .hint = pen.say("form.hint.date"), .short_one = true});
    }
    ask.line("level_basis", pen.say("accounts.basis"), level_.basis,
             {.required = true, .hint = pen.say("accounts.basis_hint")});
    ask.line("level_reason", pen.say("access_page.reason"), level_.reason, {});
    if (!ask.answered(pen.say("access_page.send"))) return {};
    office::LevelWanted wanted = level_;
    wanted.level = lift ? 0 : static_cast<unsigned>(level_choice_) + 1;
    return intent::ProposeLevel{chosen_file_, wanted};
}

}  // namespace soxa::ui
