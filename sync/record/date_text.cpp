#include "sync/record/date_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace soxa::record {

namespace {

constexpr std::string_view unknown = "?";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string replaced(std::string_view text, std::string_view sought, std::string_view by) {
    std::string made;
    for (std::size_t at = text.find(sought); at != std::string_view::npos; at = text.find(sought)) {
        made.append(text.substr(0, at)).append(by);
        text.remove_prefix(at + sought.size());
    }
    return made.append(text);
}

/// Digits and "?" (for "…", "..", "__" and "00" in a place of its own), in order; nothing if
/// there is anything else, or two separators in a row.
std::optional<std::vector<std::string>> parts_of(std::string text) {
    for (const std::string_view sign : {"…", "...", "..", "__"}) {
        text = replaced(text, sign, unknown);
    }
    std::vector<std::string> parts;
    bool separated = true;  // by / - or .
    bool spaced = true;
    for (const char c : text) {
        if (c == ' ') {
            spaced = true;
        } else if (c == '/' || c == '-' || c == '.') {
            if (separated) return std::nullopt;
            separated = true;
        } else if (is_digit(c) || c == unknown.front()) {
            if (separated || spaced) parts.emplace_back();
            parts.back() += c;
            separated = spaced = false;
        } else {
            return std::nullopt;
        }
    }
    if (parts.empty() || separated) return std::nullopt;
    return parts;
}

/// 0 for what is not known; below 0 for what is no number of at most `digits`.
int number_in(const std::string& part, std::size_t digits) {
    if (part == unknown) return 0;
    if (part.size() > digits || !std::all_of(part.begin(), part.end(), is_digit)) return -1;
    int value = 0;
    for (const char c : part) value = value * 10 + (c - '0');
    return value;
}

/// The parts in the order year, month, day; fewer where fewer were written.
tl::expected<std::vector<std::string>, DateFault> year_first(std::vector<std::string> parts) {
    constexpr std::size_t year_digits = 4;
    if (parts.size() > 3) return tl::make_unexpected(DateFault::no_date);
    if (parts.size() == 1 && parts[0].size() == 8) {  // 01011985
        parts = {parts[0].substr(4), parts[0].substr(2, 2), parts[0].substr(0, 2)};
    } else if (parts.back().size() == year_digits) {
        std::reverse(parts.begin(), parts.end());
    }
    if (parts.front().size() == year_digits) return parts;
    const bool short_year = parts.size() > 1 && parts.back().size() == 2 && parts[0].size() <= 2;
    return tl::make_unexpected(short_year ? DateFault::two_digit_year : DateFault::no_date);
}

void put_number(std::string& to, int value, std::size_t digits) {
    const std::string text = std::to_string(value);
    to.append(digits - std::min(digits, text.size()), '0');
    to += text;
}

/// Months since year 0, for comparing.
int months_of(const KnownDate& date, int month_if_unknown) {
    return date.year * 12 + (date.month == 0 ? month_if_unknown : date.month) - 1;
}

KnownDate first_day(const KnownDate& date) {
    return {date.year, std::max(1, date.month), std::max(1, date.day)};
}
KnownDate last_day(const KnownDate& date) {
    const int month = date.month == 0 ? 12 : date.month;
    return {date.year, month, date.day == 0 ? days_in(date.year, month) : date.day};
}

}  // namespace

tl::expected<KnownDate, DateFault> read_date(std::string_view written) {
    const auto parts = parts_of(std::string(written));
    if (!parts) return tl::make_unexpected(DateFault::no_date);
    const auto ordered = year_first(*parts);
    if (!ordered) return tl::make_unexpected(ordered.error());
    const auto part = [&](std::size_t i) {
        return ordered->size() > i ? number_in((*ordered)[i], i == 0 ? 4 : 2) : 0;
    };
    const KnownDate date{part(0), part(1), part(2)};
    if (date.year <= 0 || date.month < 0 || date.day < 0 || (date.month == 0 && date.day != 0)) {
        return tl::make_unexpected(DateFault::no_date);
    }
    if (date.month > 12) return tl::make_unexpected(DateFault::no_such_month);
    if (date.month != 0 && date.day > days_in(date.year, date.month)) {
        return tl::make_unexpected(DateFault::no_such_day);
    }
    return date;
}

std::string stored(const KnownDate& date) {
    std::string text;
    put_number(text, date.year, 4);
    for (const int part : {date.month, date.day}) {
        if (part == 0) break;
        text += '-';
        put_number(text, part, 2);
    }
    return text;
}

KnownDate known_date(std::string_view stored) { return read_date(stored).value_or(KnownDate{}); }

std::string shown(const KnownDate& date) {
    std::string text;
    for (const int part : {date.day, date.month}) {
        if (part == 0) {
            text += "…";
        } else {
            put_number(text, part, 2);
        }
        text += '/';
    }
    put_number(text, date.year, 4);
    return text;
}

int days_in(int year, int month) {
    const std::chrono::year_month_day_last last(
        std::chrono::year(year),
        std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month))));
    return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool surely_after(const KnownDate& first, const KnownDate& second) {
    return first_day(first) > last_day(second);
}

KnownDate months_later(KnownDate date, int months) {
    const int total = months_of(date, 1) + months;
    if (date.month == 0) return {total / 12, 0, 0};
    date.year = total / 12;
    date.month = total % 12 + 1;
    if (date.day != 0) date.day = std::min(date.day, days_in(date.year, date.month));
    return date;
}

int years_at_most(const KnownDate& from, const KnownDate& to) {
    const KnownDate begin = first_day(from);
    const KnownDate end = last_day(to);
    const bool before_birthday =
        end.month < begin.month || (end.month == begin.month && end.day < begin.day);
    return end.year - begin.year - (before_birthday ? 1 : 0);
}

}  // namespace soxa::record
