// The people of a file's family (DOMAIN §3.8: R17, R18, R19). A part that has not been begun is
// told, not doubted: what is missing altogether is a matter of completeness [TB-12.5].

#include <algorithm>
#include <array>

#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

constexpr std::array<std::string_view, 4> parents{"BR01", "BR02", "BR10", "BR11"};
constexpr std::array<std::string_view, 2> children{"BR05", "BR06"};
constexpr std::array<std::string_view, 2> spouses{"BR03", "BR04"};

void note_parents(const Subject& subject, const std::vector<Entry>& own, Notes& notes) {
    const Entry single = subject.single();
    if (own.empty()) {
        notes.add(single, "family_origin", {Severity::info, "R18", "finding.no_family"});
        return;
    }
    // Whom adoptive parents brought up has them for parents.
    bool father = false;
    bool mother = false;
    for (const Entry& row : own) {
        const std::string_view relation = row.text("relation");
        father = father || relation == "BR01" || relation == "BR10";
        mother = mother || relation == "BR02" || relation == "BR11";
    }
    if (father && mother) return;
    const std::string_view text = father   ? "finding.no_mother"
                                  : mother ? "finding.no_father"
                                           : "finding.no_parents";
    notes.add(own.front(), "relation", {Severity::warning, "R18", text});
}

void note_spouse(const Subject& subject, const std::vector<Entry>& own, Notes& notes) {
    constexpr std::string_view married = "2";
    const Entry single = subject.single();
    if (single.text("marital_status") != married) return;
    const bool begun = !own.empty() || !subject.rows("family_spouse").empty();
    const Severity severity = begun ? Severity::warning : Severity::info;
    const bool spouse = std::any_of(own.begin(), own.end(), [](const Entry& row) {
        return is_one_of(spouses, row.text("relation"));
    });
    if (!spouse) {
        notes.add(single, "marital_status", {severity, "R17", "finding.no_spouse"});
    } else if (subject.rows("family_spouse").empty()) {
        notes.add(single, "marital_status", {severity, "R17", "finding.no_family_of_spouse"});
    }
}

void note_years(const Subject& subject, const Entry& row, Notes& notes) {
    constexpr int generation_years = 12;
    const auto birth = subject.single().date("birth_date");
    const auto year = row.number("birth_year");
    if (!birth || !year) return;
    const std::string_view relation = row.text("relation");
    if (is_one_of(parents, relation) && birth->year - *year < generation_years) {
        notes.add(row, "birth_year", {Severity::warning, "R19", "finding.parent_year"},
                  {std::to_string(birth->year - generation_years)});
    }
    if (is_one_of(children, relation) && *year - birth->year < generation_years) {
        notes.add(row, "birth_year", {Severity::warning, "R19", "finding.child_year"},
                  {std::to_string(birth->year + generation_years)});
    }
}

}  // namespace

void family(const Subject& subject, Notes& notes) {
    const std::vector<Entry> own = subject.rows("family_self");
    note_parents(subject, own, notes);
    note_spouse(subject, own, notes);
    for (const Entry& row : own) note_years(subject, row, notes);
}

}  // namespace soxa::record::rule
