// What the rows of a life say together: salary now and then, and work without gaps
// (DOMAIN §3.8: R07, R10, R11).

#include <algorithm>
#include <optional>

#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

/// Months since year 0.
int month_of(const KnownDate& date, int if_unknown) {
    return date.year * 12 + (date.month == 0 ? if_unknown : date.month) - 1;
}

std::string shown_month(int month) { return shown(KnownDate{month / 12, month % 12 + 1, 0}); }

/// The rows that begin last; of those that have begun by `until`, if any has.
std::vector<Entry> last_rows(const std::vector<Entry>& rows, int until) {
    std::vector<Entry> last;
    int latest = 0;
    for (const Entry& row : rows) {
        const auto from = row.date("from_ym");
        if (!from) continue;
        const int begins = month_of(*from, 1);
        if (begins > until || begins < latest) continue;
        if (begins > latest) last.clear();
        latest = begins;
        last.push_back(row);
    }
    return last;
}

struct Twin {
    std::string_view now;
    std::string_view then;
};
constexpr Twin twins[] = {{"rank_code", "rank_code"},
                          {"salary_step", "step"},
                          {"salary_coefficient", "coefficient"},
                          {"salary_pct", "pct"}};

const Twin* first_difference(const Entry& single, const Entry& row) {
    for (const Twin& twin : twins) {
        const Value* const now = single.find(twin.now);
        const Value* const then = row.find(twin.then);
        if (now != nullptr && then != nullptr && *now != *then) return &twin;
    }
    return nullptr;
}

/// A row may lie ahead: a raise that is decided. So the last row of all, or the last in force, has
/// to say what the current salary says.
void note_last(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const std::vector<Entry> rows = subject.rows("salary_history");
    const int now = month_of(subject.today, 12);
    std::vector<Entry> candidates = last_rows(rows, now);
    const std::vector<Entry> ahead = last_rows(rows, now + 12 * 100);
    candidates.insert(candidates.end(), ahead.begin(), ahead.end());
    const Twin* differs = nullptr;
    const Entry* told = nullptr;
    for (const Entry& row : candidates) {
        const Twin* const twin = first_difference(single, row);
        if (twin == nullptr) return;
        if (told == nullptr) {
            told = &row;
            differs = twin;
        }
    }
    if (told == nullptr) return;
    notes.add(single, differs->now, {Severity::error, "R10", "finding.salary_of_last_row"},
              {shown(*told->date("from_ym")),
               shown(*told->field(differs->then), *told->find(differs->then))});
}

void note_effect(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const auto since = single.date("salary_effective_date");
    const auto rows = last_rows(subject.rows("salary_history"), month_of(subject.today, 12));
    if (!since || rows.empty()) return;
    const KnownDate from = *rows.front().date("from_ym");
    if (month_of(from, 1) <= month_of(*since, 12)) return;
    notes.add(single, "salary_effective_date",
              {Severity::warning, "R07", "finding.salary_before_last_row"}, {shown(from)});
}

/// From one month to another, both counted.
struct Span {
    int from;
    int to;
};

/// What accounts for a time: work, a contract, studies and military service alike. Nothing if a
/// row ends before it begins: that is told by itself.
std::optional<std::vector<Span>> accounted(const Subject& subject, int today) {
    std::vector<Span> spans;
    for (const auto group : {"work_history", "contract", "education", "overseas_study", "army"}) {
        const bool months = find_field(group, "from_ym") != nullptr;
        for (const Entry& row : subject.rows(group)) {
            const auto from = row.date(months ? "from_ym" : "from");
            const auto to = row.date(months ? "to_ym" : "to");
            if (!from) continue;
            const Span span{month_of(*from, 1), to ? month_of(*to, 12) : today};
            if (to && span.to < span.from) return std::nullopt;
            spans.push_back(span);
        }
    }
    std::sort(spans.begin(), spans.end(),
              [](const Span& a, const Span& b) { return a.from < b.from; });
    return spans;
}

}  // namespace

void salary_history(const Subject& subject, Notes& notes) {
    note_last(subject, notes);
    note_effect(subject, notes);
}

/// One finding for all gaps, so that it is answered once. School ends in the summer of the year in
/// which somebody becomes 18; who left before today ends with his service.
void career(const Subject& subject, Notes& notes) {
    constexpr int gap_months_max = 3;
    constexpr int adult = 18;
    constexpr int september = 9;
    constexpr std::size_t gaps_told_max = 4;
    const Entry single = subject.single();
    const auto birth = single.date("birth_date");
    if (!birth) return;
    if (subject.rows("work_history").empty()) {
        notes.add(single, "longest_work", {Severity::info, "R11", "finding.no_career"});
        return;
    }
    const int today = month_of(subject.today, 12);
    int covered = (birth->year + adult) * 12 + september - 1 - 1;
    std::string gaps;
    std::size_t count = 0;
    const auto note_gap = [&](int from, int to) {
        if (to - from + 1 <= gap_months_max || ++count > gaps_told_max) return;
        gaps += (gaps.empty() ? "" : "; ") + shown_month(from) + " – " + shown_month(to);
    };
    const std::optional<std::vector<Span>> spans = accounted(subject, today);
    if (!spans) return;
    for (const Span& span : *spans) {
        note_gap(covered + 1, span.from - 1);
        covered = std::max(covered, span.to);
    }
    if (in_service(single)) note_gap(covered + 1, today);
    if (gaps.empty()) return;
    if (count > gaps_told_max) gaps += "; …";
    const std::vector<Entry> rows = subject.rows("work_history");
    notes.add(rows.front(), "from_ym", {Severity::warning, "R11", "finding.career_gap"}, {gaps});
}

}  // namespace soxa::record::rule
