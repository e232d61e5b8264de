#include "ui/panels/help_panel.hpp"

#include <imgui.h>

#include <array>
#include <span>

#include "ui/widgets/button.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

/// Of Decision 45/2024; "law.ARTICLE.CLAUSE" is its text.
struct Clause {
    const char* article = nullptr;
    const char* clause = nullptr;
};

/// What a screen is for, "help.NAME", and the clauses that it serves; the first that is none ends.
struct Explained {
    Place place;
    std::array<Clause, 5> law;
};

constexpr std::array explained{
    Explained{Place::home, {{{"6", "4"}, {"6", "5"}}}},
    Explained{Place::month, {{{"6", "4"}, {"6", "5"}, {"13", "3"}}}},
    Explained{Place::campaign, {{{"12", "5"}, {"13", "3"}}}},
    Explained{Place::rules, {{{"6", "1"}, {"6", "4"}}}},
    Explained{Place::records, {{{"3", "10"}, {"7", "2"}}}},
    Explained{Place::exports, {{{"3", "10"}, {"7", "4"}, {"4", "4"}, {"5", "1"}}}},
    Explained{Place::form, {{{"6", "3"}, {"6", "1"}, {"11", "2"}}}},
    Explained{Place::scans, {{{"6", "3"}, {"11", "2"}}}},
    Explained{Place::approval, {{{"6", "4"}, {"3", "8"}}}},
    Explained{Place::conflicts, {{{"12", "4"}, {"11", "2"}}}},
    Explained{Place::overruled, {{{"12", "4"}, {"11", "2"}}}},
    Explained{Place::transfers,
              {{{"9", "1"}, {"9", "2"}, {"9", "3"}, {"9", "5"}}}},
    Explained{Place::bundles, {{{"4", "2"}, {"5", "1"}, {"12", "7"}}}},
    Explained{Place::import, {{{"6", "1"}, {"6", "3"}}}},
    Explained{Place::accounts,
              {{{"3", "6"}, {"6", "2"}, {"11", "3"}, {"13", "2"}}}},
    Explained{Place::access, {{{"4", "3"}, {"4", "4"}, {"7", "4"}}}},
    Explained{Place::audit, {{{"3", "10"}, {"5", "1"}, {"12", "7"}}}},
    Explained{Place::backups, {{{"8", "1"}, {"8", "2"}}}},
    Explained{Place::upkeep, {{{"4", "2"}, {"12", "2"}}}},
    Explained{Place::settings, {{{"11", "4"}}}},
};

std::string name_of(const Pen& pen, const Clause& clause) {
    return pen.say("law.name", {clause.article, clause.clause});
}

}  // namespace

void HelpPanel::draw_one(Pen& pen, Place place) {
    const auto found = std::ranges::find(explained, place, &Explained::place);
    if (found == explained.end()) return;
    const std::string key = std::string("help.") + ui::name_of(place);
    text(pen, pen.say(key + "_title"), Tone::strong);
    text(pen, pen.say(key));
    ImGui::PushID(key.c_str());
    std::string names;
    for (const Clause& clause : found->law) {
        if (clause.article == nullptr) break;
        if (place == open_ || place == from_) {
            text(pen, name_of(pen, clause) + ": " +
                          pen.say(std::string("law.") + clause.article + "." + clause.clause),
                 Tone::muted);
        } else {
            names += (names.empty() ? "" : " · ") + name_of(pen, clause);
        }
    }
    if (!names.empty() && link(pen, names)) open_ = place;
    ImGui::PopID();
    gap(pen, 8);
}

void HelpPanel::draw(Pen& pen, Place from) {
    if (from != from_) open_ = from;
    from_ = from;
    heading(pen, pen.say("help.title"));
    text(pen, pen.say("help.keys"), Tone::muted);
    text(pen, pen.say("law.title"), Tone::muted);
    gap(pen, 8);
    draw_one(pen, from);
    for (const Explained& one : explained) {
        if (one.place != from) draw_one(pen, one.place);
    }
}

}  // namespace soxa::ui
