// Salary and assessment (DOMAIN §3.7, 3.8: R07, R08, R09, R24, R25, R29).

#include <algorithm>
#include <set>
#include <utility>

#include "sync/record/number_text.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

/// What rank, step and coefficient are called in an entry.
struct PayIds {
    std::string_view step;
    std::string_view coefficient;
};
constexpr PayIds current{"salary_step", "salary_coefficient"};
constexpr PayIds past{"step", "coefficient"};

/// A decision may set what the table does not say; then somebody looks instead [R08].
bool current_is_decided(const Subject& subject) {
    const Entry single = subject.single();
    for (const Entry& row : subject.rows("salary_history")) {
        const bool same = row.text("rank_code") == single.text("rank_code") &&
                          row.number(past.step) == single.number(current.step) &&
                          row.number(past.coefficient) == single.number(current.coefficient);
        if (same && row.has("decision_no")) return true;
    }
    return false;
}

/// By the table of the day: of a row of the past, that of its first month.
void note_pay(const Subject& subject, const Entry& entry, const PayIds& ids, Severity severity,
              Notes& notes) {
    const auto step = entry.number(ids.step);
    if (!step) return;
    const auto scale = scale_of(subject, entry.text("rank_code"),
                                entry.date("from_ym").value_or(subject.today));
    if (!scale) return;
    const auto right = scale->coefficient_at(*step);
    if (!right) {
        notes.add(entry, ids.step, {severity, "R08", "finding.step"},
                  {scale->label, std::to_string(scale->step_max())});
        return;
    }
    const auto coefficient = entry.number(ids.coefficient);
    if (!coefficient || *coefficient == *right) return;
    notes.add(entry, ids.coefficient, {severity, "R08", "finding.coefficient"},
              {scale->label, std::to_string(*step), shown_number(*right, 2)});
}

/// Over the scale is who has reached its end: 5 % at first, and 1 % more each year.
void note_over_scale(const Subject& subject, Notes& notes) {
    constexpr std::int64_t percent_min = 50;  // tenths
    const Entry single = subject.single();
    const auto percent = single.number("over_scale_pct");
    if (!percent) return;
    const auto scale = scale_of(subject, single.text("rank_code"), subject.today);
    const auto step = single.number("salary_step");
    if (scale && step && *step != scale->step_max()) {
        notes.add(single, "over_scale_pct", {Severity::error, "R09", "finding.over_scale_step"},
                  {std::to_string(scale->step_max())});
    }
    if (*percent < percent_min) {
        notes.add(single, "over_scale_pct", {Severity::error, "R09", "finding.over_scale_least"});
    }
}

/// By the day: nothing before the cycle is over, the first share then, and more each year [R24].
void note_over_scale_share(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const PayTerms& terms = subject.facts.pay;
    const auto percent = single.number("over_scale_pct");
    const auto since = single.date("salary_effective_date");
    if (!percent || !since) return;
    const auto scale = scale_of(subject, single.text("rank_code"), subject.today);
    if (!scale) return;
    const KnownDate first = months_later(*since, scale->raise_cycle_months);
    const KnownDate from = single.date("over_scale_date").value_or(subject.today);
    if (surely_after(first, from)) {
        notes.add(single, "over_scale_pct", {Severity::warning, "R24", "finding.over_scale_early"},
                  {shown(first)});
        return;
    }
    const std::int64_t most =
        terms.over_scale_first + terms.over_scale_yearly * std::max(0, years_at_most(first, from));
    if (*percent <= most) return;
    notes.add(single, "over_scale_pct", {Severity::warning, "R24", "finding.over_scale_most"},
              {shown_number(most, 1), shown(from)});
}

/// On probation a master begins at step 2 and a doctor at step 3, all others at step 1 [R25].
void note_probation(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const auto step = single.number("salary_step");
    if (single.number("salary_pct") != subject.facts.pay.probation_share || !step) return;
    std::int64_t right = 1;
    for (const auto group : {"education", "overseas_study"}) {
        for (const Entry& row : subject.rows(group)) {
            if (row.text("degree") == "8") right = std::max<std::int64_t>(right, 2);
            if (row.text("degree") == "9") right = 3;
        }
    }
    if (*step == right) return;
    notes.add(single, "salary_step", {Severity::warning, "R25", "finding.probation_step"},
              {std::to_string(right)});
}

/// The first year that decrees 335/2025 and 233/2026 are about.
constexpr std::int64_t bands_since = 2026;

/// The class that a score belongs to; their bands.
std::string_view class_of_score(std::int64_t tenths) {
    if (tenths >= 900) return "1";
    if (tenths >= 700) return "2";
    return tenths >= 500 ? "3" : "4";
}

void note_assessment(const Subject& subject, const Entry& row, Notes& notes) {
    const std::string_view given = row.text("class");
    const auto score = row.number("score");
    const auto year = row.number("year");
    if (year && *year > subject.today.year) {
        notes.add(row, "year", {Severity::error, "R29", "finding.assessment_year"});
    }
    if (given == "0" && !row.has("reason_not_classified")) {
        notes.add(row, "reason_not_classified",
                  {Severity::warning, "R29", "finding.assessment_reason"});
    }
    if (score && !given.empty() && given != "0" && given != class_of_score(*score)) {
        const std::string right(class_of_score(*score));
        // Before the decrees a score was each unit's own matter.
        const bool before = year && *year < bands_since;
        const Severity severity = before ? Severity::warning : Severity::error;
        notes.add(row, "class", {severity, "R29", "finding.assessment_band"},
                  {shown_number(*score, 1), right, shown(*row.field("class"), Value(right))});
    }
}

}  // namespace

void salary(const Subject& subject, Notes& notes) {
    constexpr int months_ahead_max = 3;
    const Entry single = subject.single();
    const bool decided = current_is_decided(subject);
    note_pay(subject, single, current, decided ? Severity::warning : Severity::error, notes);
    for (const Entry& row : subject.rows("salary_history")) {
        note_pay(subject, row, past, row.has("decision_no") ? Severity::warning : Severity::error, notes);
    }
    note_over_scale(subject, notes);
    note_over_scale_share(subject, notes);
    note_probation(subject, notes);
    const auto since = single.date("salary_effective_date");
    if (since && surely_after(*since, months_later(subject.today, months_ahead_max))) {
        notes.add(single, "salary_effective_date",
                  {Severity::warning, "R07", "finding.salary_far_ahead"});
    }
}

void assessments(const Subject& subject, Notes& notes) {
    std::set<std::pair<std::int64_t, std::string_view>> seen;
    for (const Entry& row : subject.rows("assessment")) {
        note_assessment(subject, row, notes);
        const auto year = row.number("year");
        if (year && !seen.emplace(*year, row.text("kind")).second) {
            notes.add(row, "year", {Severity::error, "R29", "finding.assessment_twice"},
                      {std::to_string(*year)});
        }
    }
}

}  // namespace soxa::record::rule
