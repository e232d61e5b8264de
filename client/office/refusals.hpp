// What the province did not let in for a rule: which version of whose file, and by which rules, so
// that the clerk puts it right and submits it again. Nothing that was entered is lost by it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/office/office.hpp"

namespace soxa::office {

/// The rules that the province named beside a verdict, by the operation that was judged; rows as
/// `record edit` counts them. What the account may not see they do not say.
[[nodiscard]] Result<std::map<ledger::OperationId, std::vector<Fault>>> rules_told(
    const Office& office);

struct RefusedVersion {
    ledger::OperationId operation;
    std::string uid;
    std::string full_name;
    ledger::Judgement judgement = ledger::Judgement::refused;  ///< or held
    std::vector<Fault> rules;
};
/// Of files that nobody has submitted again since; a person sees his own file only.
[[nodiscard]] Result<std::vector<RefusedVersion>> refused_versions(const Office& office);

}  // namespace soxa::office
