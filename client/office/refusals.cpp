#include "client/office/refusals.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/submission.hpp"

namespace soxa::office {

namespace {

/// True if a submission that stands came after this one.
bool submitted_since(const std::vector<ledger::Stored>& operations,
                     const ledger::OperationId& submit) {
    bool after = false;
    for (const ledger::Stored& one : operations) {
        if (after && one.operation.header.kind == ledger::Kind::submit && !one.standing.ghost()) {
            return true;
        }
        after = after || one.operation.id == submit;
    }
    return false;
}

}  // namespace

Result<std::map<ledger::OperationId, std::vector<Fault>>> rules_told(const Office& office) {
    std::map<ledger::OperationId, std::vector<Fault>> told;
    TRY_LET(const auto stored, office.store().operations_of(ledger::Kind::rule_findings));
    for (const ledger::Stored& one : stored) {
        auto faults = ledger::rule_findings(one.operation);
        if (!faults || !one.standing.confirmed() || one.operation.header.references.empty()) {
            continue;
        }
        const ledger::OperationId& about = one.operation.header.references.front();
        TRY_LET(const auto judged, office.store().operation(about));
        if (judged && judged->operation.header.record) {
            TRY_LET(const auto state, office.store().record(*judged->operation.header.record));
            if (state) {
                const record::Document document = ledger::document_of(state->draft);
                const ledger::Sight sight = sight_of(office, *state);
                if (sight.reach == ledger::Sight::Reach::nothing) faults->clear();
                for (Fault& fault : *faults) {
                    conceal(sight, fault);
                    number_rows(fault.field, document);
                }
            }
        }
        told.insert_or_assign(about, std::move(*faults));
    }
    return told;
}

Result<std::vector<RefusedVersion>> refused_versions(const Office& office) {
    std::vector<RefusedVersion> refused;
    TRY_LET(auto told, rules_told(office));
    for (auto& [id, rules] : told) {
        TRY_LET(const auto stored, office.store().operation(id));
        const bool open = stored && stored->standing.ghost() &&
                          stored->standing.reason == ledger::Reason::breaks_rules &&
                          stored->operation.header.kind == ledger::Kind::submit &&
                          stored->operation.header.record;
        if (!open) continue;
        TRY_LET(const auto state, office.store().record(*stored->operation.header.record));
        if (!state) continue;
        if (office.role() == ledger::Role::person && office.whose(*state) != ledger::Whose::own) {
            continue;
        }
        TRY_LET(const auto operations, office.store().operations_on(state->id));
        if (submitted_since(operations, id)) continue;
        refused.push_back({id, ledger::record_uid(*state),
                           std::string(ledger::document_of(state->draft).text("full_name")),
                           stored->standing.judgement, std::move(rules)});
    }
    return refused;
}

}  // namespace soxa::office
