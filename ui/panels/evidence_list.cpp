#include "ui/panels/evidence_list.hpp"

#include <imgui.h>

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float picture_side = 150;

}  // namespace

Wanted draw_evidence(Pen& pen, PictureBox& pictures, const std::string& uid,
                     const std::vector<ScanRow>& rows) {
    Wanted wanted;
    if (rows.empty()) return wanted;
    gap(pen, 4);
    text(pen, pen.say("scans.evidence"), Tone::muted);
    for (const ScanRow& row : rows) {
        ImGui::PushID(row.row_uid.c_str());
        const float side = pen.scaled(picture_side);
        const bool pictured = row.small.width > 0;
        if (pictured) {
            pictures.draw(pen, row.digest, row.small, side, side, row.title);
            ImGui::SameLine();
        }
        ImGui::BeginGroup();
        text(pen, row.title, Tone::strong);
        text(pen, row.what, Tone::muted);
        text(pen, row.standing, row.stands == ScanStanding::received ? Tone::good : Tone::muted);
        if (button(pen, pen.say("scans.look"))) wanted = intent::ShowScan{uid, row.row_uid};
        ImGui::EndGroup();
        ImGui::PopID();
    }
    return wanted;
}

}  // namespace soxa::ui
