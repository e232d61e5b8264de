#include "sync/record/policy_text.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "crypto/base/utf8.hpp"
#include "sync/record/line_text.hpp"
#include "sync/record/lunar.hpp"
#include "sync/record/policy_effect.hpp"
#include "sync/record/policy_key.hpp"
#include "sync/record/policy_value.hpp"
#include "sync/record/text.hpp"

namespace soxa::record {

namespace {

/// A "#" begins a comment at the line's begin or after a space; "#" in a word does not.
std::string_view without_comment(std::string_view line) {
    for (std::size_t at = line.find('#'); at != std::string_view::npos;
         at = line.find('#', at + 1)) {
        if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
    }
    return line;
}

Fault fault_at(std::size_t line, std::string key, std::string text, std::vector<std::string> args) {
    return {std::to_string(line), std::move(key), std::move(text), std::move(args)};
}

struct Read {
    Entries entries;
    std::map<std::string, std::size_t, std::less<>> lines;
    std::vector<Fault> refused;
};

void read_line(std::size_t number, std::string_view line, Read& read) {
    const std::string_view bare = trimmed_line(without_comment(line));
    if (bare.empty()) return;
    const std::size_t sign = bare.find('=');
    if (sign == std::string_view::npos) {
        read.refused.push_back(fault_at(number, "", "policy.no_sign", {std::string(bare)}));
        return;
    }
    const std::string key(trimmed_line(bare.substr(0, sign)));
    const std::string value(trimmed_line(bare.substr(sign + 1)));
    const auto [at, fresh] = read.lines.emplace(key, number);
    if (!fresh) {
        read.refused.push_back(
            fault_at(number, key, "policy.twice", {key, std::to_string(at->second)}));
        return;
    }
    read.entries.emplace(key, value);
}

/// A year's decision without its days off would read as a year without holidays.
void note_calendars(const Entries& entries, std::vector<Fault>& refused) {
    constexpr std::string_view prefix = "calendar.";
    for (const auto& [key, value] : entries) {
        if (!key.starts_with(prefix) || key.ends_with(".off")) continue;
        const std::string off = key.substr(0, key.rfind('.')) + ".off";
        if (entries.contains(off)) continue;
        refused.push_back({key, key, "policy.calendar_without_days", {off}});
    }
}

/// Days off by law whatever is decided besides, where they are no weekend [labour code, 112].
std::vector<Day> days_of_law(int year) {
    constexpr int culture_day_since = 2026;
    constexpr int tet_days = 3;  // of five; which others is decided every year
    std::vector<Day> days{day_of(year, 1, 1), day_of_lunar(year, 3, 10), day_of(year, 4, 30),
                          day_of(year, 5, 1), day_of(year, 9, 2)};
    const Day tet = day_of_lunar(year, 1, 1);
    for (int i = 0; i < tet_days; ++i) days.push_back(tet + std::chrono::days(i));
    if (year >= culture_day_since) days.push_back(day_of(year, 11, 24));
    std::erase_if(days, [](Day day) {
        const std::chrono::weekday weekday(day);
        return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    });
    std::sort(days.begin(), days.end());
    return days;
}

/// A list of one swapped day would take all others' place.
void note_holidays(const Policy& policy, std::vector<Fault>& refused) {
    for (const YearDecision& one : policy.calendar) {
        std::string missing;
        for (const Day day : days_of_law(one.year)) {
            if (one.off.empty() || one.off.contains(day)) continue;
            missing += (missing.empty() ? "" : ", ") + stored(day);
        }
        if (missing.empty()) continue;
        const std::string key = "calendar." + std::to_string(one.year) + ".off";
        refused.push_back({key, key, "policy.holidays_missing", {missing}});
    }
}

/// A day that is worked for another's sake is a Saturday or Sunday, and no holiday besides (art. 112).
void note_worked(const Policy& policy, std::vector<Fault>& refused) {
    for (const YearDecision& one : policy.calendar) {
        const std::string key = "calendar." + std::to_string(one.year) + ".worked";
        for (const Day day : one.worked) {
            const std::chrono::weekday weekday(day);
            const bool weekend =
                weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
            if (weekend && !one.off.contains(day)) continue;
            refused.push_back({key, key, weekend ? "policy.worked_and_off" : "policy.worked_weekday",
                               {stored(day)}});
        }
    }
}

/// What a deadline may count from: an event that is never looked at would never be late.
struct Events {
    std::string_view key;
    std::string_view events;  ///< separated by ", "
};
constexpr std::array<Events, 8> events_of{{
    {"deadline.account.join", "join, decision"},
    {"deadline.entry.first", "account_created, file_created, certification"},
    {"deadline.change.person", "change"},
    {"deadline.change.own_system", "change, process_completed"},
    {"deadline.change.other_agency", "change, process_completed"},
    {"deadline.assessment.sync", "result"},
    {"deadline.transfer.setup", "file_received"},
    {"deadline.returned.fix", "returned"},
}};

void note_events(const Entries& entries, std::vector<Fault>& refused) {
    for (const Events& one : events_of) {
        const auto entry = entries.find(one.key);
        const auto term =
            entry == entries.end() ? std::nullopt : policy::read_term(entry->second);
        if (!term) continue;
        const auto known = parts_of(one.events, ',');
        if (std::find(known.begin(), known.end(), policy::name_of(term->after)) != known.end()) {
            continue;
        }
        refused.push_back({std::string(one.key), std::string(one.key), "policy.event",
                           {entry->second, std::string(one.events)}});
    }
}

}  // namespace

tl::expected<Policy, std::vector<Fault>> read_policy(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.size() > policy_bytes_max || !is_utf8(text)) {
        return tl::make_unexpected(std::vector{fault_at(0, "", "policy.not_text", {})});
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const std::string normal = normalised(text);
    Read read;
    std::string_view rest = normal;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        read_line(number, rest.substr(0, end), read);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::vector<Fault> by_key;
    std::optional<Policy> policy = policy_from(read.entries, by_key);
    note_calendars(read.entries, by_key);
    note_events(read.entries, by_key);
    if (policy) note_holidays(*policy, by_key);
    if (policy) note_worked(*policy, by_key);
    for (Fault& fault : by_key) {
        const auto line = read.lines.find(fault.field);
        fault.field = std::to_string(line == read.lines.end() ? 0 : line->second);
        read.refused.push_back(std::move(fault));
    }
    if (read.refused.empty()) return *std::move(policy);
    std::stable_sort(read.refused.begin(), read.refused.end(), [](const Fault& a, const Fault& b) {
        return std::stoul(a.field) < std::stoul(b.field);
    });
    return tl::make_unexpected(std::move(read.refused));
}

std::string write_policy(const Policy& policy) {
    std::string text =
        "# Gói quy định của Sổ Xã. Mỗi dòng: khoá = giá trị. Sau dấu # là ghi chú.\n"
        "# Sai một dòng thì cả tệp bị từ chối, kèm số dòng và cách sửa; gói đang dùng vẫn giữ.\n";
    Entries entries = entries_of(policy);
    std::string_view part;
    for (const policy::Key& key : policy::keys()) {
        const auto entry = entries.find(key.name);
        if (entry == entries.end()) continue;
        const std::string_view of = key.name.substr(0, key.name.find('.'));
        if (of != part) text += "\n";
        part = of;
        text += "# ";
        text += key.comment;
        text += "  [" + std::string(key.allowed) + "]\n";
        if (find_silent_key(key.name) != nullptr) {
            text += "# Chưa quyết định gì trong bản này; máy nói rõ khi ban hành.\n";
        }
        text += entry->first + " = " + entry->second + "\n";
        entries.erase(entry);
    }
    if (!entries.empty()) {
        text +=
            "\n# Mức độ của từng quy tắc và lịch nghỉ từng năm, nếu tỉnh quy định riêng:\n"
            "# rule.R18 = error | warning | info | off; calendar.2027.off = 2027-02-04, …\n";
    }
    for (const auto& [key, value] : entries) text += key + " = " + value + "\n";
    return text;
}

}  // namespace soxa::record
