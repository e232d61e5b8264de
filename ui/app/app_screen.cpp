#include "ui/app/app_screen.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

constexpr float side_from = 900;  ///< narrower: the places stand in a row on top
constexpr float side_width = 200;
constexpr float status_height = 34;

/// What the line of a place says.
std::string label_of(const Pen& pen, Place place) {
    return pen.say(std::string("place.") + name_of(place));
}

}  // namespace

AppScreen::AppScreen(const office::Surroundings& around, Window& window,
                     std::optional<office::Language> language)
    : window_(window), desk_(around, window, panels_, language) {}

std::vector<AppScreen::Entry> AppScreen::entries() const {
    const ledger::Role role = desk_.home().role;
    const bool files = role != ledger::Role::admin;
    const bool enters = role == ledger::Role::clerk;
    const HomeRows& home = desk_.home();
    std::vector<Entry> found;
    const auto offer = [&](Place place, bool offered = true, std::uint64_t badge = 0) {
        if (offered) found.push_back({place, static_cast<std::size_t>(badge)});
    };
    offer(Place::home);
    offer(Place::records);
    offer(Place::approval, home.approver, home.checked);
    offer(Place::conflicts, files, home.conflicts);
    offer(Place::transfers, files && role != ledger::Role::person);
    offer(Place::bundles, home.joined);
    offer(Place::import, enters);
    offer(Place::accounts);
    offer(Place::access);
    offer(Place::audit);
    offer(Place::backups);
    offer(Place::upkeep);
    offer(Place::settings);
    offer(Place::help);
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
        if (desk_.training()) {
            if (Wanted other = draw_training(pen)) wanted = std::move(other);
        }
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
    // Alt+1 … Alt+9, then Alt+Shift+1 and on.
    const auto all = entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto key = static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i % 9));
        if (!chord(ImGuiMod_Alt | (i < 9 ? ImGuiMod_None : ImGuiMod_Shift) | key)) continue;
        // Alt by itself walks to ImGui's menus when it is let go; this one was a chord.
        ImGui::GetCurrentContext()->NavWindowingToggleLayer = false;
        return intent::Go{all[i].place};
    }
    const bool free = !ImGui::GetIO().WantTextInput &&
                      !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId |
                                                  ImGuiPopupFlags_AnyPopupLevel);
    if (free && above(desk_.place()) != desk_.place() && chord(ImGuiKey_Escape)) {
        return intent::Go{above(desk_.place())};
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
    // The places scroll where the window is low; who is here and the way out always stand below.
    const float low = 2 * (pen.spacing().control + pen.spacing().medium) +
                      3 * ImGui::GetTextLineHeightWithSpacing();
    ImGui::BeginChild("##places", ImVec2(0, std::max(ImGui::GetContentRegionAvail().y - low,
                                                     4 * pen.spacing().row)));
    const auto all = entries();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Entry& entry = all[i];
        const bool here = entry.place == listed_as(desk_.place());
        const std::string badge =
            entry.badge > 0 ? std::to_string(entry.badge) : std::string();
        if (list_line(pen, name_of(entry.place), label_of(pen, entry.place), here, badge)) {
            wanted = intent::Go{entry.place};
        }
    }
    ImGui::EndChild();
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
        labels.push_back(label_of(pen, all[i].place));
        if (all[i].badge > 0) labels.back() += " · " + std::to_string(all[i].badge);
        if (all[i].place == listed_as(desk_.place())) here = i;
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

Wanted AppScreen::draw_training(Pen& pen) {
    Wanted wanted;
    status_line(pen, pen.say("training.banner"), Tone::warning);
    if (button(pen, pen.say("training.as_clerk"))) wanted = intent::Train{};
    ImGui::SameLine();
    if (button(pen, pen.say("training.as_head"))) {
        wanted = intent::Train{office::Trainee::head, false};
    }
    ImGui::SameLine();
    if (button(pen, pen.say("training.anew"))) {
        wanted = intent::Train{office::Trainee::clerk, true};
    }
    return wanted;
}

Wanted AppScreen::draw_held_up(Pen& pen, const Desk::HeldUp& job) {
    heading(pen, job.by);
    const float fraction =
        job.fraction < 0 ? -1.F * static_cast<float>(ImGui::GetTime()) : job.fraction;
    progress_bar(pen, fraction, job.progress.empty() ? pen.say("app.wait") : job.progress);
    if (!job.may_stop) return {};
    const bool stop = button(pen, pen.say(job.stopping ? "home.stopping" : "app.give_up"),
                             {ButtonKind::plain, !job.stopping, 0, 0, "Esc"});
    if (!stop && !ImGui::IsKeyPressed(ImGuiKey_Escape)) return {};
    return intent::StopWork{};
}

Wanted AppScreen::draw_place(Pen& pen) {
    if (desk_.held_up()) return draw_held_up(pen, *desk_.held_up());
    if (Page* own = desk_.page()) return own->draw(pen);
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
        case Place::help: panels_.help.draw(pen, desk_.came_from()); break;
        default: break;
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
        } else if (desk_.at_work() && desk_.place() == Place::form) {
            // What is dropped on a file is a scan of it.
            desk_.apply(intent::Go{Place::scans});
            desk_.page()->drop(dropped->paths.front());
        } else if (desk_.at_work() && desk_.page() != nullptr) {
            desk_.page()->drop(dropped->paths.front());
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
