#include "ui/views/spelling.hpp"

#include <algorithm>
#include <array>

#include "sync/record/date_text.hpp"
#include "sync/record/day.hpp"
#include "sync/record/number_text.hpp"

namespace soxa::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto vietnam = 7h;

std::string two(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// As it is typed: without the dots that stand for what is not known.
std::string typed_date(std::string_view stored) {
    const record::KnownDate date = record::known_date(stored);
    if (date.year == 0) return std::string(stored);
    std::string text = std::to_string(date.year);
    if (date.month > 0) text.insert(0, two(static_cast<unsigned>(date.month)) + "/");
    if (date.day > 0) text.insert(0, two(static_cast<unsigned>(date.day)) + "/");
    return text;
}

}  // namespace

std::string spelled(Timestamp time) {
    if (time == Timestamp{}) return {};
    const auto local = time + vietnam;
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::year_month_day date(day);
    const auto seconds = (local - day).count();
    return two(static_cast<unsigned>(date.day())) + "/" +
           two(static_cast<unsigned>(date.month())) + "/" +
           std::to_string(static_cast<int>(date.year())) + " " +
           two(static_cast<unsigned>(seconds / 3600)) + ":" +
           two(static_cast<unsigned>(seconds / 60 % 60));
}

std::string age(Timestamp time, Timestamp now, const Words& words) {
    if (time == Timestamp{}) return words.say("age.never");
    if (time > now) return spelled(time);
    const auto passed = now - time;
    if (passed < 1min) return words.say("age.now");
    if (passed < 1h) return words.say("age.minutes", {std::to_string(passed / 1min)});
    if (passed < 24h) return words.say("age.hours", {std::to_string(passed / 1h)});
    return words.say("age.days", {std::to_string(passed / 24h)});
}

std::string day_kept(const std::string& typed) {
    const auto date = record::read_date(typed);
    return date && date->day > 0 ? record::stored(*date) : typed;
}

std::string day_read(const std::string& kept) {
    const auto day = record::read_day(kept);
    return day ? record::shown(*day) : kept;
}

std::string time_read(const std::string& kept) {
    const auto time = from_rfc3339(kept);
    return time ? spelled(*time) : kept;
}

std::string size_of(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 3> units{" B", " KB", " MB"};
    if (bytes < 1000) return std::to_string(bytes) + std::string(units[0]);
    const bool large = bytes >= 1'000'000;
    const auto tenths = static_cast<std::int64_t>(bytes / (large ? 100'000 : 100));
    return record::shown_number(tenths, 1) + std::string(units[large ? 2 : 1]);
}

std::string masked(std::string_view personal_id) {
    if (personal_id.size() < 4) return std::string(personal_id);
    return "…" + std::string(personal_id.substr(personal_id.size() - 4));
}

std::string editable(const record::Field& field, const record::Value& value) {
    switch (field.type) {
        case record::Type::date:
        case record::Type::partial_date:
        case record::Type::year_month:
            if (const auto* text = std::get_if<std::string>(&value)) return typed_date(*text);
            break;
        case record::Type::decimal1:
        case record::Type::decimal2:
        case record::Type::percent: {
            std::string text = record::text_of(field, value);
            std::ranges::replace(text, '.', ',');
            return text;
        }
        case record::Type::money:
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                return record::shown_number(*number, 0);
            }
            break;
        default: break;
    }
    return record::text_of(field, value);
}

}  // namespace soxa::ui
