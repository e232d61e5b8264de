// Recruitment, Party, positions, degrees and decisions, as far as one file tells
// (DOMAIN §3.8: R03, R05, R06, R12, R13, R14, R16, R31).

#include <algorithm>
#include <array>

#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

constexpr int recruit_age_min = 15;   // on a contract
constexpr int official_age_min = 18;  // as an official, and in the Party
constexpr int union_age_min = 15;     // 16 by the statute, 15 accepted
constexpr int probation_months = 12;

void note_age(const Entry& single, std::string_view id, int age_min, const Remark& remark,
              Notes& notes) {
    const auto birth = single.date("birth_date");
    const auto then = single.date(id);
    if (!birth || !then || years_at_most(*birth, *then) >= age_min) return;
    notes.add(single, id, remark, {std::to_string(age_min)});
}

void note_before(const Entry& single, std::string_view id, std::string_view earlier,
                 const Remark& remark, Notes& notes) {
    const auto first = single.date(earlier);
    const auto second = single.date(id);
    if (!first || !second || !surely_after(*first, *second)) return;
    notes.add(single, id, remark);
}

/// A main position that has begun and not ended.
bool is_open_main(const Entry& row) {
    constexpr std::array<std::string_view, 5> appointing{"BO_NHIEM", "BO_NHIEM_LAI", "PHE_CHUAN",
                                                         "BAU_CU", "LUAN_CHUYEN"};
    const bool appoints =
        std::find(appointing.begin(), appointing.end(), row.text("event")) != appointing.end();
    return appoints && !row.has("to") && row.number("concurrent").value_or(0) == 0;
}

/// 7 for a bachelor, 8 for a master, 9 for a doctor; 0 if there is no degree.
int level_of(const Entry& row) {
    const std::string_view degree = row.text("degree");
    return degree.empty() ? 0 : degree.front() - '0';
}

constexpr int bachelor = 7;
constexpr int master = 8;
constexpr int doctor = 9;

/// The day from which what a row says holds.
std::optional<KnownDate> effect_of(const Entry& row) {
    for (const auto id : {"effective_date", "from", "from_ym"}) {
        if (const auto date = row.date(id)) return date;
    }
    return std::nullopt;
}

void note_decision(const Entry& row, Notes& notes) {
    constexpr int months_max = 12;
    const bool decided = row.has("decision_date") || row.has("decision_agency");
    if (decided && !row.has("decision_no")) {
        notes.add(row, "decision_no",
                  {Severity::warning, "R31", "finding.decision_without_number"});
    }
    const auto decision = row.date("decision_date");
    const auto effect = effect_of(row);
    if (decision && effect && surely_after(*decision, months_later(*effect, months_max))) {
        notes.add(row, "decision_date", {Severity::warning, "R31", "finding.decision_late"},
                  {shown(*effect)});
    }
}

}  // namespace

void recruitment(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const auto birth = single.date("birth_date");
    const auto first = single.date("first_recruit_date");
    if (birth && first) {
        const bool child = years_at_most(*birth, *first) < recruit_age_min;
        note_age(single, "first_recruit_date", child ? recruit_age_min : official_age_min,
                 {child ? Severity::error : Severity::warning, "R03", "finding.age"}, notes);
    }
    note_before(single, "current_agency_join_date", "first_recruit_date",
                {Severity::error, "R05", "finding.before_recruitment"}, notes);
    note_before(single, "rank_appoint_date", "first_recruit_date",
                {Severity::warning, "R06", "finding.before_recruitment"}, notes);
}

void party(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    note_age(single, "party_join_date", official_age_min, {Severity::warning, "R13", "finding.age"},
             notes);
    note_age(single, "youth_union_join_date", union_age_min,
             {Severity::warning, "R13", "finding.age"}, notes);
    const auto joined = single.date("party_join_date");
    const auto official = single.date("party_official_date");
    if (!joined || !official) return;
    if (surely_after(*joined, *official)) {
        note_before(single, "party_official_date", "party_join_date",
                    {Severity::error, "R12", "finding.before_party"}, notes);
    } else if (surely_after(months_later(*joined, probation_months), *official)) {
        notes.add(single, "party_official_date",
                  {Severity::warning, "R12", "finding.party_probation"});
    }
}

void positions(const Subject& subject, Notes& notes) {
    bool found = false;
    for (const Entry& row : subject.rows("position_history")) {
        if (!is_open_main(row)) continue;
        if (found) {
            notes.add(row, "concurrent", {Severity::error, "R14", "finding.second_main_position"});
        }
        found = true;
    }
}

void degrees(const Subject& subject, Notes& notes) {
    std::vector<Entry> rows = subject.rows("education");
    const std::vector<Entry> abroad = subject.rows("overseas_study");
    rows.insert(rows.end(), abroad.begin(), abroad.end());
    const auto has_lower = [&](const Entry& than) {
        return std::any_of(rows.begin(), rows.end(), [&](const Entry& row) {
            return level_of(row) >= bachelor && level_of(row) < level_of(than);
        });
    };
    for (const Entry& row : rows) {
        if (level_of(row) == doctor && !has_lower(row)) {
            notes.add(row, "degree", {Severity::warning, "R16", "finding.no_lower_degree"});
        }
        const auto end = row.date("to_ym");
        const bool before_bachelor =
            end && level_of(row) == master &&
            std::any_of(rows.begin(), rows.end(), [&](const Entry& other) {
                const auto other_end = other.date("to_ym");
                return level_of(other) == bachelor && other_end && surely_after(*other_end, *end);
            });
        if (before_bachelor) {
            notes.add(row, "to_ym", {Severity::warning, "R16", "finding.master_before_bachelor"});
        }
    }
}

void decisions(const Subject& subject, Notes& notes) {
    for (const Group& group : groups()) {
        for (const Entry& row : subject.rows(group.id)) note_decision(row, notes);
    }
}

}  // namespace soxa::record::rule
