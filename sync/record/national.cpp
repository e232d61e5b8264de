#include "sync/record/national.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/record/derived.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record {

namespace {

std::string name_of(const Field& field) {
    return field.group.empty() ? std::string(field.id)
                               : std::string(field.group) + "." + std::string(field.id);
}

/// The group of article 5 that a section's data falls in (DOMAIN §2.5).
int group_of(const Field& field) {
    static const std::map<std::string_view, int> by_section{
        {"file", 1},     {"identity", 1}, {"contact", 1},  {"recruitment", 4}, {"party", 7},
        {"military", 8}, {"training", 5}, {"position", 4}, {"salary", 6},      {"health", 10},
        {"career", 3},   {"history", 3},  {"conduct", 6},  {"family", 2},      {"economy", 9}};
    const auto at = by_section.find(field.section);
    return at == by_section.end() ? 6 : at->second;
}

bool may_leave(const Field& field) {
    constexpr std::uint8_t restricted = 4;
    constexpr Tag kept_about_row = 95;
    const bool derived = field.id == "highest_qualification";  // from the file's own rows [R15]
    const bool of_program = field.group.empty() ? !field.writable && !derived
                                                : field.tag % 100 >= kept_about_row;
    const bool papers = field.group == "consent" || field.group == "authorization" ||
                        field.group == "attachment";
    return !of_program && !papers && field.type != Type::file && field.sensitivity < restricted;
}

NationalMap make_default() {
    NationalMap map{"0", {}};
    for (const Field& field : fields()) {
        if (!may_leave(field)) continue;
        const bool required =
            field.required == Required::always || field.required == Required::active;
        map.fields.push_back(
            {name_of(field), group_of(field), {}, required, !field.catalogue.empty()});
    }
    return map;
}

class Refusals {
public:
    Refusals(const Document& document, const NationalMap& map, const Catalogues& catalogues,
             std::string_view today)
        : facts_{.today = today, .catalogues = &catalogues},
          document_(with_derived(document)),
          subject_{document_, known_date(today), facts_},
          map_(map),
          catalogues_(catalogues) {}

    std::vector<Finding> found() {
        errors();
        for (const rule::Entry& entry : subject_.entries()) {
            for (const Field& field : entry.fields()) {
                const NationalField* const national = map_.find(name_of(field));
                if (national != nullptr) look_at(entry, field, *national);
            }
        }
        return notes_.take();
    }

private:
    /// What the rules call wrong, the national database refuses too.
    void errors() {
        for (const Finding& finding : check(subject_.document, subject_.facts)) {
            if (finding.severity != Severity::error) continue;
            for (const rule::Entry& entry : subject_.entries()) {
                for (const Field& field : entry.fields()) {
                    if (entry.place(field) != finding.fault.field) continue;
                    if (map_.find(name_of(field)) != nullptr) {
                        told_.insert(finding.fault.field);
                        notes_.add(entry, field.id,
                                   {Severity::error, finding.fault.rule, finding.fault.text},
                                   finding.fault.args);
                    }
                }
            }
        }
    }

    void look_at(const rule::Entry& entry, const Field& field, const NationalField& national) {
        if (told_.contains(entry.place(field))) return;
        if (!entry.has(field.id)) {
            const bool asked = national.required && (field.required != Required::active ||
                                                     rule::in_service(subject_.single()));
            if (asked) note(entry, field, "national.missing", {national.code});
            return;
        }
        if (!national.catalogue) return;
        if (field.catalogue.empty()) {
            note(entry, field, "national.free_text", {national.code});
            return;
        }
        const Catalogue* const list = catalogues_.find(field.catalogue);
        if (field.type == Type::code && list != nullptr) {
            code(entry, field, *list, entry.text(field.id));
        }
        const Value* const value = entry.find(field.id);
        if (const auto* const several = std::get_if<std::vector<std::string>>(value)) {
            for (const std::string& one : *several) {
                if (list != nullptr) code(entry, field, *list, one);
            }
        }
    }

    void code(const rule::Entry& entry, const Field& field, const Catalogue& list,
              std::string_view code) {
        const std::string_view today = subject_.facts.today;
        const Replacement now = replacement(list, code, today);
        const std::string said(code);
        switch (now.kind) {
            case Replacement::Kind::unknown:
                if (list.complete) note(entry, field, "national.unknown_code", {said, list.title});
                return;
            case Replacement::Kind::current:
                // Only a list that has national codes at all can lack one.
                if (now.items.front()->national_code.empty() && has_national_codes(list)) {
                    note(entry, field, "national.no_code", {now.items.front()->label, list.title});
                }
                return;
            case Replacement::Kind::one:
                if (is_of_now(field)) {
                    note(entry, field, "national.replaced", {said, now.items.front()->label});
                }
                return;
            case Replacement::Kind::many:
                if (is_of_now(field)) note(entry, field, "national.choose", {said, labels(now)});
                return;
            case Replacement::Kind::ended:
                if (is_of_now(field)) note(entry, field, "national.ended", {said, list.title});
                return;
        }
    }

    static bool has_national_codes(const Catalogue& list) {
        return std::any_of(list.items.begin(), list.items.end(),
                           [](const Item& one) { return !one.national_code.empty(); });
    }

    static std::string labels(const Replacement& replacement) {
        std::string all;
        for (const Item* const item : replacement.items) {
            all += (all.empty() ? "" : "; ") + item->label;
        }
        return all;
    }

    void note(const rule::Entry& entry, const Field& field, std::string_view text,
              std::vector<std::string> args) {
        notes_.add(entry, field.id, {Severity::error, "DM-2.5", text}, std::move(args));
    }

    Facts facts_;
    Document document_;
    rule::Subject subject_;
    const NationalMap& map_;
    const Catalogues& catalogues_;
    rule::Notes notes_;
    std::set<std::string> told_;
};

}  // namespace

const NationalField* NationalMap::find(std::string_view field) const {
    const auto at = std::find_if(fields.begin(), fields.end(),
                                 [&](const NationalField& one) { return one.field == field; });
    return at == fields.end() ? nullptr : &*at;
}

const NationalMap& default_national_map() {
    static const NationalMap map = make_default();
    return map;
}

std::vector<Finding> national_refusals(const Document& document, const NationalMap& map,
                                       const Catalogues& catalogues, std::string_view today) {
    return Refusals(document, map, catalogues, today).found();
}

}  // namespace soxa::record
