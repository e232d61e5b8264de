// Allowances with a size that a decree fixes (DOMAIN §3.7: R26, R27, R28).

#include <algorithm>
#include <array>

#include "sync/record/number_text.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

void note_public_service(const Subject& subject, const Entry& row, Notes& notes) {
    constexpr KnownDate since{2012, 5, 0};
    const auto percent = row.number("percent");
    const auto from = row.date("from_ym");
    const std::int64_t right = subject.facts.pay.public_service_share;
    if (!percent || *percent == right || (from && *from < since)) return;
    notes.add(row, "percent", {Severity::warning, "R26", "finding.public_service_allowance"},
              {shown_number(right, 1)});
}

void note_regional(const Entry& row, Notes& notes) {
    constexpr std::array<std::int64_t, 7> sizes{10, 20, 30, 40, 50, 70, 100};  // hundredths
    const auto coefficient = row.number("coefficient");
    if (!coefficient) return;
    if (std::find(sizes.begin(), sizes.end(), *coefficient) != sizes.end()) return;
    notes.add(row, "coefficient", {Severity::warning, "R27", "finding.regional_allowance"});
}

/// 5 % after five years of teaching, and one more each year.
void note_teacher(const Subject& subject, const Entry& row, Notes& notes) {
    constexpr std::int64_t first = 50;  // tenths
    constexpr std::int64_t yearly = 10;
    const Entry single = subject.single();
    const auto percent = row.number("percent");
    const auto begun = single.date("first_recruit_date");
    if (!percent || !begun || !single.text("rank_code").starts_with("V.07.")) return;
    const KnownDate until = row.date("to_ym").value_or(subject.today);
    const std::int64_t most = yearly * std::max(0, years_at_most(*begun, until));
    if (*percent >= first && *percent <= most) return;
    notes.add(row, "percent", {Severity::warning, "R28", "finding.teacher_seniority"},
              {shown_number(std::max(first, most), 1)});
}

}  // namespace

void allowances(const Subject& subject, Notes& notes) {
    for (const auto group : {"allowance_history", "concurrent_allowance", "other_allowance"}) {
        for (const Entry& row : subject.rows(group)) {
            const std::string_view kind = row.text("kind");
            if (kind == "PCCVU") note_public_service(subject, row, notes);
            if (kind == "PCKV") note_regional(row, notes);
            if (kind == "PCTN") note_teacher(subject, row, notes);
        }
    }
}

}  // namespace soxa::record::rule
