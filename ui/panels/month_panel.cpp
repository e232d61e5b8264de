#include "ui/panels/month_panel.hpp"

#include <imgui.h>

#include "ui/widgets/button.hpp"
#include "ui/widgets/day_bars.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

namespace {

record::Month before(const record::Month& month) {
    return month.month > 1 ? record::Month{month.year, month.month - 1}
                           : record::Month{month.year - 1, 12};
}

}  // namespace

std::vector<DaySeries> day_series(const Pen& pen, const std::vector<DayCount>& days) {
    std::vector<DaySeries> series{{pen.say("month.submitted"), Tone::muted, {}},
                                  {pen.say("month.signed"), Tone::strong, {}},
                                  {pen.say("month.received"), Tone::good, {}}};
    for (const DayCount& day : days) {
        series[0].counts.push_back(day.submitted);
        series[1].counts.push_back(day.signed_here);
        series[2].counts.push_back(day.received);
    }
    return series;
}

Wanted MonthPanel::draw(Pen& pen, const MonthRows& rows) {
    Wanted wanted;
    heading(pen, rows.title);
    if (button(pen, pen.say("month.before"))) wanted = intent::ShowMonth{before(rows.month)};
    ImGui::SameLine();
    if (button(pen, pen.say("month.after"))) wanted = intent::ShowMonth{rows.month.next()};
    for (const std::string& line : rows.windows) text(pen, line, Tone::muted);
    text(pen, pen.say("month.counts", {std::to_string(rows.open), std::to_string(rows.late),
                                       std::to_string(rows.to_sign)}),
         rows.late > 0 ? Tone::bad : Tone::strong);
    for (const std::string& line : rows.late_by) text(pen, line, Tone::bad);
    day_bars(pen, pen.say("month.days"), day_series(pen, rows.days), pen.scaled(110));

    checkbox(pen, pen.say("month.only_open"), only_open_);
    std::vector<const DutyRow*> shown;
    for (const DutyRow& duty : rows.duties) {
        if (!only_open_ || duty.open || duty.late) shown.push_back(&duty);
    }
    if (shown.empty()) {
        text(pen, pen.say("month.nothing"), Tone::good);
        return wanted;
    }
    Table table(pen, "duties",
                {{pen.say("month.due"), 1.2F},
                 {pen.say("month.what"), 2},
                 {pen.say("list.name"), 3},
                 {pen.say("month.who"), 2.6F},
                 {pen.say("list.status"), 3}},
                shown.size(), std::max(ImGui::GetContentRegionAvail().y, pen.spacing().row * 6));
    while (const auto at = table.next()) {
        const DutyRow& duty = *shown[*at];
        const std::string id = duty.uid + duty.kind + std::to_string(*at);
        if (table.row(id, duty.kind + ": " + duty.full_name, id == chosen_)) {
            chosen_ = id;
            wanted = intent::OpenRecord{duty.uid};
        }
        table.cell(duty.due);
        table.cell(duty.kind);
        table.cell(duty.full_name);
        table.cell(duty.who, Tone::muted);
        table.cell(duty.state, duty.late ? Tone::bad : duty.open ? Tone::warning : Tone::good);
    }
    return wanted;
}

}  // namespace soxa::ui
