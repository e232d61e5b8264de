#include "ui/panels/overruled_panel.hpp"

#include <imgui.h>

#include "ui/widgets/button.hpp"

namespace soxa::ui {

OverruledWanted OverruledPanel::draw(Pen& pen, const OverruledPageRows& page, bool& read_again) {
    OverruledWanted wanted;
    if (button(pen, pen.say("overruled.back"))) wanted = intent::Go{Place::conflicts};
    ImGui::SameLine();
    heading(pen, pen.say("overruled.title"));
    draw_told(pen, page.told);
    text(pen, pen.say("overruled.what"), Tone::muted);
    if (!page.read && button(pen, pen.say("campaign.read"))) read_again = true;
    if (page.read && page.rows.empty()) text(pen, pen.say("overruled.none_here"), Tone::good);
    for (const OverruledRow& row : page.rows) {
        ImGui::PushID(row.id.c_str());
        {
            const Card card(pen, "overruled", 0);
            if (link(pen, row.full_name)) wanted = intent::OpenRecord{row.uid};
            for (const OverruledRow::Line& line : row.lines) {
                text(pen, line.label, Tone::muted);
                text(pen, pen.say("overruled.yours", {line.yours}), Tone::strong);
                text(pen, pen.say("overruled.stands", {line.stands}));
            }
            text(pen, pen.say("overruled.by", {row.who, row.when, row.device}), Tone::muted);
            if (button(pen, pen.say("overruled.again"),
                       {ButtonKind::plain, page.may_enter, 0, 0, {}})) {
                wanted = intent::ProposeAgain{row.id, row.full_name};
            }
        }
        ImGui::PopID();
        gap(pen, 4);
    }
    return wanted;
}

}  // namespace soxa::ui
