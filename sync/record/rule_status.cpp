// In service or gone: retirement age and the decision that ends a service (DOMAIN §3.8: R04, R35).

#include <algorithm>

#include "sync/record/personnel_status.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

/// Decree 135/2020, under normal conditions: three months more each year for men from 60 years in
/// 2020 until 62 in 2028, four for women from 55 until 60 in 2035.
int retirement_months(int year, bool man) {
    constexpr int before = 2020;
    const int passed = std::max(0, year - before);
    return man ? std::min(62 * 12, 60 * 12 + 3 * passed) : std::min(60 * 12, 55 * 12 + 4 * passed);
}

/// The day on which somebody reaches the age that is asked in that very year.
KnownDate retirement_day(KnownDate birth, bool man) {
    // Of whom only the year is known, the last day is taken: in his favour.
    if (birth.month == 0) birth.month = 12;
    if (birth.day == 0) birth.day = days_in(birth.year, birth.month);
    int year = birth.year + 55;
    KnownDate day = months_later(birth, retirement_months(year, man));
    while (day.year > year) {
        ++year;
        day = months_later(birth, retirement_months(year, man));
    }
    return day;
}

void note_age(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const auto birth = single.date("birth_date");
    const std::string_view gender = single.text("gender");
    if (!birth || gender.empty() || !in_service(single)) return;
    const KnownDate day = retirement_day(*birth, gender == "1");
    if (!surely_after(subject.today, day)) return;
    notes.add(single, "personnel_status", {Severity::warning, "R04", "finding.retirement_age"},
              {shown(day)});
}

void note_leaving(const Subject& subject, Notes& notes) {
    constexpr std::string_view died = "60";
    const Entry single = subject.single();
    const std::string_view status = single.text("personnel_status");
    if (!is_leaving_status(status)) return;
    for (const Entry& row : subject.rows("status_event")) {
        if (row.text("status") != status) continue;
        if (row.has("decision_no") || row.has("evidence_ids")) return;
        notes.add(row, "decision_no",
                  {Severity::error, "R35",
                   status == died ? "finding.leaving_certificate" : "finding.leaving_decision"},
                  {shown(*single.field("personnel_status"), Value(std::string(status)))});
        return;
    }
    notes.add(single, "personnel_status", {Severity::error, "R35", "finding.leaving_event"},
              {shown(*single.field("personnel_status"), Value(std::string(status)))});
}

/// Police and army keep their own files, under their own secrecy [C14-4.3.6].
void note_forces(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    if (single.text("personnel_kind") != "LLVT") return;
    notes.add(single, "personnel_kind", {Severity::error, "C14-4.3.6", "finding.forces"});
}

}  // namespace

void status(const Subject& subject, Notes& notes) {
    note_forces(subject, notes);
    note_age(subject, notes);
    note_leaving(subject, notes);
}

}  // namespace soxa::record::rule
