// What only the surroundings of a file can tell: other files like it [R01, R02], and the documents
// behind what changed since it was approved [R32].

#include <algorithm>

#include "sync/record/rule.hpp"
#include "sync/record/text.hpp"

namespace soxa::record::rule {

namespace {

/// A kind of change, as a pack names it, and what belongs to it: fields, or a group where the name
/// ends with a slash.
struct Subjected {
    std::string_view kind;
    std::string_view part;
};
constexpr Subjected subjected[] = {
    {"education", "education/"},
    {"education", "overseas_study/"},
    {"rank", "rank_code"},
    {"rank", "rank_appoint_date"},
    {"rank", "rank_history/"},
    {"salary", "salary_step"},
    {"salary", "salary_coefficient"},
    {"salary", "salary_effective_date"},
    {"salary", "salary_pct"},
    {"salary", "over_scale_pct"},
    {"salary", "salary_history/"},
    {"position", "current_position"},
    {"position", "position_appoint_date"},
    {"position", "position_reappoint_date"},
    {"position", "position_history/"},
    {"discipline", "discipline/"},
    {"reward", "reward/"},
    {"personal_id", "personal_id"},
    {"birth_date", "birth_date"},
    {"name", "full_name"},
    {"status", "personnel_status"},
    {"status", "status_event/"},
};

void note_field(const Subject& subject, std::string_view id, Notes& notes) {
    const Entry now = subject.single();
    const Value* const was = Entry(*subject.facts.approved).find(id);
    const Value* const is = now.find(id);
    const bool changed = was != nullptr && (is == nullptr || *was != *is);
    if (!changed || subject.facts.evidenced.contains(id)) return;
    notes.add(now, id, {Severity::error, "R32", "finding.no_evidence"},
              {shown(*now.field(id), *was)});
}

/// What a row says, without what the program keeps about it.
bool same_content(const Group& group, const Row& a, const Row& b) {
    constexpr Tag kept_about = 95;
    const auto content = [&](const Row& row) {
        std::map<Tag, Value> columns = row.columns;
        std::erase_if(columns,
                      [&](const auto& one) { return one.first >= group.tag + kept_about; });
        return columns;
    };
    return content(a) == content(b);
}

void note_rows(const Subject& subject, const Group& group, Notes& notes) {
    const auto rows_of = [&](const Document& document) {
        const auto at = document.groups.find(group.tag);
        return at == document.groups.end() ? std::vector<Row>{} : at->second;
    };
    const std::vector<Row> before = rows_of(*subject.facts.approved);
    const std::vector<Row> now = rows_of(subject.document);
    const auto gone = std::count_if(before.begin(), before.end(), [&](const Row& old) {
        const bool there = std::any_of(now.begin(), now.end(),
                                       [&](const Row& row) { return row.id == old.id; });
        const std::string name = std::string(group.id) + "/" + name_of(old.id);
        return !there && !subject.facts.evidenced.contains(name);
    });
    if (gone > 0) {
        notes.add(group, {Severity::error, "R32", "finding.no_evidence_gone"},
                  {std::to_string(gone)});
    }
    for (const Row& row : now) {
        const bool unchanged = std::any_of(before.begin(), before.end(), [&](const Row& old) {
            return old.id == row.id && same_content(group, old, row);
        });
        const Entry entry(group, row);
        const std::string name = std::string(group.id) + "/" + name_of(row.id);
        if (unchanged || entry.has("evidence_ids") || subject.facts.evidenced.contains(name)) {
            continue;
        }
        notes.add(entry, "evidence_ids", {Severity::error, "R32", "finding.no_evidence_row"});
    }
}

/// What was approved of a discipline stays in the file; that it is over is computed from its days
/// (DOMAIN §2.4).
void keep_discipline(const Subject& subject, Notes& notes) {
    const Group& group = *find_group("discipline");
    const auto before = subject.facts.approved->groups.find(group.tag);
    if (before == subject.facts.approved->groups.end()) return;
    const auto now = subject.document.groups.find(group.tag);
    const bool gone = std::any_of(
        before->second.begin(), before->second.end(), [&](const Row& old) {
            return now == subject.document.groups.end() ||
                   std::none_of(now->second.begin(), now->second.end(),
                                [&](const Row& row) { return row.id == old.id; });
        });
    if (gone) notes.add(group, {Severity::error, "DM-2.4", "finding.kept_row"});
}

}  // namespace

void likeness(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const std::string_view id = single.text("personal_id");
    const std::string_view name = single.text("full_name");
    for (const OtherFile& other : subject.facts.others) {
        const bool same_id = !id.empty() && other.personal_id == id;
        if (same_id && !other.archived) {
            notes.add(single, "personal_id", {Severity::error, "R01", "finding.id_taken"},
                      {other.full_name});
        }
        // Most differ in the date; what a name is without its marks is asked last.
        const bool same_person = !same_id && !name.empty() && !other.birth_date.empty() &&
                                 other.birth_date == single.text("birth_date") &&
                                 other.gender == single.text("gender") &&
                                 search_key(other.full_name) == search_key(name);
        if (same_person) {
            notes.add(single, "full_name", {Severity::warning, "R02", "finding.same_person"},
                      {other.personal_id});
        }
    }
}

void evidence(const Subject& subject, Notes& notes) {
    if (subject.facts.approved == nullptr) return;
    keep_discipline(subject, notes);
    for (const Subjected& one : subjected) {
        if (!subject.facts.evidence_for.contains(one.kind)) continue;
        if (one.part.ends_with('/')) {
            note_rows(subject, *find_group(one.part.substr(0, one.part.size() - 1)), notes);
        } else {
            note_field(subject, one.part, notes);
        }
    }
}

}  // namespace soxa::record::rule
