#include "ui/panels/home_panel.hpp"

#include <imgui.h>

#include "ui/panels/month_panel.hpp"
#include "ui/panels/page.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/day_bars.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t reports_shown = 3;
constexpr float side_by_side_from = 760;  ///< narrower: one card below the other

}  // namespace

Wanted HomePanel::draw(Pen& pen, const HomeRows& rows, const SyncRows& sync) {
    heading(pen, rows.unit);
    text(pen, pen.say("home.who", {rows.name, rows.role_text, rows.device}), Tone::muted);
    gap(pen, 4);
    Wanted wanted;
    if (!rows.merged.empty()) {
        status_line(pen, rows.merged, Tone::warning);
        if (rows.role == ledger::Role::admin && button(pen, pen.say("home.join_new"))) {
            wanted = intent::Join{};
        }
    }
    if (rows.month && rows.merged.empty()) {
        status_line(pen, pen.say("home.deadline", {rows.month->deadline,
                                                   std::to_string(rows.month->working_days_left),
                                                   rows.month->pack}),
                    rows.month->working_days_left > 3 ? Tone::good : Tone::warning);
    }
    if (rows.approver && rows.joined && !rows.key_confirmed) {
        status_line(pen, pen.say("home.key_waits"), Tone::warning);
    }

    struct Figure {
        const char* key;
        std::uint64_t value;
        Tone tone;
    };
    const Figure figures[] = {
        {"home.conflicts", rows.conflicts, rows.conflicts > 0 ? Tone::bad : Tone::plain},
        {"home.returned", rows.returned, rows.returned > 0 ? Tone::warning : Tone::plain},
        {"home.drafts", rows.drafts, Tone::plain},
        {"home.submitted", rows.submitted, Tone::plain},
        {"home.checked", rows.checked, Tone::plain},
        {"home.approved", rows.approved, Tone::plain},
    };
    const int columns = columns_of(pen, 130, 6);
    const float between = pen.spacing().medium;
    const float width = (ImGui::GetContentRegionAvail().x - between * static_cast<float>(columns - 1)) /
                        static_cast<float>(columns);
    for (int i = 0; i < 6; ++i) {
        if (i % columns != 0) ImGui::SameLine(0, between);
        figure(pen, pen.say(figures[i].key), std::to_string(figures[i].value), figures[i].tone,
               width);
    }
    gap(pen, 4);
    const float room = ImGui::GetContentRegionAvail().x;
    const bool beside = room > pen.scaled(side_by_side_from);
    const float card = beside ? (room - between) / 2 : 0;
    if (Wanted act = draw_sync(pen, rows, sync, card)) wanted = std::move(act);
    if (beside) {
        ImGui::SameLine(0, between);
    } else {
        gap(pen, 4);
    }
    if (Wanted other = draw_waiting(pen, rows, card)) wanted = std::move(other);
    gap(pen, 4);
    if (!rows.days.empty()) {
        day_bars(pen, pen.say("home.plot"), day_series(pen, rows.days), pen.scaled(90));
    }
    return wanted;
}

Wanted HomePanel::draw_sync(Pen& pen, const HomeRows& rows, const SyncRows& sync, float width) {
    Wanted wanted;
    const Card card(pen, "sync", width);
    text(pen, pen.say("home.sync_title"), Tone::strong);
    if (!rows.joined) {
        text(pen, pen.say("home.not_joined"), Tone::muted);
        if (rows.role == ledger::Role::admin && button(pen, pen.say("first_run.join_title"))) {
            wanted = intent::Join{};
        }
        for (const std::string& line : rows.rules) text(pen, line, Tone::muted);
        return wanted;
    }
    text(pen, pen.say("home.received", {std::to_string(rows.received),
                                        std::to_string(rows.records)}),
         rows.received == rows.records ? Tone::good : Tone::plain);
    text(pen, rows.waiting_operations == 0
                  ? pen.say("home.nothing_waits")
                  : pen.say("home.waits", {std::to_string(rows.waiting_records),
                                           std::to_string(rows.waiting_operations),
                                           rows.waiting_size}));
    text(pen, rows.last_contact.empty()
                  ? pen.say("home.no_contact")
                  : pen.say("home.contact", {rows.last_contact, rows.last_contact_age}),
         Tone::muted);
    for (const std::string& line : rows.rules) text(pen, line, Tone::muted);
    if (!rows.off_site.empty()) text(pen, rows.off_site, Tone::muted);
    if (!rows.plan.empty() && !sync.running) text(pen, rows.plan);
    if (!rows.scans_plan.empty() && !sync.running) text(pen, rows.scans_plan);
    if (rows.courier) {
        text(pen, pen.say("home.courier"), Tone::warning);
        if (link(pen, pen.say("place.bundles"))) wanted = intent::Go{Place::bundles};
    }
    gap(pen, 4);
    if (sync.running) {
        progress_bar(pen, sync.fraction < 0 ? -1.F * static_cast<float>(ImGui::GetTime())
                                            : sync.fraction,
                     sync.progress);
        if (button(pen, pen.say(sync.stopping ? "home.stopping" : "home.stop"),
                   {ButtonKind::plain, !sync.stopping, 0, 0, {}})) {
            wanted = intent::StopSync{};
        }
        text(pen, pen.say("home.go_on"), Tone::muted);
    } else {
        if (button(pen, pen.say("home.sync"),
                   {ButtonKind::main, true, pen.scaled(280), pen.scaled(48), "F5"})) {
            wanted = intent::Sync{};
        }
        if (rows.scans_wait && link(pen, pen.say("sync.scans_too"))) wanted = intent::Sync{true};
        if (!sync.outcome.empty()) {
            status_line(pen, sync.outcome, sync.failed ? Tone::bad : Tone::good);
        }
    }
    return wanted;
}

Wanted HomePanel::draw_waiting(Pen& pen, const HomeRows& rows, float width) {
    Wanted wanted;
    const Card card(pen, "waiting", width);
    text(pen, pen.say("home.waiting_title"), Tone::strong);
    bool any = false;
    const auto line = [&](std::uint64_t count, const char* key, Place place) {
        if (count == 0) return;
        any = true;
        ImGui::PushID(key);
        if (link(pen, pen.say(key, {std::to_string(count)}))) wanted = intent::Go{place};
        ImGui::PopID();
    };
    const bool enters = rows.role == ledger::Role::clerk || rows.role == ledger::Role::person;
    if (enters) line(rows.conflicts, "home.do_conflicts", Place::conflicts);
    if (enters) line(rows.overruled, "home.do_overruled", Place::overruled);
    if (rows.approver) line(rows.checked, "home.do_approve", Place::approval);
    if (rows.role == ledger::Role::clerk || rows.role == ledger::Role::head) {
        line(rows.submitted, "home.do_check", Place::records);
    }
    if (enters) line(rows.returned, "home.do_returned", Place::records);
    if (enters) line(rows.drafts, "home.do_drafts", Place::records);
    if (rows.backup_due) {
        any = true;
        if (link(pen, pen.say("backups.do"))) wanted = intent::Go{Place::backups};
    }
    for (std::size_t i = 0; i < rows.notices.size(); ++i) {
        any = true;
        ImGui::PushID(static_cast<int>(i));
        text(pen, rows.notices[i].text, rows.notices[i].bad ? Tone::warning : Tone::plain);
        if (link(pen, pen.say("home.open_file"))) wanted = intent::OpenRecord{rows.notices[i].uid};
        ImGui::PopID();
    }
    if (!rows.reports.empty()) {
        any = true;
        text(pen, pen.say("reports.at_home") + ": " + std::to_string(rows.reports.size()));
        for (std::size_t i = 0; i < rows.reports.size() && i < reports_shown; ++i) {
            const ReportRow& row = rows.reports[i];
            ImGui::PushID(row.id.c_str());
            if (link(pen, pen.say("reports.of", {row.full_name, row.label, row.text}))) {
                wanted = intent::OpenRecord{row.uid};
            }
            ImGui::PopID();
        }
    }
    if (!any) text(pen, pen.say("home.nothing_to_do"), Tone::good);
    if (link(pen, pen.say("home.whole_month"))) wanted = intent::Go{Place::month};
    if (enters || rows.approver) {
        if (link(pen, pen.say("campaign.title"))) wanted = intent::Go{Place::campaign};
    }
    if (link(pen, pen.say("rules.see"))) wanted = intent::Go{Place::rules};
    return wanted;
}

}  // namespace soxa::ui
