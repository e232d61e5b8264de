#include "ui/panels/scan_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "sync/record/text.hpp"
#include "ui/panels/asking.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

constexpr float wide_from = 700;
constexpr float list_width = 330;
constexpr float chooser_height = 230;
constexpr float picture_height_min = 180;

const std::vector<Option>& kinds_of(Pen& pen, std::vector<Option>& kept) {
    const record::CodeList* const list = record::find_code_list("attachment_kind");
    if (list != nullptr) kept = options_of(*list, pen);
    return kept;
}

/// A picker with its label, as the questions have them.
void pick(Pen& pen, Picker& picker, const std::string& id, const std::string& label,
          const std::vector<Option>& options, bool required, std::string& value) {
    FieldLook look;
    look.label = label;
    look.required = required;
    const LabelPlace place = begin_field(pen, look);
    Picker::Look shown;
    shown.label = label;
    shown.width = field_width(pen, look);
    shown.may_clear = !required;
    const auto now = std::ranges::find(options, value, &Option::value);
    if (now != options.end()) shown.shown = now->label;
    if (const auto taken = picker.draw(pen, id, options, shown)) value = *taken;
    end_field(pen, look, place);
}

std::string file_name_of(const std::string& path) {
    const auto slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace

ScanWanted ScanPanel::draw(Pen& pen, const ScanPageRows& page) {
    ScanWanted wanted;
    const std::string back = pen.say(page.back == Place::form ? "scans.back" : "scans.back_there",
                                     {pen.say(std::string("place.") + name_of(page.back))});
    if (button(pen, back)) wanted = intent::Go{page.back};
    ImGui::SameLine();
    heading(pen, pen.say("scans.title", {page.scans.full_name}));
    draw_told(pen, page.told);
    if (page.scans.asks_purpose) {
        status_line(pen, pen.say("scans.asks_purpose"), Tone::warning);
        return wanted;
    }
    if (!page.path.empty()) {
        if (ScanWanted one = draw_new(pen, page)) wanted = std::move(one);
        return wanted;
    }
    if (adding_) {
        text(pen, pen.say("scans.choose"), Tone::muted);
        const FileChosen chosen = chooser_.draw(pen, "scan", page.folder, chooser_height);
        if (!chosen.folder.empty()) wanted = intent::Browse{chosen.folder};
        if (!chosen.file.empty()) wanted = intent::ChooseScan{chosen.file};
        if (button(pen, pen.say("app.cancel"))) adding_ = false;
        return wanted;
    }
    text(pen, page.scans.total, Tone::muted);
    if (page.scans.may_attach) {
        if (button(pen, pen.say("scans.add"), {ButtonKind::main, true, 0, 0, {}})) {
            adding_ = true;
            wanted = intent::Browse{page.folder.path};
        }
        text_beside(pen, pen.say("scans.drop_here"), Tone::muted);
    }
    gap(pen, 2);
    if (ScanWanted one = draw_list(pen, page)) wanted = std::move(one);
    if (ScanWanted one = draw_giving_out(pen, page)) wanted = std::move(one);
    return wanted;
}

ScanWanted ScanPanel::draw_list(Pen& pen, const ScanPageRows& page) {
    ScanWanted wanted;
    if (page.scans.rows.empty()) {
        text(pen, pen.say("scans.none"), Tone::muted);
        return wanted;
    }
    const bool wide = ImGui::GetContentRegionAvail().x > pen.scaled(wide_from);
    ImGui::BeginChild("##scans", ImVec2(wide ? pen.scaled(list_width) : 0,
                                        wide ? 0 : pen.spacing().row * 4),
                      ImGuiChildFlags_Border);
    for (const ScanRow& row : page.scans.rows) {
        const std::string said = row.title + "\n" + row.what + "\n" + row.standing;
        if (list_line(pen, row.row_uid, said, row.row_uid == page.shown)) {
            wanted = intent::LookAtScan{row.row_uid, 1};
        }
    }
    ImGui::EndChild();
    // On a narrow screen the whole page scrolls, so that the picture keeps its room.
    if (!wide) {
        if (ScanWanted one = draw_shown(pen, page)) wanted = std::move(one);
        return wanted;
    }
    ImGui::SameLine();
    ImGui::BeginChild("##shown");
    if (ScanWanted one = draw_shown(pen, page)) wanted = std::move(one);
    ImGui::EndChild();
    return wanted;
}

ScanWanted ScanPanel::draw_shown(Pen& pen, const ScanPageRows& page) {
    ScanWanted wanted;
    const auto row = std::ranges::find(page.scans.rows, page.shown, &ScanRow::row_uid);
    if (row == page.scans.rows.end()) {
        text(pen, pen.say("scans.choose_one"), Tone::muted);
        return wanted;
    }
    text(pen, row->title, Tone::strong);
    text(pen, row->what + " · " + row->standing,
         row->stands == ScanStanding::received ? Tone::good : Tone::muted);
    if (!row->certified.empty()) text(pen, row->certified, Tone::muted);
    text(pen, row->proves.empty() ? pen.say("scans.proves_nothing") : row->proves,
         row->proves.empty() ? Tone::muted : Tone::plain);
    if (button(pen, pen.say("scans.give_out"))) {
        giving_out_ = true;
        out_ = page.folder.path;
        purpose_.clear();
    }
    if (const auto turned = draw_look(pen, row->digest, page.look)) {
        wanted = intent::LookAtScan{row->row_uid, *turned};
    }
    return wanted;
}

std::optional<int> ScanPanel::draw_look(Pen& pen, const std::string& name,
                                        const office::ScanLook& look) {
    std::optional<int> turned;
    if (look.small_only) text(pen, pen.say("scans.small_only"), Tone::warning);
    for (const std::string& signer : look.signers) {
        text(pen, pen.say(signer.empty() ? "scans.signed" : "scans.signed_by", {signer}));
    }
    if (look.pdf && look.pages > 1 && !look.small_only) {
        if (button(pen, pen.say("scans.page_before"), {ButtonKind::plain, look.page > 1, 0, 0, {}})) {
            turned = look.page - 1;
        }
        ImGui::SameLine();
        if (button(pen, pen.say("scans.page_next"),
                   {ButtonKind::plain, look.page < look.pages, 0, 0, {}})) {
            turned = look.page + 1;
        }
        text_beside(pen, pen.say("scans.page_of", {std::to_string(look.page),
                                                   std::to_string(look.pages)}),
                    Tone::muted);
    }
    if (look.picture.width == 0) {
        text(pen, pen.say(look.pdf ? "scans.no_picture" : "scans.unreadable"), Tone::muted);
        return turned;
    }
    const ImVec2 room = ImGui::GetContentRegionAvail();
    pictures_.draw(pen, name + "/" + std::to_string(look.page), look.picture, room.x,
                   std::max(room.y, pen.scaled(picture_height_min)),
                   pen.say("scans.picture_of", {std::to_string(look.page)}));
    return turned;
}

ScanWanted ScanPanel::draw_new(Pen& pen, const ScanPageRows& page) {
    ScanWanted wanted;
    const bool wide = ImGui::GetContentRegionAvail().x > pen.scaled(wide_from);
    const float left = wide ? ImGui::GetContentRegionAvail().x * 0.58F : 0;
    ImGui::BeginChild("##typed", ImVec2(left, 0));
    const office::ScanLook& fresh = page.fresh;
    text(pen, file_name_of(page.path), Tone::strong);
    text(pen, size_of(fresh.bytes) +
                  (fresh.pages > 0
                       ? " · " + pen.say("scans.pages", {std::to_string(fresh.pages)})
                       : std::string()),
         Tone::muted);
    std::vector<Option> kinds;
    pick(pen, picker_, "kind", pen.say("scans.kind"), kinds_of(pen, kinds), true, typed_.kind);
    std::vector<Option> places;
    for (const ProvedPlace& place : page.scans.places) {
        places.push_back({place.name, place.label, record::search_key(place.label)});
    }
    pick(pen, picker_, "proves", pen.say("scans.proves_what"), places, false, typed_.row);
    FieldLook look;
    look.label = pen.say("scans.name");
    look.hint = pen.say("scans.name_hint");
    (void)field(pen, "title", typed_.title, look);
    if (fresh.pages == 0) {
        FieldLook pages;
        pages.label = pen.say("scans.how_many_pages");
        pages.required = true;
        pages.vietnamese = false;
        (void)field(pen, "pages", pages_, pages);
    }
    FieldLook day;
    day.label = pen.say("scans.scanned_at");
    day.hint = pen.say("form.hint.date");
    day.vietnamese = false;
    (void)field(pen, "scanned_at", typed_.scanned_at, day);
    FieldLook who;
    who.label = pen.say("scans.certified_by");
    (void)field(pen, "certified_by", typed_.certified_by, who);
    if (fresh.smaller > 0) {
        checkbox(pen, pen.say("scans.smaller", {size_of(fresh.bytes), size_of(fresh.smaller)}),
                 smaller_);
    }
    const bool pages_said = fresh.pages > 0 || !pages_.empty();
    if (button(pen, pen.say("scans.attach"),
               {ButtonKind::main, !typed_.kind.empty() && pages_said, 0, 0, {}})) {
        intent::AttachScan act{typed_};
        act.typed.smaller = smaller_ && fresh.smaller > 0;
        const int count = std::atoi(pages_.c_str());
        if (fresh.pages == 0 && count > 0) act.typed.pages = count;
        wanted = std::move(act);
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.cancel"))) wanted = intent::ChooseScan{};
    ImGui::EndChild();
    if (wide) ImGui::SameLine();
    ImGui::BeginChild("##fresh");
    if (const auto turned = draw_look(pen, "fresh " + page.path, fresh)) {
        wanted = intent::ChooseScan{page.path, *turned};
    }
    ImGui::EndChild();
    return wanted;
}

ScanWanted ScanPanel::draw_giving_out(Pen& pen, const ScanPageRows& page) {
    Ask ask(pen, "giving_out", giving_out_, pen.say("scans.give_out_title"));
    ask.say(pen.say("scans.give_out_what"));
    ask.line("out", pen.say("file.path"), out_, {.required = true, .vietnamese = false});
    ask.line("purpose", pen.say("scans.purpose"), purpose_, {});
    if (ask.answered(pen.say("scans.give_out"))) {
        return intent::GiveOutScan{page.shown, out_, purpose_};
    }
    return {};
}

void ScanPanel::begin(const std::string& file_name) {
    typed_ = {};
    typed_.file_name = file_name;
    pages_.clear();
    smaller_ = true;
    adding_ = true;
}

void ScanPanel::done() {
    begin({});
    adding_ = false;
}

void ScanPanel::forget() {
    pictures_.forget();
    done();
    giving_out_ = false;
}

}  // namespace soxa::ui
