// The province asks the same rules of a version as the laptop that submitted it: nothing is
// believed because a laptop has checked it (C14-4.2.1).
#pragma once

#include <optional>
#include <vector>

#include "sync/ledger/record_fold.hpp"
#include "sync/record/finding.hpp"

namespace soxa::server {

/// By the day on which the province received it, or `today` where it has no position yet. Nothing
/// unless the state has such a version.
[[nodiscard]] std::optional<std::vector<record::Finding>> check_version(
    const ledger::RecordState& state, const ledger::OperationId& submit, std::string_view today);

/// The errors among them, by rule id: what a refusal would name.
[[nodiscard]] std::vector<Fault> refusals(const std::vector<record::Finding>& findings);

}  // namespace soxa::server
