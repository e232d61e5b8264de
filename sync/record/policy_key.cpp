#include "sync/record/policy_key.hpp"

#include <algorithm>
#include <array>

#include "sync/record/policy_value.hpp"
#include "sync/record/rule_list.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::record::policy {

namespace {

using Text = std::optional<std::string>;

/// A deadline that may be absent: "none".
template <const char* const& name>
bool read_deadline(Policy& policy, std::string_view value) {
    if (value == "none") return true;
    const std::optional<Term> term = read_term(value);
    if (term) policy.deadlines.insert_or_assign(std::string(name), *term);
    return term.has_value();
}
template <const char* const& name>
Text write_deadline(const Policy& policy) {
    const Term* const term = policy.deadline(name);
    return term == nullptr ? std::string("none") : text_of(*term);
}

constexpr const char* account_join = "account.join";
constexpr const char* entry_first = "entry.first";
constexpr const char* change_person = "change.person";
constexpr const char* change_own = "change.own_system";
constexpr const char* change_other = "change.other_agency";
constexpr const char* assessment_sync = "assessment.sync";
constexpr const char* transfer_setup = "transfer.setup";
constexpr const char* returned_fix = "returned.fix";

constexpr std::string_view a_term =
    "none | promptly after EVENT | N workdays after EVENT | N days after EVENT";

template <int PayTerms::* member>
bool read_months(Policy& policy, std::string_view value) {
    return read_number(value, 0, 120, policy.pay.*member);
}
template <int PayTerms::* member>
Text write_months(const Policy& policy) {
    return std::to_string(policy.pay.*member);
}

template <const auto& words, auto member>
bool read_list(Policy& policy, std::string_view value) {
    const auto found = read_words(value, words);
    if (!found) return false;
    (policy.*member) = {found->begin(), found->end()};
    return true;
}
template <auto member>
Text write_list(const Policy& policy) {
    const auto& list = policy.*member;
    return joined({list.begin(), list.end()});
}

constexpr std::array<std::string_view, 2> unit_signers{"head", "delegate"};
constexpr std::array<std::string_view, 3> province_signers{"director", "agency", "competent"};
constexpr std::array<std::string_view, 2> starters{"unit", "province"};
constexpr std::array<std::string_view, 3> consent{"agency", "person", "duty"};
constexpr std::array<std::string_view, 10> evidence{
    "education", "rank",        "salary",     "position", "discipline",
    "reward",    "personal_id", "birth_date", "name",     "status"};

template <std::string Policy::* member>
bool read_line(Policy& policy, std::string_view value) {
    policy.*member = value;
    return !value.empty() && value.size() <= 500;
}
template <std::string Policy::* member>
Text write_line(const Policy& policy) {
    if ((policy.*member).empty()) return std::nullopt;
    return policy.*member;
}

std::vector<Key> make_keys() {
    return {
#include "sync/record/policy_key.inc"
    };
}

}  // namespace

const std::vector<Key>& keys() {
    static const std::vector<Key> all = make_keys();
    return all;
}

const Key* find_key(std::string_view name) {
    const auto at = std::find_if(keys().begin(), keys().end(),
                                 [&](const Key& key) { return key.name == name; });
    return at == keys().end() ? nullptr : &*at;
}

namespace {

/// Letters put in, left out or changed.
std::size_t letters_between(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::size_t before = row[0];
        row[0] = i;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const std::size_t changed = before + (one[i - 1] == other[j - 1] ? 0 : 1);
            before = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string_view> nearest_key(std::string_view name) {
    constexpr std::size_t name_bytes_max = 100;
    if (name.size() > name_bytes_max) return std::nullopt;
    // A third of it may be wrong.
    std::size_t least = name.size() / 3 + 1;
    std::optional<std::string_view> nearest;
    for (const Key& key : keys()) {
        const std::size_t away = letters_between(name, key.name);
        if (away >= least) continue;
        least = away;
        nearest = key.name;
    }
    return nearest;
}

namespace {

/// A year's decision, made when it is first spoken of.
YearDecision& decision_of(Policy& policy, int year) {
    auto at = std::find_if(policy.calendar.begin(), policy.calendar.end(),
                           [&](const YearDecision& one) { return one.year >= year; });
    if (at == policy.calendar.end() || at->year != year) {
        at = policy.calendar.insert(at, YearDecision{year, {}, {}, {}});
    }
    return *at;
}

struct CalendarKey {
    int year = 0;
    std::string_view part;
};

/// calendar.2027.off
std::optional<CalendarKey> calendar_key(std::string_view name) {
    constexpr std::string_view prefix = "calendar.";
    constexpr std::size_t dot = 13;
    if (!name.starts_with(prefix) || name.size() < dot + 2 || name[dot] != '.') return std::nullopt;
    CalendarKey key{0, name.substr(dot + 1)};
    if (!read_number(name.substr(prefix.size(), 4), 2000, 2200, key.year)) return std::nullopt;
    const bool known = key.part == "off" || key.part == "worked" || key.part == "basis";
    return known ? std::optional(key) : std::nullopt;
}

const RuleLine* rule_of(std::string_view name) {
    constexpr std::string_view prefix = "rule.";
    if (!name.starts_with(prefix)) return nullptr;
    const RuleLine* const rule = find_rule(name.substr(prefix.size()));
    return rule != nullptr && rule->adjustable ? rule : nullptr;
}

}  // namespace

bool is_open_key(std::string_view name) {
    return calendar_key(name).has_value() || rule_of(name) != nullptr;
}

std::string_view allowed_in_open(std::string_view name) {
    const auto calendar = calendar_key(name);
    if (!calendar) return "error | warning | info | off";
    return calendar->part == "basis" ? "…" : "YYYY-MM-DD, dd/mm/yyyy, …";
}

bool read_open(Policy& policy, std::string_view name, std::string_view value) {
    if (const RuleLine* const rule = rule_of(name)) {
        std::optional<Severity> severity;
        if (!read_severity(value, severity)) return false;
        policy.severities.insert_or_assign(std::string(rule->id), severity);
        return true;
    }
    const auto key = calendar_key(name);
    if (!key) return false;
    YearDecision& decision = decision_of(policy, key->year);
    if (key->part == "basis") {
        decision.basis = value;
        return !value.empty() && value.size() <= 500;
    }
    const auto days = read_days(value, key->year);
    if (!days) return false;
    (key->part == "off" ? decision.off : decision.worked) = *days;
    return true;
}

void write_open(const Policy& policy, Entries& entries) {
    for (const auto& [rule, severity] : policy.severities) {
        entries.emplace("rule." + rule, text_of(severity));
    }
    for (const YearDecision& one : policy.calendar) {
        const std::string prefix = "calendar." + std::to_string(one.year) + ".";
        if (!one.off.empty()) entries.emplace(prefix + "off", text_of(one.off));
        if (!one.worked.empty()) entries.emplace(prefix + "worked", text_of(one.worked));
        if (!one.basis.empty()) entries.emplace(prefix + "basis", one.basis);
    }
}

}  // namespace soxa::record::policy
