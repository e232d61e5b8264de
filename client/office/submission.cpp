#include "client/office/submission.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "client/office/move.hpp"

namespace soxa::office {

namespace {

using ledger::Act;

/// "education/HEX-0.school" as a person counts rows, and as `record edit` takes them:
/// "education/1.school".
void number_rows(std::string& field, const record::Document& document) {
    for (const auto& [tag, rows] : document.groups) {
        const std::string group(record::find_group(tag)->id);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string name = group + "/" + record::name_of(rows[i].id) + ".";
            if (!field.starts_with(name)) continue;
            field = group + "/" + std::to_string(i + 1) + "." + field.substr(name.size());
            return;
        }
    }
}

/// As long as files cannot be attached, nobody is asked for one.
bool asks_for_attachment(const record::Finding& finding) {
    const record::Field* field = record::find_field("", finding.fault.field);
    return field != nullptr && field->type == record::Type::file &&
           finding.fault.text == "finding.missing";
}

std::vector<record::Finding> found_in(const Office& office, const record::Document& document) {
    std::vector<record::Finding> found = record::check(document, office.today());
    std::erase_if(found, asks_for_attachment);
    return found;
}

/// Two laptops may each have made a file of one person before they met.
void add_namesakes(const Office& office, const ledger::RecordState& state,
                   const record::Document& document, std::vector<record::Finding>& found) {
    const std::string personal_id(document.text("personal_id"));
    if (personal_id.empty() || office.role() == ledger::Role::person) return;
    const auto others = office.store().records_with_personal_id(personal_id);
    if (!others) return;
    for (const ledger::RecordId& other : *others) {
        if (other == state.id) continue;
        const auto file = office.store().record(other);
        if (!file || !*file || (*file)->life.archived()) continue;
        found.push_back({record::Severity::error,
                         {"personal_id", "R01", "record.exists_as", {ledger::record_uid(**file)}}});
    }
}

/// What makes two findings the same one.
using Told = std::tuple<std::string, std::string, std::string, std::vector<std::string>>;

Told told(const record::Finding& finding) {
    const Fault& fault = finding.fault;
    return {fault.field, fault.rule, fault.text, fault.args};
}

/// Fields and columns that two documents do not say alike, as findings name them.
std::set<std::string> changed_places(const record::Document& before,
                                     const record::Document& after) {
    std::set<std::string> places;
    const auto compare = [&](const auto& was, const auto& is, const std::string& row) {
        for (const auto& [tag, value] : is) {
            const auto old = was.find(tag);
            if (old == was.end() || old->second != value) {
                places.insert(row + std::string(record::find_field(tag)->id));
            }
        }
        for (const auto& [tag, value] : was) {
            if (!is.contains(tag)) places.insert(row + std::string(record::find_field(tag)->id));
        }
    };
    compare(before.fields, after.fields, "");
    for (const auto& [group, rows] : after.groups) {
        const auto old_rows = before.groups.find(group);
        for (const record::Row& row : rows) {
            std::map<record::Tag, record::Value> was;
            if (old_rows != before.groups.end()) {
                const auto old = std::ranges::find(old_rows->second, row.id, &record::Row::id);
                if (old != old_rows->second.end()) was = old->columns;
            }
            compare(was, row.columns,
                    std::string(record::find_group(group)->id) + "/" + record::name_of(row.id) +
                        ".");
        }
    }
    return places;
}

Result<void> say(Office& office, const ledger::RecordState& state, ledger::Kind kind,
                 const ledger::OperationId& cut, const std::string& reason) {
    Draft draft;
    draft.kind = kind;
    draft.record = state.id;
    draft.references = {cut};
    draft.payload = ledger::encode_reason(reason);
    TRY(office.write({std::move(draft)}));
    return {};
}

}  // namespace

std::vector<record::Finding> findings(const Office& office, const ledger::RecordState& state) {
    const record::Document document = ledger::document_of(state.draft);
    std::vector<record::Finding> found = found_in(office, document);
    add_namesakes(office, state, document, found);
    if (state.life.has_wrong_number(document.text("personal_id"))) {
        found.push_back({record::Severity::error, {"personal_id", "F4", "file.wrong_number", {}}});
    }
    for (record::Finding& finding : found) number_rows(finding.fault.field, document);
    return found;
}

std::vector<record::Finding> unanswered(const Office& office, const ledger::RecordState& state) {
    std::set<Told> answered;
    for (const ledger::Cut& cut : state.cuts) {
        if (cut.reason.empty()) continue;
        const record::Document document = ledger::document_of(cut.content);
        for (const record::Finding& finding : found_in(office, document)) {
            answered.insert(told(finding));
        }
    }
    const record::Document document = ledger::document_of(state.draft);
    std::vector<record::Finding> open;
    for (record::Finding& finding : found_in(office, document)) {
        if (finding.severity != record::Severity::warning) continue;
        if (answered.contains(told(finding))) continue;
        number_rows(finding.fault.field, document);
        open.push_back(std::move(finding));
    }
    return open;
}

std::vector<record::Finding> findings_since(const Office& office, const record::Document& before,
                                            const ledger::RecordState& state) {
    const record::Document after = ledger::document_of(state.draft);
    const std::set<std::string> touched = changed_places(before, after);
    std::set<Told> there;
    for (const record::Finding& finding : found_in(office, before)) there.insert(told(finding));
    std::vector<record::Finding> found;
    for (record::Finding& finding : found_in(office, after)) {
        if (there.contains(told(finding)) && !touched.contains(finding.fault.field)) continue;
        number_rows(finding.fault.field, after);
        found.push_back(std::move(finding));
    }
    return found;
}

Result<void> submit(Office& office, const ledger::RecordState& state, const std::string& reason) {
    TRY(office.may(Act::submit, office.whose(state)));
    TRY(check_open(office, state));
    if (!state.draft.root) return fail(Errc::decision_needed, "submit.conflict");
    std::vector<Fault> errors;
    for (const record::Finding& finding : findings(office, state)) {
        if (finding.severity == record::Severity::error) errors.push_back(finding.fault);
    }
    if (!errors.empty()) return refuse(std::move(errors));
    const ledger::Cut* current = state.current_cut();
    if (current != nullptr && !current->returned) return {};
    if (reason.empty()) {
        std::vector<Fault> open;
        for (record::Finding& finding : unanswered(office, state)) {
            open.push_back(std::move(finding.fault));
        }
        if (!open.empty()) {
            return tl::make_unexpected(
                Error{Errc::invalid_input, "submit.unanswered", {}, std::move(open)});
        }
    }
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    Draft draft;
    draft.kind = ledger::Kind::submit;
    draft.record = state.id;
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : operations) entries.push_back({&one.operation, one.standing});
    draft.references = ledger::heads_of(entries);
    draft.payload = ledger::encode_reason(reason);
    TRY(office.write({std::move(draft)}));
    return {};
}

Result<void> check(Office& office, const ledger::RecordState& state) {
    TRY(office.may(Act::check, office.whose(state)));
    TRY(check_open(office, state));
    const ledger::Cut* current = state.current_cut();
    if (current == nullptr) return fail(Errc::invalid_input, "submit.nothing");
    if (current->checked) return {};
    return say(office, state, ledger::Kind::check, current->submit, "");
}

Result<void> give_back(Office& office, const ledger::RecordState& state,
                       const std::string& reason) {
    TRY(office.may(Act::give_back, office.whose(state)));
    if (reason.empty()) return refuse({{"reason", "TB-6.4c", "return.reason", {}}});
    const ledger::Cut* current = state.current_cut();
    if (current == nullptr) return fail(Errc::invalid_input, "submit.nothing");
    return say(office, state, ledger::Kind::give_back, current->submit, reason);
}

}  // namespace soxa::office
