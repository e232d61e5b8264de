// When pay rises, and what puts it off (DOMAIN §3.7: R20 to R23; §3.8: R30). The numbers come with
// the facts: decrees change them.

#include <algorithm>
#include <array>

#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

int month_of(const KnownDate& date) { return date.year * 12 + std::max(1, date.month) - 1; }

/// How long a form of discipline puts a raise off; 0 for those that end the service.
int delay_of(std::string_view form, const PayTerms& terms) {
    if (form.ends_with("KHIEN_TRACH")) return terms.delay_reprimand_months;
    if (form.ends_with("CANH_CAO")) return terms.delay_warning_months;
    if (form == "HA_BAC_LUONG" || form == "GIANG_CHUC" || form.ends_with("CACH_CHUC")) {
        return terms.delay_demotion_months;
    }
    return 0;
}

/// The months of discipline and of failed years between two months, the second left out.
int delay_between(const Subject& subject, int from, int to) {
    constexpr std::string_view failed = "4";
    int months = 0;
    for (const Entry& row : subject.rows("discipline")) {
        const auto day = row.date("from");
        if (day && month_of(*day) >= from && month_of(*day) < to) {
            months += delay_of(row.text("form"), subject.facts.pay);
        }
    }
    for (const Entry& row : subject.rows("assessment")) {
        const auto year = row.number("year");
        const bool counts = year && row.text("class") == failed && row.text("kind") != "DV";
        // Of December, when a year is assessed.
        const int month = counts ? static_cast<int>(*year) * 12 + 11 : -1;
        if (counts && month >= from && month < to) {
            months += subject.facts.pay.delay_failed_year_months;
        }
    }
    return months;
}

/// Unpaid leave of more than a month, and suspension [R22].
int uncounted_between(const Subject& subject, int from, int to) {
    int months = 0;
    for (const Entry& row : subject.rows("leave_period")) {
        const std::string_view kind = row.text("kind");
        const auto begin = row.date("from");
        if ((kind != "KHONG_LUONG" && kind != "DINH_CHI") || !begin) continue;
        const auto end = row.date("to");
        const int first = std::max(from, month_of(*begin));
        const int last = std::min(to, end ? month_of(*end) : to);
        const int length = last - first;
        if (length > 1 || (kind == "DINH_CHI" && length > 0)) months += length;
    }
    return months;
}

struct Rise {
    const Entry* before;
    const Entry* after;
    int months;     ///< between the two
    int cycle;      ///< of the scale
    int delay;      ///< [R21]
    int uncounted;  ///< [R22]
};

void note_regular(const Rise& rise, Notes& notes) {
    const auto note = [&](std::string_view rule, std::string_view text, int months) {
        notes.add(*rise.after, "from_ym", {Severity::warning, rule, text},
                  {std::to_string(rise.months), std::to_string(months)});
    };
    const auto step = rise.before->number("step").value_or(0);
    if (rise.after->number("step") != step + 1) {
        notes.add(*rise.after, "step", {Severity::warning, "R20", "finding.raise_step"},
                  {std::to_string(step + 1)});
    } else if (rise.months < rise.cycle) {
        note("R20", "finding.raise_too_early", rise.cycle);
    } else if (rise.months < rise.cycle + rise.delay) {
        note("R21", "finding.raise_put_off", rise.cycle + rise.delay);
    } else if (rise.months < rise.cycle + rise.delay + rise.uncounted) {
        note("R22", "finding.raise_uncounted", rise.cycle + rise.delay + rise.uncounted);
    }
}

/// One row ends where the next begins: in the month before it, or in the same as people write it.
void note_break(const Entry& before, const Entry& after, Notes& notes) {
    const auto end = before.date("to_ym");
    if (!end) return;
    const int gap = month_of(*after.date("from_ym")) - month_of(*end);
    if (gap == 0 || gap == 1) return;
    notes.add(after, "from_ym", {Severity::warning, "R20", "finding.salary_not_consecutive"},
              {shown(*end)});
}

void note_early(const Rise& rise, int early_max, Notes& notes) {
    const int least = rise.cycle + rise.delay + rise.uncounted - early_max;
    if (rise.months >= least) return;
    notes.add(*rise.after, "from_ym", {Severity::warning, "R23", "finding.raise_far_too_early"},
              {std::to_string(early_max), std::to_string(least)});
}

/// Discipline has its last day, and puts off the raise that is counted now [R30].
void note_expiry(const Subject& subject, const Entry& row, Notes& notes) {
    const auto from = row.date("from");
    if (!from || delay_of(row.text("form"), subject.facts.pay) == 0) return;
    const KnownDate expiry = months_later(*from, subject.facts.pay.discipline_expiry_months);
    const auto to = row.date("to");
    if (!to) {
        notes.add(row, "to", {Severity::info, "R30", "finding.discipline_expires"},
                  {shown(expiry)});
    } else if (*to != expiry) {
        notes.add(row, "to", {Severity::warning, "R30", "finding.discipline_expiry"},
                  {shown(expiry)});
    }
}

}  // namespace

void raises(const Subject& subject, Notes& notes) {
    std::vector<Entry> rows = subject.rows("salary_history");
    std::erase_if(rows, [](const Entry& row) {
        return !row.date("from_ym") || !row.number("step") || row.text("rank_code").empty();
    });
    std::stable_sort(rows.begin(), rows.end(), [](const Entry& a, const Entry& b) {
        return *a.date("from_ym") < *b.date("from_ym");
    });
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const Entry& before = rows[i - 1];
        const Entry& after = rows[i];
        note_break(before, after, notes);
        const auto scale = scale_of(subject, after.text("rank_code"), *after.date("from_ym"));
        const bool same_scale =
            scale && before.text("rank_code") == after.text("rank_code");
        if (!same_scale || before.number("step") == after.number("step")) continue;
        const int from = month_of(*before.date("from_ym"));
        const int to = month_of(*after.date("from_ym"));
        const Rise rise{&before,
                        &after,
                        to - from,
                        scale->raise_cycle_months,
                        delay_between(subject, from, to),
                        uncounted_between(subject, from, to)};
        const std::string_view kind = after.text("raise_kind");
        if (kind == "THUONG_XUYEN") note_regular(rise, notes);
        if (kind.starts_with("TRUOC_HAN")) {
            note_early(rise, subject.facts.pay.early_months_max, notes);
        }
    }
}

void discipline(const Subject& subject, Notes& notes) {
    for (const Entry& row : subject.rows("discipline")) note_expiry(subject, row, notes);
    const Entry single = subject.single();
    const auto since = single.date("salary_effective_date");
    if (!since || !in_service(single)) return;
    const int from = month_of(*since);
    const int delay = delay_between(subject, from, month_of(subject.today) + 1);
    if (delay == 0) return;
    const KnownDate mark = months_later(*since, delay);
    const auto recorded = single.date("next_raise_mark");
    if (recorded && !surely_after(mark, *recorded)) return;
    notes.add(single, "next_raise_mark", {Severity::warning, "R30", "finding.raise_mark"},
              {std::to_string(delay), shown(mark)});
}

}  // namespace soxa::record::rule
