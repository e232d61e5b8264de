#include "sync/server/version_check.hpp"

#include "sync/record/day.hpp"

namespace soxa::server {

std::optional<std::vector<record::Finding>> check_version(const ledger::RecordState& state,
                                                          const ledger::OperationId& submit,
                                                          std::string_view today) {
    const ledger::Cut* const cut = state.cut(submit);
    if (cut == nullptr) return std::nullopt;
    const bool received = cut->standing.position.has_value();
    const std::string day =
        received ? record::stored(record::Day(day_in_vietnam(cut->standing.received)))
                 : std::string(today);
    return record::check(ledger::document_of(cut->content), day);
}

std::vector<Fault> refusals(const std::vector<record::Finding>& findings) {
    std::vector<Fault> errors;
    for (const record::Finding& finding : findings) {
        if (finding.severity == record::Severity::error) errors.push_back(finding.fault);
    }
    return errors;
}

}  // namespace soxa::server
