// Dates by themselves and in pairs (DOMAIN §3.4).

#include <algorithm>
#include <array>

#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

constexpr int year_min = 1900;
constexpr int relative_year_min = 1800;  // grandparents are older than the calendar of the rest

bool is_date(Type type) {
    return type == Type::date || type == Type::partial_date || type == Type::year_month ||
           type == Type::year;
}

/// Ends and expiries lie ahead, and so may the day that a decision takes effect.
bool may_lie_ahead(const Field& field) {
    constexpr std::array<std::string_view, 9> ids{"to",
                                                  "term_end",
                                                  "valid_to",
                                                  "next_raise_mark",
                                                  "effective_date",
                                                  "over_scale_date",
                                                  "job_salary_date",
                                                  "salary_effective_date",
                                                  "access_level_expires_on"};
    if (std::find(ids.begin(), ids.end(), field.id) != ids.end()) return true;
    if (field.id == "from" || field.id == "from_ym") return field.merge == MergeClass::legal;
    return field.id == "to_ym" && field.section != "training";
}

KnownDate date_of(const Value& value) {
    if (const auto* const year = std::get_if<std::int64_t>(&value)) {
        return {static_cast<int>(std::clamp<std::int64_t>(*year, 0, 9999)), 0, 0};
    }
    const auto* const text = std::get_if<std::string>(&value);
    return text == nullptr ? KnownDate{} : known_date(*text);
}

void note_date(const Subject& subject, const Entry& entry, const Field& field, Notes& notes) {
    const auto value = entry.values().find(field.tag);
    if (value == entry.values().end()) return;
    const KnownDate date = date_of(value->second);
    const int least = field.id == "birth_year" ? relative_year_min : year_min;
    if (date.year < least) {
        notes.add(entry, field.id, {Severity::error, "DM-3.4", "finding.date_too_early"},
                  {std::to_string(least)});
    } else if (surely_after(date, subject.today) && !may_lie_ahead(field)) {
        notes.add(entry, field.id, {Severity::error, "DM-3.4", "finding.date_in_future"});
    }
}

/// What the papers write is kept as it stands there, 30/02 and all; where it is another day than
/// the date of birth, somebody looks.
void note_birth_text(const Entry& single, Notes& notes) {
    const std::string_view written = single.text("birth_date_text");
    const auto birth = single.date("birth_date");
    if (written.empty() || !birth) return;
    const auto read = read_date(written);
    if (read && *read == *birth) return;
    notes.add(single, "birth_date_text", {Severity::warning, "DM-3.4", "finding.birth_date_text"},
              {shown(*birth)});
}

struct Pair {
    std::string_view from;
    std::string_view to;
};

void note_period(const Entry& entry, const Pair& pair, std::string_view rule, Notes& notes) {
    const auto from = entry.date(pair.from);
    const auto to = entry.date(pair.to);
    if (!from || !to || !surely_after(*from, *to)) return;
    notes.add(entry, pair.to, {Severity::error, rule, "finding.ends_before_begin"});
}

}  // namespace

void date_ranges(const Subject& subject, Notes& notes) {
    for (const Entry& entry : subject.entries()) {
        for (const Field& field : entry.fields()) {
            if (is_date(field.type)) note_date(subject, entry, field, notes);
        }
    }
    note_birth_text(subject.single(), notes);
}

void periods(const Subject& subject, Notes& notes) {
    note_period(subject.single(), {"enlist_date", "discharge_date"}, "DM-2.2", notes);
    note_period(subject.single(), {"position_appoint_date", "position_reappoint_date"}, "DM-2.2",
                notes);
    for (const Group& group : groups()) {
        const bool education = group.id == "education" || group.id == "overseas_study";
        const std::string_view rule = education ? "R16" : "DM-3.4";
        for (const Entry& row : subject.rows(group.id)) {
            note_period(row, {"from_ym", "to_ym"}, rule, notes);
            note_period(row, {"from", "to"}, rule, notes);
        }
    }
}

}  // namespace soxa::record::rule
