// What must be there, and what must be within bounds.

#include <algorithm>
#include <array>

#include "sync/record/code_list.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

void note_missing(const Entry& entry, bool active, const Document& document, Notes& notes) {
    for (const Field& field : entry.fields()) {
        const bool asked =
            field.required == Required::always || (field.required == Required::active && active);
        if (!asked || !field.writable) continue;
        const bool disputed = field.group.empty() && (document.disputed.contains(field.tag) ||
                                                      document.disputed.contains(field.cell));
        if (disputed || entry.values().contains(field.tag)) continue;
        // A picture follows the record: it may still be on its way (F15).
        const Severity severity = field.type == Type::file ? Severity::warning : Severity::error;
        notes.add(entry, field.id, {severity, "TB-6.3a", "finding.missing"});
    }
}

struct Range {
    std::string_view id;
    std::int64_t least;
    std::int64_t most;  ///< in the type's unit
    Severity severity;
    std::string_view rule;
};

constexpr Range single_ranges[] = {
    {"height_cm", 120, 220, Severity::warning, "DM-2.2"},
    {"weight_kg", 300, 1600, Severity::warning, "DM-2.2"},
    {"salary_pct", 1, 1000, Severity::warning, "DM-2.2a"},
    {"job_salary_pct", 1, 1000, Severity::warning, "DM-2.2a"},
};

struct ColumnRange {
    std::string_view group;
    Range range;
};

constexpr Range area{"area_m2", 0, 100'000, Severity::warning, "DM-2.2"};
constexpr ColumnRange column_ranges[] = {
    {"house_granted", area},
    {"house_owned", area},
    {"land_granted", area},
    {"land_owned", area},
    {"land_production", area},
    {"health_check", {"height", 120, 220, Severity::warning, "DM-2.2"}},
    {"health_check", {"weight", 300, 1600, Severity::warning, "DM-2.2"}},
    {"assessment", {"score", 0, 1000, Severity::error, "R29"}},
    {"assessment_month", {"score", 0, 1000, Severity::error, "R29"}},
};

void note_outside(const Entry& entry, const Range& range, Notes& notes) {
    const auto number = entry.number(range.id);
    if (!number || (*number >= range.least && *number <= range.most)) return;
    const Field& field = *entry.field(range.id);
    notes.add(entry, range.id, {range.severity, range.rule, "finding.out_of_range"},
              {shown(field, Value(range.least)), shown(field, Value(range.most))});
}

/// "12/12": the class reached, and the system it was of, ten or twelve years.
bool is_class_of_system(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view reached = text.substr(0, slash);
    const std::string_view system = slash == std::string_view::npos ? "" : text.substr(slash + 1);
    constexpr std::array<std::string_view, 12> classes{"1", "2", "3", "4",  "5",  "6",
                                                       "7", "8", "9", "10", "11", "12"};
    const auto at = std::find(classes.begin(), classes.end(), reached);
    if (system == "10") return at < classes.begin() + 10;
    return system == "12" && at != classes.end();
}

/// A code whose parent must be what another column of the row says.
struct Pair {
    std::string_view group;
    std::string_view child;
    std::string_view parent;
};
constexpr Pair pairs[] = {{"reward", "title", "kind"}, {"discipline", "form", "side"}};

void note_mixed(const Entry& row, const Pair& pair, Notes& notes) {
    const std::string_view said = row.text(pair.parent);
    const Field* const field = row.field(pair.child);
    const Code* const code = find_code(*find_code_list(field->catalogue), row.text(pair.child));
    if (said.empty() || code == nullptr || code->parent == said) return;
    const Field& parent = *row.field(pair.parent);
    notes.add(row, pair.child, {Severity::error, "DM-2.4", "finding.mixed_kinds"},
              {std::string(code->label), shown(parent, Value(std::string(code->parent)))});
}

/// Which of the three counts is said by the method, or by being the only one.
void note_allowance(const Entry& row, Notes& notes) {
    const int given = (row.has("percent") ? 1 : 0) + (row.has("coefficient") ? 1 : 0) +
                      (row.has("amount") ? 1 : 0);
    if (given == 0) {
        notes.add(row, "percent", {Severity::error, "DM-2.4", "finding.allowance_without_value"});
    } else if (given > 1 && !row.has("method")) {
        notes.add(row, "method", {Severity::error, "DM-2.4", "finding.allowance_method"});
    }
}

}  // namespace

bool in_service(const Entry& single) {
    constexpr std::array<std::string_view, 3> kinds{"CB", "CC", "VC"};
    constexpr std::array<std::string_view, 5> statuses{"10", "11", "12", "13", "14"};
    const auto is_one_of = [](const auto& list, std::string_view code) {
        return std::find(list.begin(), list.end(), code) != list.end();
    };
    return is_one_of(kinds, single.text("personnel_kind")) &&
           is_one_of(statuses, single.text("personnel_status"));
}

void presence(const Subject& subject, Notes& notes) {
    const bool active = in_service(subject.single());
    for (const Entry& entry : subject.entries()) {
        note_missing(entry, active, subject.document, notes);
    }
    if (active && subject.rows("education").empty()) {
        notes.add(subject.single(), "highest_qualification",
                  {Severity::info, "R15", "finding.no_degree"});
    }
}

void ranges(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    for (const Range& range : single_ranges) note_outside(single, range, notes);
    for (const ColumnRange& of : column_ranges) {
        for (const Entry& row : subject.rows(of.group)) note_outside(row, of.range, notes);
    }
    const std::string_view education = single.text("general_education");
    if (!education.empty() && !is_class_of_system(education)) {
        notes.add(single, "general_education",
                  {Severity::error, "DM-2.2", "finding.class_of_system"});
    }
}

void kinds(const Subject& subject, Notes& notes) {
    for (const Pair& pair : pairs) {
        for (const Entry& row : subject.rows(pair.group)) note_mixed(row, pair, notes);
    }
    // Abroad is where it is not here (DOMAIN §2.4).
    for (const Entry& row : subject.rows("overseas_study")) {
        if (row.text("country") != "VN") continue;
        notes.add(row, "country", {Severity::warning, "DM-2.4", "finding.study_at_home"});
    }
    for (const auto group : {"allowance_history", "concurrent_allowance", "other_allowance"}) {
        for (const Entry& row : subject.rows(group)) note_allowance(row, notes);
    }
}

}  // namespace soxa::record::rule
