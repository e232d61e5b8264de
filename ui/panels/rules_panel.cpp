#include "ui/panels/rules_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/widgets/table.hpp"

namespace soxa::ui {

void draw_rules(Pen& pen, const RulesRows& rows) {
    heading(pen, pen.say("rules.title"));
    text(pen, pen.say("rules.what"), Tone::muted);
    gap(pen, 4);
    for (const PackRow& row : rows.packs) {
        const Card card(pen, ("pack " + row.name + " " + row.version).c_str());
        text(pen, pen.say("rules.pack_title", {row.name, row.version, row.title}), Tone::strong);
        text(pen, pen.say(row.to.empty() ? "rules.since" : "rules.between",
                          {row.from, row.to}) + " · " + row.state,
             row.expired ? Tone::warning : row.in_force ? Tone::good : Tone::plain);
        text(pen, row.heard + " · " + row.basis, Tone::muted);
    }
    gap(pen, 4);
    text(pen, pen.say("rules.lists_title"), Tone::strong);
    Table table(pen, "catalogues",
                {{pen.say("rules.list"), 4},
                 {pen.say("rules.version"), 3},
                 {pen.say("rules.items"), 1}},
                rows.catalogues.size(),
                std::max(ImGui::GetContentRegionAvail().y, pen.spacing().row * 6));
    while (const auto at = table.next()) {
        const CatalogueRow& row = rows.catalogues[*at];
        (void)table.row(row.name, row.title, false);
        table.cell(row.title);
        table.cell(row.version, row.published ? Tone::plain : Tone::muted);
        table.cell(std::to_string(row.items));
    }
}

}  // namespace soxa::ui
