// Names of people (DOMAIN §3.3): whose letters are Latin, with the marks of Vietnamese and of the
// languages of the highlands.

#include <algorithm>
#include <array>

#include "sync/record/legacy_text.hpp"
#include "sync/record/rule.hpp"
#include "sync/record/text.hpp"

namespace soxa::record::rule {

namespace {

constexpr char32_t breve = 0x0306;
constexpr char32_t caron = 0x030C;
constexpr char32_t macron_below = 0x0331;

/// Letters of the Latin blocks; × and ÷ lie between them.
bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           (c >= 0x00C0 && c <= 0x024F && c != 0x00D7 && c != 0x00F7) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

/// Letters that NFC cannot compose with a breve: ê̆ ô̆ ơ̆ ư̆, in either case.
bool takes_breve(char32_t c) {
    constexpr std::u32string_view letters = U"eEêÊoOôÔơƠuUưƯ";
    return letters.find(c) != std::u32string_view::npos;
}

bool is_joiner(char32_t c) {
    return c == U'\'' || c == 0x2019 || c == U'-' || c == 0x2010 || c == 0x2011;
}

enum class Doubt { none, initial, rare, wrong };

/// A character in a name, by itself and by the one before it.
Doubt doubt_about(const std::u32string& name, std::size_t i) {
    const char32_t c = name[i];
    const char32_t before = i == 0 ? U' ' : name[i - 1];
    if (is_letter(c)) return Doubt::none;
    if (c == U' ') return Doubt::none;
    if (is_joiner(c)) return is_letter(before) || before == breve ? Doubt::none : Doubt::wrong;
    if (c == breve) return takes_breve(before) ? Doubt::none : Doubt::rare;
    if (c == caron || c == macron_below) return is_letter(before) ? Doubt::rare : Doubt::wrong;
    const bool after_initial = c == U'.' && is_letter(before) && (i < 2 || name[i - 2] == U' ');
    return after_initial ? Doubt::initial : Doubt::wrong;
}

/// A capital with a mark in the middle of a word: text of an old TCVN3 font, read as if it were
/// Unicode ("NguyÔn V¨n").
bool looks_like_old_font(std::string_view text) {
    const std::u32string name = code_points(text);
    const std::u32string upper = code_points(upper_case(text));
    for (std::size_t i = 1; i < name.size() && name.size() == upper.size(); ++i) {
        const bool after_small = is_letter(name[i - 1]) && name[i - 1] != upper[i - 1];
        if (after_small && name[i] >= 0x80 && is_letter(name[i]) && name[i] == upper[i])
            return true;
    }
    return false;
}

void note_name(const Entry& entry, std::string_view id, Notes& notes) {
    constexpr std::size_t characters_min = 2;
    constexpr std::ptrdiff_t words_max = 10;
    const std::u32string name = code_points(entry.text(id));
    if (name.empty()) return;
    const auto note = [&](Severity severity, std::string_view text,
                          std::vector<std::string> args = {}) {
        notes.add(entry, id, {severity, "DM-3.3", text}, std::move(args));
    };
    Doubt worst = Doubt::none;
    for (std::size_t i = 0; i < name.size(); ++i) worst = std::max(worst, doubt_about(name, i));
    if (worst == Doubt::wrong) note(Severity::error, "finding.name_characters");
    if (worst == Doubt::rare) note(Severity::warning, "finding.name_rare_characters");
    if (worst == Doubt::initial) note(Severity::warning, "finding.name_full_stop");
    if (name.size() < characters_min) note(Severity::error, "finding.name_too_short");
    const std::ptrdiff_t words = std::count(name.begin(), name.end(), U' ') + 1;
    if (words > words_max) note(Severity::error, "finding.name_too_long");
    if (words == 1) note(Severity::warning, "finding.name_one_word");
    if (const auto legacy = legacy_text(entry.text(id))) {
        note(Severity::warning, "finding.name_old_font_as", {legacy->converted});
    } else if (looks_like_old_font(entry.text(id))) {
        note(Severity::warning, "finding.name_old_font");
    }
}

}  // namespace

void names(const Subject& subject, Notes& notes) {
    note_name(subject.single(), "full_name", notes);
    for (const auto group : {"family_self", "family_spouse", "foreign_relatives"}) {
        for (const Entry& row : subject.rows(group)) note_name(row, "full_name", notes);
    }
}

}  // namespace soxa::record::rule
