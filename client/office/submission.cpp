#include "client/office/submission.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "client/office/access.hpp"
#include "client/office/month.hpp"
#include "client/office/move.hpp"
#include "sync/ledger/evidence.hpp"
#include "sync/ledger/version_rules.hpp"

namespace soxa::office {

namespace {

using ledger::Act;

/// Files that look like this one's: the same name, whatever its marks [R02]. A person may not
/// learn of files that are not his own.
std::vector<record::OtherFile> others_like(const Office& office, const ledger::RecordState& state,
                                           const record::Document& document) {
    std::vector<record::OtherFile> others;
    const std::string_view name = document.text("full_name");
    if (name.empty() || office.role() == ledger::Role::person) return others;
    const auto alike = office.store().records_named_like(name);
    if (!alike) return others;
    for (const ledger::RecordId& id : *alike) {
        if (id == state.id) continue;
        const auto file = office.store().record(id);
        if (!file || !*file) continue;
        const record::Document other = ledger::document_of((*file)->draft);
        others.push_back({std::string(other.text("personal_id")),
                          std::string(other.text("full_name")),
                          std::string(other.text("birth_date")), std::string(other.text("gender")),
                          false});
    }
    // One number is told by its own rule, with the other file's name (add_namesakes).
    std::erase_if(others, [&](const record::OtherFile& one) {
        return !one.personal_id.empty() && one.personal_id == document.text("personal_id");
    });
    return others;
}

/// What the rules of a day may know beside the file.
struct Around {
    std::vector<record::OtherFile> others;
    std::optional<record::Document> approved;
    std::set<std::string, std::less<>> evidenced;
};

/// What proves what a content says, where anything was approved before it.
std::set<std::string, std::less<>> evidence_in(const Office& office,
                                               const ledger::RecordState& state,
                                               const ledger::Content& content) {
    const auto operations = office.store().operations_on(state.id);
    if (!operations) return {};
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : *operations) entries.push_back({&one.operation, one.standing});
    return ledger::proven(content, entries, office.store().rulebook().on(today_of(office)));
}

Around around(const Office& office, const ledger::RecordState& state,
              const record::Document& document) {
    Around now{others_like(office, state, document), ledger::approved_before(state, nullptr), {}};
    if (now.approved) now.evidenced = evidence_in(office, state, state.draft);
    return now;
}

std::vector<record::Finding> found_in(const Office& office, const record::Document& document,
                                      const Around& around) {
    return ledger::findings_in(document, office.store().rulebook(), today_of(office),
                               around.approved ? &*around.approved : nullptr, around.others,
                               around.evidenced);
}

/// Two laptops may each have made a file of one person before they met.
void add_namesakes(const Office& office, const ledger::RecordState& state,
                   const record::Document& document, std::vector<record::Finding>& found) {
    const std::string personal_id(document.text("personal_id"));
    if (personal_id.empty() || office.role() == ledger::Role::person) return;
    if (auto fault = namesake(office, state, personal_id)) {
        found.push_back({record::Severity::error, std::move(*fault)});
    }
}

/// The laptop knows whose it is: a unit that is missing is proposed, not asked for by its code.
void propose_unit(const Office& office, std::vector<record::Finding>& found) {
    for (record::Finding& finding : found) {
        Fault& fault = finding.fault;
        const bool unit =
            fault.field == "managing_agency_id" || fault.field == "using_unit_id";
        if (!unit || fault.text != "finding.missing") continue;
        const store::Home& home = office.store().home();
        if (home.unit_code.empty()) continue;
        fault.text = "finding.missing_unit";
        fault.args = {fault.field, home.unit_code, home.unit_name};
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

std::optional<Fault> namesake(const Office& office, const ledger::RecordState& state,
                              const std::string& personal_id) {
    const auto others = office.store().records_with_personal_id(personal_id);
    if (!others) return std::nullopt;
    for (const ledger::RecordId& other : *others) {
        if (other == state.id) continue;
        const auto file = office.store().record(other);
        if (!file || !*file || (*file)->life.closed) continue;
        return Fault{"personal_id", "R01", "record.exists_as", {ledger::record_uid(**file)}};
    }
    return std::nullopt;
}

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

std::vector<record::Finding> findings(const Office& office, const ledger::RecordState& state) {
    const record::Document document = ledger::document_of(state.draft);
    std::vector<record::Finding> found =
        found_in(office, document, around(office, state, document));
    add_namesakes(office, state, document, found);
    if (state.life.has_wrong_number(document.text("personal_id"))) {
        found.push_back({record::Severity::error, {"personal_id", "F4", "file.wrong_number", {}}});
    }
    for (record::Finding& finding : found) number_rows(finding.fault.field, document);
    propose_unit(office, found);
    conceal(sight_of(office, state), found);
    return found;
}

std::vector<record::Finding> unanswered(const Office& office, const ledger::RecordState& state) {
    const ledger::Rulebook& rules = office.store().rulebook();
    const record::Document document = ledger::document_of(state.draft);
    const Around now = around(office, state, document);
    std::set<Told> answered;
    for (const ledger::Cut& cut : state.cuts) {
        if (cut.reason.empty()) continue;
        const record::Document then = ledger::document_of(cut.content);
        const auto approved = ledger::approved_before(state, &cut);
        const record::Document* const before = approved ? &*approved : nullptr;
        const auto evidenced = approved ? evidence_in(office, state, cut.content)
                                        : std::set<std::string, std::less<>>();
        // Asked on its day, and told today in the same words: the reason stands as long as what
        // it was given for. What was only told then, a later pack may ask about.
        std::set<std::pair<std::string, std::string>> asked;
        for (const record::Finding& one :
             ledger::findings_in(then, rules, ledger::event_day(cut.at, cut.standing), before,
                                 now.others, evidenced)) {
            if (one.severity == record::Severity::warning) {
                asked.emplace(one.fault.field, one.fault.rule);
            }
        }
        for (const record::Finding& one :
             ledger::findings_in(then, rules, today_of(office), before, now.others, evidenced)) {
            if (asked.contains({one.fault.field, one.fault.rule})) answered.insert(told(one));
        }
    }
    std::vector<record::Finding> open;
    for (record::Finding& finding : found_in(office, document, now)) {
        if (finding.severity != record::Severity::warning) continue;
        if (answered.contains(told(finding))) continue;
        number_rows(finding.fault.field, document);
        open.push_back(std::move(finding));
    }
    conceal(sight_of(office, state), open);
    return open;
}

std::vector<record::Finding> national_findings(const Office& office,
                                               const ledger::RecordState& state) {
    const ledger::Rulebook& rules = office.store().rulebook();
    const record::Document document = ledger::document_of(state.draft);
    std::vector<record::Finding> found =
        record::national_refusals(document, rules.national, rules.catalogues, office.today());
    // The file's own errors are told as such already. Of what is left nothing keeps the file from
    // its head: the province's own step is where it would be refused.
    std::erase_if(found, [](const record::Finding& one) { return one.fault.rule != "DM-2.5"; });
    for (record::Finding& finding : found) {
        finding.severity = record::Severity::info;
        number_rows(finding.fault.field, document);
    }
    conceal(sight_of(office, state), found);
    return found;
}

std::vector<record::Finding> findings_since(const Office& office, const record::Document& before,
                                            const ledger::RecordState& state) {
    const record::Document after = ledger::document_of(state.draft);
    const std::set<std::string> touched = changed_places(before, after);
    const Around now = around(office, state, after);
    std::set<Told> there;
    for (const record::Finding& finding : found_in(office, before, now)) {
        there.insert(told(finding));
    }
    std::vector<record::Finding> found;
    for (record::Finding& finding : found_in(office, after, now)) {
        if (there.contains(told(finding)) && !touched.contains(finding.fault.field)) continue;
        number_rows(finding.fault.field, after);
        found.push_back(std::move(finding));
    }
    propose_unit(office, found);
    conceal(sight_of(office, state), found);
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
    TRY(check_open(office, state));
    if (reason.empty()) return refuse({{"reason", "TB-6.4c", "return.reason", {}}});
    const ledger::Cut* current = state.current_cut();
    if (current == nullptr) return fail(Errc::invalid_input, "submit.nothing");
    const bool approved =
        state.effective && state.cuts[*state.effective].submit == current->submit;
    if (approved) return fail(Errc::not_allowed, "return.approved");
    return say(office, state, ledger::Kind::give_back, current->submit, reason);
}

}  // namespace soxa::office
