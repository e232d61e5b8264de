#include "sync/record/finding.hpp"

#include <algorithm>

#include "sync/record/rule.hpp"
#include "sync/record/rule_list.hpp"

namespace soxa::record {

namespace {

constexpr void (*rules[])(const rule::Subject&, rule::Notes&) = {
    rule::presence,   rule::ranges,   rule::kinds,          rule::personal_id,
    rule::insurance,  rule::names,    rule::date_ranges,    rule::periods,
    rule::contact,    rule::agencies, rule::likeness,       rule::recruitment,
    rule::status,     rule::salary,   rule::salary_history, rule::raises,
    rule::allowances, rule::party,    rule::positions,      rule::degrees,
    rule::career,     rule::family,   rule::discipline,     rule::assessments,
    rule::decisions,  rule::evidence, rule::places,         rule::forbidden_words};

}  // namespace

std::vector<Finding> check(const Document& document, const Facts& facts) {
    const rule::Subject subject{document, known_date(facts.today), facts};
    rule::Notes notes;
    for (const auto& one : rules) one(subject, notes);
    std::vector<Finding> findings = notes.take();
    std::erase_if(findings, [&](Finding& finding) {
        if (!in_force(finding.fault.rule, facts.today)) return true;
        const auto own = facts.severities.find(finding.fault.rule);
        if (own == facts.severities.end()) return false;
        if (own->second) finding.severity = *own->second;
        return !own->second;
    });
    return findings;
}

std::vector<Finding> check(const Document& document, std::string_view today) {
    return check(document, Facts{.today = today});
}

namespace rule {

const Value* Entry::find(std::string_view id) const {
    const Field* const known = field(id);
    if (known == nullptr) return nullptr;
    const auto at = values_->find(known->tag);
    return at == values_->end() ? nullptr : &at->second;
}

std::string_view Entry::text(std::string_view id) const {
    const Value* const value = find(id);
    const auto* const text = value == nullptr ? nullptr : std::get_if<std::string>(value);
    return text == nullptr ? std::string_view{} : std::string_view(*text);
}

std::optional<std::int64_t> Entry::number(std::string_view id) const {
    const Value* const value = find(id);
    const auto* const number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<KnownDate> Entry::date(std::string_view id) const {
    const KnownDate date = known_date(text(id));
    return date.year == 0 ? std::nullopt : std::optional(date);
}

std::span<const Field> Entry::fields() const {
    const std::span<const Field> all = record::fields();
    const auto in_group = [&](const Field& field) { return field.group == group(); };
    const auto begin = std::find_if(all.begin(), all.end(), in_group);
    return {begin, std::find_if_not(begin, all.end(), in_group)};
}

std::string Entry::place(const Field& field) const {
    if (row_ == nullptr) return std::string(field.id);
    return std::string(group_->id) + "/" + name_of(row_->id) + "." + std::string(field.id);
}

std::vector<Entry> Subject::rows(std::string_view group) const {
    std::vector<Entry> entries;
    const Group* const known = find_group(group);
    if (known == nullptr) return entries;
    const auto at = document.groups.find(known->tag);
    if (at == document.groups.end()) return entries;
    for (const Row& row : at->second) entries.emplace_back(*known, row);
    return entries;
}

std::vector<Entry> Subject::entries() const {
    std::vector<Entry> all{single()};
    for (const Group& group : groups()) {
        const std::vector<Entry> of_group = rows(group.id);
        all.insert(all.end(), of_group.begin(), of_group.end());
    }
    return all;
}

void Notes::add(const Entry& entry, std::string_view id, const Remark& remark,
                std::vector<std::string> args) {
    const Field* const field = entry.field(id);
    if (field == nullptr) return;
    Fault fault;
    fault.field = entry.place(*field);
    fault.rule = remark.rule;
    fault.text = remark.text;
    fault.args = std::move(args);
    notes_.push_back({field->tag, {remark.severity, std::move(fault)}});
}

void Notes::add(const Group& group, const Remark& remark, std::vector<std::string> args) {
    Fault fault;
    fault.field = group.id;
    fault.rule = remark.rule;
    fault.text = remark.text;
    fault.args = std::move(args);
    notes_.push_back({group.tag, {remark.severity, std::move(fault)}});
}

std::vector<Finding> Notes::take() {
    std::stable_sort(notes_.begin(), notes_.end(),
                     [](const Note& a, const Note& b) { return a.tag < b.tag; });
    std::vector<Finding> findings;
    for (Note& note : notes_) findings.push_back(std::move(note.finding));
    notes_.clear();
    return findings;
}

}  // namespace rule

}  // namespace soxa::record
