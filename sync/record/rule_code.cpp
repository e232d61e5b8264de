// Codes that have ended: a file as of today says something that the list does not have any more
// (DOMAIN §1.7, F9). What is of its own time, rows and origins, keeps its code unasked.

#include "sync/record/catalogue.hpp"
#include "sync/record/day.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

void ended_codes(const Subject& subject, Notes& notes) {
    if (subject.facts.catalogues == nullptr) return;
    const Entry single = subject.single();
    for (const Field& field : single.fields()) {
        // Communes and provinces are R33's.
        const bool place = field.catalogue == "commune" || field.catalogue == "province";
        if (field.catalogue.empty() || place || !is_of_now(field) || !single.has(field.id)) continue;
        const Catalogue* const list = subject.facts.catalogues->find(field.catalogue);
        if (list == nullptr) continue;
        const std::string_view code = single.text(field.id);
        if (replacement(*list, code, subject.facts.today).kind != Replacement::Kind::ended) continue;
        const Item* const item = list->item(code, subject.facts.today);
        const auto last = read_day(item->valid_to);
        notes.add(single, field.id, {Severity::warning, "DM-1.7", "finding.code_ended"},
                  {item->code, item->label, last ? shown(*last) : item->valid_to, list->name});
    }
}

}  // namespace soxa::record::rule
