// How the values of a policy pack are spelled: terms, windows, lists, days.
#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/policy.hpp"

namespace soxa::record::policy {

/// Without a sign or leading zeros, from `least` to `most`.
[[nodiscard]] bool read_number(std::string_view text, int least, int most, int& to);

/// The name's place in the list is the enumerator's number.
template <class Enum>
[[nodiscard]] bool read_choice(std::string_view text, std::initializer_list<std::string_view> names,
                               Enum& to) {
    int number = 0;
    for (const std::string_view name : names) {
        if (name == text) {
            to = static_cast<Enum>(number);
            return true;
        }
        ++number;
    }
    return false;
}
template <class Enum>
[[nodiscard]] std::string text_of(Enum value, std::initializer_list<std::string_view> names) {
    return std::string(names.begin()[static_cast<int>(value)]);
}

/// "5 workdays after join", "promptly after change".
[[nodiscard]] std::optional<Term> read_term(std::string_view text);
[[nodiscard]] std::string text_of(const Term& term);
[[nodiscard]] std::string_view name_of(Anchor anchor);

/// "last 5 workdays", "last 5 days", "30 days after update", "continuous".
[[nodiscard]] bool read_window(std::string_view text, WindowTerms& to);
[[nodiscard]] std::string text_of(const WindowTerms& window);

/// With commas between, each once, in the order of `known`; "none" is the empty list.
[[nodiscard]] std::optional<std::vector<std::string>> read_words(
    std::string_view text, std::span<const std::string_view> known);
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

/// Days of one year, with commas between.
[[nodiscard]] std::optional<std::set<Day>> read_days(std::string_view text, int year);
[[nodiscard]] std::string text_of(const std::set<Day>& days);

/// error, warning, info, or off, which is nothing.
[[nodiscard]] bool read_severity(std::string_view text, std::optional<Severity>& to);
[[nodiscard]] std::string text_of(const std::optional<Severity>& severity);

}  // namespace soxa::record::policy
