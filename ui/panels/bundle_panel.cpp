#include "ui/panels/bundle_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"

namespace soxa::ui {

namespace {

constexpr float chooser_height = 190;

}  // namespace

BundleWanted BundlePanel::draw(Pen& pen, const BundlePageRows& page) {
    heading(pen, pen.say("bundles.title"));
    draw_told(pen, page.told);
    in_ = tabs(pen, "tabs", {pen.say("bundles.out"), pen.say("bundles.in")}, in_ ? 1 : 0) == 1;
    gap(pen, 2);
    return in_ ? draw_in(pen, page) : draw_out(pen, page);
}

BundleWanted BundlePanel::draw_out(Pen& pen, const BundlePageRows& page) {
    BundleWanted wanted;
    text(pen, page.waits, Tone::strong);
    text(pen, pen.say("bundles.out_what"), Tone::muted);
    gap(pen, 4);
    text(pen, pen.say("bundles.where"));
    const FileChosen chosen = chooser_.draw(pen, "stick", page.folder, chooser_height);
    if (!chosen.folder.empty()) wanted = intent::Browse{chosen.folder};
    if (!chosen.file.empty()) wanted = intent::Browse{chosen.file};
    std::vector<std::string> whom{pen.say("bundles.province")};
    whom.insert(whom.end(), page.laptops.begin(), page.laptops.end());
    to_ = std::min(to_, whom.size() - 1);
    if (whom.size() > 1) {
        FieldLook look;
        look.label = pen.say("bundles.for_whom");
        const LabelPlace place = begin_field(pen, look);
        ImGui::SetNextItemWidth(field_width(pen, look));
        (void)choice(pen, "##whom", look.label, whom, to_);
        end_field(pen, look, place);
    }
    if (to_ == 0) checkbox(pen, pen.say("bundles.with_log"), with_log_);
    if (button(pen, pen.say("bundles.write"),
               {ButtonKind::main, page.folder.readable, 0, 0, {}})) {
        wanted = intent::WriteBundle{page.folder.path, to_ == 0 && with_log_,
                                     to_ == 0 ? std::string() : whom[to_]};
    }
    for (const std::string& file : page.written) text(pen, "• " + file, Tone::muted);
    return wanted;
}

BundleWanted BundlePanel::draw_in(Pen& pen, const BundlePageRows& page) {
    BundleWanted wanted;
    text(pen, pen.say("bundles.in_what"), Tone::muted);
    if (page.path.empty()) {
        const FileChosen chosen = chooser_.draw(pen, "bundle", page.folder, chooser_height + 60);
        if (!chosen.folder.empty()) wanted = intent::Browse{chosen.folder};
        if (!chosen.file.empty()) wanted = intent::LookAtBundle{chosen.file};
        return wanted;
    }
    const Card card(pen, "looked");
    text(pen, page.path, Tone::strong);
    if (!page.looked.empty()) text(pen, page.looked);
    if (page.may_take &&
        button(pen, pen.say("bundles.take"), {ButtonKind::main, true, 0, 0, {}})) {
        wanted = intent::TakeBundle{page.path};
    }
    if (page.may_take) ImGui::SameLine();
    if (button(pen, pen.say("bundles.another"))) wanted = intent::LookAtBundle{};
    return wanted;
}

}  // namespace soxa::ui
