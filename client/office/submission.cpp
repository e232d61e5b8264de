#include "client/office/submission.hpp"

#include <map>

namespace soxa::office {

namespace {

using ledger::Act;

/// The last operation on the file of every chain that wrote on it.
std::vector<ledger::OperationId> heads(const std::vector<ledger::Stored>& operations) {
    std::map<ledger::ChainId, std::pair<std::uint64_t, ledger::OperationId>> last;
    for (const ledger::Stored& one : operations) {
        const ledger::Header& header = one.operation.header;
        if (header.kind == ledger::Kind::approve) continue;
        auto& head = last[header.chain];
        if (header.seq >= head.first) head = {header.seq, one.operation.id};
    }
    std::vector<ledger::OperationId> names;
    for (const auto& [chain, head] : last) names.push_back(head.second);
    return names;
}

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
    std::vector<record::Finding> found = record::check(document, office.today());
    for (record::Finding& finding : found) number_rows(finding.fault.field, document);
    return found;
}

Result<void> submit(Office& office, const ledger::RecordState& state, const std::string& reason) {
    TRY(office.may(Act::submit, office.whose(state)));
    if (!state.draft.root) return fail(Errc::decision_needed, "submit.conflict");
    std::vector<Fault> errors;
    for (const record::Finding& finding : findings(office, state)) {
        if (finding.severity == record::Severity::error) errors.push_back(finding.fault);
    }
    if (!errors.empty()) return refuse(std::move(errors));
    const ledger::Cut* current = state.current_cut();
    if (current != nullptr && !current->returned) return {};
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    Draft draft;
    draft.kind = ledger::Kind::submit;
    draft.record = state.id;
    draft.references = heads(operations);
    draft.payload = ledger::encode_reason(reason);
    TRY(office.write({std::move(draft)}));
    return {};
}

Result<void> check(Office& office, const ledger::RecordState& state) {
    TRY(office.may(Act::check, office.whose(state)));
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
