#include "ui/panels/import_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t proposals_shown = 12;

}  // namespace

void ImportPanel::draw_proposals(Pen& pen, const ImportRows& rows) {
    const Card card(pen, "proposals");
    text(pen, pen.say("import.proposals", {std::to_string(rows.proposed.size())}), Tone::warning);
    const std::size_t shown = std::min(rows.proposed.size(), proposals_shown);
    for (std::size_t i = 0; i < shown; ++i) text(pen, rows.proposed[i]);
    if (shown < rows.proposed.size()) text(pen, "…", Tone::muted);
    checkbox(pen, pen.say("import.take_proposals"), take_proposals_);
    text(pen, pen.say("import.proposals_left"), Tone::muted);
}

Wanted ImportPanel::draw(Pen& pen, const ImportRows& rows) {
    heading(pen, pen.say("import.title"));
    text(pen, pen.say("import.what"), Tone::muted);
    if (!rows.message.empty()) {
        status_line(pen, rows.message, rows.message_is_bad ? Tone::bad : Tone::good);
    }
    if (rows.busy) {
        progress_bar(pen, -1.F * static_cast<float>(ImGui::GetTime()), rows.progress);
        return {};
    }
    if (!rows.tried) {
        const FileChosen chosen = chooser_.draw(pen, "list", rows.folder, 300);
        if (!chosen.folder.empty()) return intent::Browse{chosen.folder};
        take_proposals_ = false;
        if (!chosen.file.empty()) return intent::TryImport{chosen.file};
        return {};
    }
    text(pen, pen.say(rows.csv ? "import.file" : "import.file_json", {rows.path}), Tone::strong);
    if (!rows.columns.empty()) text(pen, rows.columns, Tone::muted);
    text(pen, pen.say(rows.done ? "import.was_done" : "import.will",
                      {std::to_string(rows.ok), std::to_string(rows.refused.size())}),
         rows.refused.empty() ? Tone::good : Tone::warning);
    Wanted wanted;
    if (!rows.done && !rows.proposed.empty()) draw_proposals(pen, rows);
    if (!rows.done && rows.ok > 0 &&
        button(pen, pen.say("import.go", {std::to_string(rows.ok)}),
               {ButtonKind::main, true, 0, 0, {}})) {
        wanted = intent::Import{take_proposals_ && !rows.proposed.empty()};
    }
    if (!rows.done && rows.ok > 0) ImGui::SameLine();
    if (rows.done && rows.can_undo) {
        if (button(pen, pen.say("import.undo"), {ButtonKind::danger, true, 0, 0, {}})) {
            wanted = intent::UndoImport{};
        }
        ImGui::SameLine();
    }
    if (button(pen, pen.say("import.another"))) wanted = intent::TryImport{};
    if (!rows.refused.empty()) {
        gap(pen, 4);
        text(pen, pen.say("import.refused_what"), Tone::muted);
        ImGui::BeginChild("##refused");
        std::vector<std::pair<std::size_t, const std::string*>> lines;
        for (const ImportRows::Refused& one : rows.refused) {
            for (const std::string& why : one.why) lines.emplace_back(one.line, &why);
        }
        for (const auto& [line, why] : lines) {
            finding_line(pen, record::Severity::error,
                         pen.say("import.at_line", {std::to_string(line), *why}));
        }
        ImGui::EndChild();
    }
    return wanted;
}

}  // namespace soxa::ui
