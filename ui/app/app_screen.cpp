#include "ui/app/app_screen.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float side_from = 900;  ///< narrower: the places stand in a row on top
constexpr float side_width = 200;
constexpr float status_height = 34;

const char* name_of(Place place) {
    switch (place) {
        case Place::first_run: return "first_run";
        case Place::login: return "login";
        case Place::home: return "home";
        case Place::month: return "month";
        case Place::records: return "records";
        case Place::form: return "form";
        case Place::approval: return "approval";
        case Place::conflicts: return "conflicts";
        case Place::accounts: return "accounts";
        case Place::import: return "import";
        case Place::upkeep: return "upkeep";
        case Place::settings: return "settings";
        case Place::help: return "help";
    }
    return "";
}

}  // namespace

AppScreen::AppScreen(const office::Surroundings& around, Window& window,
                     std::optional<office::Language> language)
    : window_(window), desk_(around, window, panels_, language) {}

std::vector<AppScreen::Entry> AppScreen::entries() const {
    const ledger::Role role = desk_.home().role;
    const bool files = role != ledger::Role::admin;
    const bool enters = role == ledger::Role::clerk;
    std::vector<Entry> found{{Place::home, "place.home"}, {Place::records, "place.records"}};
    if (desk_.home().approver) {
        found.push_back({Place::approval, "place.approval", desk_.home().checked});
    }
    if (files) {
        found.push_back({Place::conflicts, "place.conflicts",
                         static_cast<std::size_t>(desk_.home().conflicts)});
    }
    if (enters) found.push_back({Place::import, "place.import"});
    found.push_back({Place::accounts, "place.accounts"});
    found.push_back({Place::upkeep, "place.upkeep"});
    found.push_back({Place::settings, "place.settings"});
    found.push_back({Place::help, "place.help"});
    return found;
}

void AppScreen::draw(Frame& frame) {
    desk_.refresh();
    Pen pen{frame, desk_.words()};
    const bool outside = !desk_.at_work();
    const Place place = outside && desk_.place() != Place::first_run ? Place::login
                                                                     : desk_.place();
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    frame.description.add_text(Role::screen, name_of(place),
                               {0, 0, static_cast<int>(window.x), static_cast<int>(window.y)});
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("##root", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar(2);
    Wanted wanted;
    if (outside) {
        wanted = draw_outside(pen);
    } else {
        const bool wide = ImGui::GetIO().DisplaySize.x >= pen.scaled(side_from);
        const float bottom = pen.scaled(status_height);
        if (wide) {
            wanted = draw_side(pen);
            ImGui::SameLine();
        } else {
            wanted = draw_top(pen);
        }
        ImGui::PushID(name_of(place));
        ImGui::BeginChild("##place", ImVec2(0, wide ? 0 : -bottom), ImGuiChildFlags_None,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        const float before = ImGui::GetContentRegionAvail().y;
        ImGui::BeginChild("##page", ImVec2(0, wide ? before - bottom : 0));
        if (Wanted other = draw_place(pen)) wanted = std::move(other);
        ImGui::EndChild();
        if (wide) draw_status(pen);
        ImGui::EndChild();
        ImGui::PopID();
        if (!wide) draw_status(pen);
        if (Wanted key = keys(); key && !wanted && !desk_.held_up()) wanted = std::move(key);
    }
    ImGui::End();
    if (wanted) {
        desk_.apply(std::move(*wanted));
        frame.redraw.request();
    }
    if (frame.description.items() != shown_) {
        shown_ = frame.description.items();
        frame.redraw.request();
    }
    if (desk_.sync().running || desk_.held_up() || desk_.login().busy || desk_.first_run().busy) {
        frame.redraw.at(frame.now + std::chrono::milliseconds(100));
    }
}

Wanted AppScreen::keys() const {
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (chord(ImGuiKey_F1)) return intent::Go{Place::help};
    if (chord(ImGuiKey_F5)) return intent::Sync{};
    if (chord(ImGuiMod_Ctrl | ImGuiKey_L)) return intent::Lock{};
    const auto all = entries();
    for (std::size_t i = 0; i < all.size() && i < 9; ++i) {
        const auto key = static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i));
        if (!chord(ImGuiMod_Alt | key)) continue;
        // Alt by itself walks to ImGui's menus when it is let go; this one was a chord.
        ImGui::GetCurrentContext()->NavWindowingToggleLayer = false;
        return intent::Go{all[i].place};
    }
    const bool free = !ImGui::GetIO().WantTextInput &&
                      !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId |
                                                  ImGuiPopupFlags_AnyPopupLevel);
    if (free && desk_.place() == Place::form && chord(ImGuiKey_Escape)) {
        return intent::Go{Place::records};
    }
    if (free && desk_.place() == Place::month && chord(ImGuiKey_Escape)) {
        return intent::Go{Place::home};
    }
    if (free && desk_.place() == Place::help && chord(ImGuiKey_Escape)) {
        return intent::Go{desk_.came_from()};
    }
    return {};
}

Wanted AppScreen::draw_side(Pen& pen) {
    Wanted wanted;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, pen.palette().panel);
    ImGui::BeginChild("##side", ImVec2(pen.scaled(side_width), 0),
                      ImGuiChildFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleColor();
    heading(pen, pen.say("app.title"));
    gap(pen, 8);
    const auto all = entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Entry& entry = all[i];
        const bool here = entry.place == desk_.place() ||
                          (entry.place == Place::records && desk_.place() == Place::form) ||
                          (entry.place == Place::home && desk_.place() == Place::month);
        const std::string badge =
            entry.badge > 0 ? std::to_string(entry.badge) : std::string();
        if (list_line(pen, entry.key, pen.say(entry.key), here, badge)) {
            wanted = intent::Go{entry.place};
        }
    }
    const float low = 2 * (pen.spacing().control + pen.spacing().medium) +
                      3 * ImGui::GetTextLineHeightWithSpacing();
    const float left = ImGui::GetContentRegionAvail().y - low;
    if (left > 0) ImGui::Dummy(ImVec2(0, left));
    text(pen, desk_.home().name + "\n" + desk_.home().role_text, Tone::muted);
    if (button(pen, pen.say("app.lock"), {ButtonKind::plain, true, -1, 0, "Ctrl+L"})) {
        wanted = intent::Lock{};
    }
    if (button(pen, pen.say("app.log_out"), {ButtonKind::plain, true, -1, 0, {}})) {
        wanted = intent::LogOut{};
    }
    ImGui::EndChild();
    return wanted;
}

Wanted AppScreen::draw_top(Pen& pen) {
    Wanted wanted;
    const auto all = entries();
    std::vector<std::string> labels;
    std::size_t here = all.size();
    for (std::size_t i = 0; i < all.size(); ++i) {
        labels.push_back(pen.say(all[i].key));
        if (all[i].badge > 0) labels.back() += " · " + std::to_string(all[i].badge);
        const bool form = all[i].place == Place::records && desk_.place() == Place::form;
        const bool month = all[i].place == Place::home && desk_.place() == Place::month;
        if (all[i].place == desk_.place() || form || month) here = i;
    }
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemWidth(room * 0.42F);
    if (choice(pen, "##places", pen.say("app.places"), labels, here) && here < all.size()) {
        wanted = intent::Go{all[here].place};
    }
    ImGui::SameLine();
    if (button(pen, pen.say("app.lock"))) wanted = intent::Lock{};
    ImGui::SameLine();
    if (button(pen, pen.say("app.log_out"))) wanted = intent::LogOut{};
    ImGui::Separator();
    return wanted;
}

void AppScreen::draw_status(Pen& pen) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(
        at, ImVec2(at.x + ImGui::GetContentRegionAvail().x, at.y), pen.palette().line);
    const SyncRows& sync = desk_.sync();
    const std::string said = sync.running ? sync.progress : desk_.status();
    ImGui::PushFont(pen.frame.theme.fonts.small);
    text(pen, said.empty() ? desk_.home().unit : said, Tone::muted);
    ImGui::PopFont();
    if (!said.empty()) pen.frame.description.add_last_item(Role::status, said);
}

Wanted AppScreen::draw_place(Pen& pen) {
    if (desk_.held_up()) {
        heading(pen, desk_.held_up_by());
        progress_bar(pen, -1.F * static_cast<float>(ImGui::GetTime()),
                     desk_.import().progress.empty() ? pen.say("app.wait")
                                                     : desk_.import().progress);
        return {};
    }
    switch (desk_.place()) {
        case Place::home: return panels_.home.draw(pen, desk_.home(), desk_.sync());
        case Place::month: return panels_.month.draw(pen, desk_.month());
        case Place::records: return panels_.list.draw(pen, desk_.list(), desk_.may_enter());
        case Place::form: return panels_.form.draw(pen, desk_.form());
        case Place::approval: return panels_.approval.draw(pen, desk_.approval());
        case Place::conflicts: return panels_.conflicts.draw(pen, desk_.conflicts());
        case Place::accounts: return panels_.accounts.draw(pen, desk_.accounts());
        case Place::import: return panels_.import.draw(pen, desk_.import());
        case Place::upkeep: return draw_upkeep(pen, desk_.upkeep());
        case Place::settings: return draw_settings(pen, desk_.settings());
        case Place::help: draw_help(pen, desk_.came_from()); break;
        case Place::first_run:
        case Place::login: break;
    }
    return {};
}

Wanted AppScreen::draw_outside(Pen& pen) {
    Wanted wanted;
    const bool vietnamese = desk_.words().language() == office::Language::vietnamese;
    const std::size_t now = vietnamese ? 0 : 1;
    const std::size_t chosen = tabs(pen, "language", {"Tiếng Việt", "English"}, now);
    if (chosen != now) {
        wanted = intent::SetLanguage{chosen == 0 ? office::Language::vietnamese
                                                 : office::Language::english};
    }
    Wanted other = desk_.place() == Place::first_run
                       ? panels_.first_run.draw(pen, desk_.first_run())
                       : panels_.login.draw(pen, desk_.login());
    if (other) wanted = std::move(other);
    return wanted;
}

void AppScreen::handle(const Event& event) {
    if (const auto* dropped = std::get_if<FilesDropped>(&event)) {
        if (dropped->paths.empty()) return;
        if (desk_.place() == Place::first_run) {
            desk_.apply(intent::LookAtTicket{dropped->paths.front()});
        } else if (desk_.at_work() && desk_.place() == Place::import) {
            desk_.apply(intent::TryImport{dropped->paths.front()});
        }
    } else if (std::get_if<CloseRequested>(&event) != nullptr) {
        desk_.lock();
        desk_.stop();
        window_.close();
    } else {
        desk_.lock();
    }
}

}  // namespace soxa::ui
