#include "ui/panels/campaign_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/widgets/button.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

Wanted CampaignPanel::draw(Pen& pen, const CampaignPageRows& page, bool& read_again) {
    Wanted wanted;
    heading(pen, pen.say("campaign.title"));
    draw_told(pen, page.told);
    text(pen, pen.say("campaign.what"), Tone::muted);
    if (!page.read && button(pen, pen.say("campaign.read"), {ButtonKind::main, true, 0, 0, {}})) {
        read_again = true;
    }
    if (page.rows.empty()) return wanted;
    const auto complete = static_cast<std::size_t>(
        std::ranges::count_if(page.rows, [](const CampaignRow& row) { return row.complete(); }));
    const float part = static_cast<float>(complete) / static_cast<float>(page.rows.size());
    progress_bar(pen, part, pen.say("campaign.complete", {std::to_string(complete),
                                                          std::to_string(page.rows.size())}));
    checkbox(pen, pen.say("campaign.only_open"), only_open_);
    std::vector<const CampaignRow*> shown;
    for (const CampaignRow& row : page.rows) {
        if (!only_open_ || !row.complete()) shown.push_back(&row);
    }
    if (shown.empty()) {
        text(pen, pen.say("campaign.none"), Tone::good);
        return wanted;
    }
    Table table(pen, "campaign",
                {{pen.say("list.name"), 3},
                 {pen.say("campaign.filled"), 1.3F},
                 {pen.say("campaign.wrong"), 0.9F},
                 {pen.say("list.status"), 2},
                 {pen.say("campaign.missing"), 5}},
                shown.size(),
                std::max(ImGui::GetContentRegionAvail().y, pen.spacing().row * 6));
    while (const auto at = table.next()) {
        const CampaignRow& row = *shown[*at];
        if (table.row(row.uid, row.full_name, row.uid == chosen_)) {
            chosen_ = row.uid;
            wanted = intent::OpenRecord{row.uid};
        }
        table.cell(row.full_name);
        if (row.closed_to_me) {
            table.cell(pen.say("list.restricted"), Tone::warning);
            continue;
        }
        table.cell(std::to_string(row.filled) + "/" + std::to_string(row.required),
                   row.complete() ? Tone::good : Tone::warning);
        table.cell(std::to_string(row.errors), row.errors > 0 ? Tone::bad : Tone::muted);
        table.cell(row.status);
        table.cell(row.missing, Tone::muted);
    }
    return wanted;
}

}  // namespace soxa::ui
