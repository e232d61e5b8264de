#include <imgui.h>

#include <algorithm>

#include "sync/record/text.hpp"
#include "ui/panels/access_panel.hpp"
#include "ui/widgets/table.hpp"

namespace soxa::ui {

Wanted AuditPanel::draw(Pen& pen, const std::vector<AuditRow>& rows) {
    Wanted wanted;
    heading(pen, pen.say("audit_page.title"));
    text(pen, pen.say("audit_page.what"), Tone::muted);
    const std::string hint = pen.say("audit_page.search");
    FieldOptions options;
    options.hint = hint.c_str();
    ImGui::SetNextItemWidth(std::min(pen.scaled(360), ImGui::GetContentRegionAvail().x));
    const FieldResult typed = pen.frame.typist.field("##audit_search", search_, options);
    (void)typed;
    pen.frame.description.add_last_item(Role::field, hint, search_);
    if (!found_for_ || *found_for_ != search_) {
        const std::string key = record::search_key(search_);
        found_.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].search.find(key) != std::string::npos) found_.push_back(i);
        }
        found_for_ = search_;
    }
    text(pen, pen.say("audit_page.count",
                      {std::to_string(found_.size()), std::to_string(rows.size())}),
         Tone::muted);
    if (found_.empty()) {
        text(pen, pen.say("audit_page.none"), Tone::muted);
        return wanted;
    }
    const auto one = std::ranges::find(rows, chosen_, &AuditRow::operation);
    if (one != rows.end()) {
        const Card card(pen, "entry");
        text(pen, one->time + " · " + one->kind + " · " + one->author, Tone::strong);
        if (!one->about.empty()) text(pen, one->about);
        if (!one->why.empty()) text(pen, one->why);
        text(pen, one->details, Tone::muted);
        if (!one->uid.empty() && button(pen, pen.say("audit_page.open"))) {
            wanted = intent::OpenRecord{one->uid};
        }
    }
    Table table(pen, "audit",
                {{pen.say("audit_page.time"), 1.7F},
                 {pen.say("audit_page.kind"), 2},
                 {pen.say("audit_page.author"), 2},
                 {pen.say("audit_page.about"), 2.4F},
                 {pen.say("audit_page.why"), 3}},
                found_.size(),
                std::max(ImGui::GetContentRegionAvail().y, pen.spacing().row * 6));
    while (const auto at = table.next()) {
        const AuditRow& row = rows[found_[*at]];
        if (table.row(row.operation, row.kind + ": " + row.author, row.operation == chosen_)) {
            chosen_ = row.operation;
        }
        table.cell(row.time, Tone::muted);
        table.cell(row.kind);
        table.cell(row.author);
        table.cell(row.about);
        table.cell(row.why);
    }
    return wanted;
}

}  // namespace soxa::ui
