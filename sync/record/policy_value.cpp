#include "sync/record/policy_value.hpp"

#include <algorithm>
#include <array>

#include "sync/record/line_text.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::record::policy {

namespace {

constexpr std::array<std::string_view, 10> anchors{
    "join",   "decision",          "file_created",  "account_created", "certification",
    "change", "process_completed", "file_received", "result",          "returned"};

constexpr int count_max = 366;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words = parts_of(text, ' ');
    std::erase(words, std::string_view{});
    return words;
}

}  // namespace

bool read_number(std::string_view text, int least, int most, int& to) {
    constexpr std::size_t digits_max = 8;
    if (text.empty() || text.size() > digits_max || (text.size() > 1 && text[0] == '0')) {
        return false;
    }
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + (c - '0');
    }
    if (number < least || number > most) return false;
    to = number;
    return true;
}

std::string_view name_of(Anchor anchor) { return anchors[static_cast<std::size_t>(anchor)]; }

std::optional<Term> read_term(std::string_view text) {
    const std::vector<std::string_view> words = words_of(text);
    if (words.size() < 3 || words[words.size() - 2] != "after") return std::nullopt;
    const auto anchor = std::find(anchors.begin(), anchors.end(), words.back());
    if (anchor == anchors.end()) return std::nullopt;
    Term term;
    term.after = static_cast<Anchor>(anchor - anchors.begin());
    if (words.size() == 3) return words[0] == "promptly" ? std::optional(term) : std::nullopt;
    if (words.size() != 4 || !read_number(words[0], 1, count_max, term.count)) return std::nullopt;
    if (words[1] != "workdays" && words[1] != "days") return std::nullopt;
    term.unit = words[1] == "days" ? TermUnit::days : TermUnit::workdays;
    return term;
}

std::string text_of(const Term& term) {
    std::string text = "promptly";
    if (term.unit != TermUnit::promptly) {
        text = std::to_string(term.count);
        text += term.unit == TermUnit::days ? " days" : " workdays";
    }
    return text + " after " + std::string(name_of(term.after));
}

bool read_window(std::string_view text, WindowTerms& to) {
    const std::vector<std::string_view> words = words_of(text);
    WindowTerms window{WindowKind::continuous, 0};
    if (words.size() == 1 && words[0] == "continuous") {
        to = window;
        return true;
    }
    if (words.size() == 3 && words[0] == "last" && read_number(words[1], 1, 28, window.days)) {
        window.kind =
            words[2] == "days" ? WindowKind::last_calendar_days : WindowKind::last_workdays;
        to = window;
        return words[2] == "days" || words[2] == "workdays";
    }
    const bool after_update =
        words.size() == 4 && words[1] == "days" && words[2] == "after" && words[3] == "update";
    if (!after_update || !read_number(words[0], 1, count_max, window.days)) return false;
    window.kind = WindowKind::days_after_update;
    to = window;
    return true;
}

std::string text_of(const WindowTerms& window) {
    const std::string days = std::to_string(window.days);
    switch (window.kind) {
        case WindowKind::last_workdays:
            return "last " + days + " workdays";
        case WindowKind::last_calendar_days:
            return "last " + days + " days";
        case WindowKind::days_after_update:
            return days + " days after update";
        case WindowKind::continuous:
            return "continuous";
    }
    return {};
}

std::optional<std::vector<std::string>> read_words(std::string_view text,
                                                   std::span<const std::string_view> known) {
    std::vector<std::string> found;
    if (text == "none") return found;
    const std::vector<std::string_view> given = parts_of(text, ',');
    for (const std::string_view word : known) {
        const auto count = std::count(given.begin(), given.end(), word);
        if (count > 1) return std::nullopt;
        if (count == 1) found.emplace_back(word);
    }
    if (found.size() != given.size()) return std::nullopt;
    return found;
}

std::string joined(const std::vector<std::string>& words) {
    if (words.empty()) return "none";
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::optional<std::set<Day>> read_days(std::string_view text, int year) {
    std::set<Day> days;
    for (const std::string_view one : parts_of(text, ',')) {
        const auto day = read_day(typed_day(std::string(one)));
        if (!day || year_of(*day) != year || !days.insert(*day).second) return std::nullopt;
    }
    return days;
}

std::string text_of(const std::set<Day>& days) {
    std::vector<std::string> texts;
    for (const Day day : days) texts.push_back(stored(day));
    return joined(texts);
}

bool read_severity(std::string_view text, std::optional<Severity>& to) {
    Severity severity = Severity::error;
    const bool known = read_choice(text, {"error", "warning", "info"}, severity);
    to.reset();
    if (known) to = severity;
    return known || text == "off";
}

std::string text_of(const std::optional<Severity>& severity) {
    return severity ? text_of(*severity, {"error", "warning", "info"}) : "off";
}

}  // namespace soxa::record::policy
