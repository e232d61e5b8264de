// The way to approval: submitted by a person or the clerk, checked, or given back with a reason
// (DOMAIN §1.7, TB-6.3, TB-6.4c).
#pragma once

#include <string>

#include "client/office/office.hpp"
#include "sync/record/finding.hpp"

namespace soxa::office {

/// "education/HEX-0.school" as a person counts rows, and as `record edit` takes them:
/// "education/1.school".
void number_rows(std::string& field, const record::Document& document);

/// What the rules find in the draft today, by the pack and the lists in force.
[[nodiscard]] std::vector<record::Finding> findings(const Office& office,
                                                    const ledger::RecordState& state);

/// Another open file of the unit with the number (R01), if there is one: two laptops may each have
/// made a file of one person before they met.
[[nodiscard]] std::optional<Fault> namesake(const Office& office, const ledger::RecordState& state,
                                            const std::string& personal_id);

/// Warnings that nobody has given a reason for, in this submission or an earlier one.
[[nodiscard]] std::vector<record::Finding> unanswered(const Office& office,
                                                      const ledger::RecordState& state);
/// What the national database will refuse of the draft, told before it is submitted (DM-2.5).
[[nodiscard]] std::vector<record::Finding> national_findings(const Office& office,
                                                             const ledger::RecordState& state);
/// After a change: findings on what it changed, and those that were not there before it.
[[nodiscard]] std::vector<record::Finding> findings_since(const Office& office,
                                                          const record::Document& before,
                                                          const ledger::RecordState& state);

/// Names a cut: what this laptop sees of the file now. Submitting again what is submitted already
/// changes nothing. Errc::decision_needed ("submit.conflict") while a conflict is open,
/// Errc::invalid_input with the errors that the rules found, or with the warnings that wait for a
/// reason where none is given ("submit.unanswered").
[[nodiscard]] Result<void> submit(Office& office, const ledger::RecordState& state,
                                  const std::string& reason);
/// By clerk or head, of a person's own submission. Errc::invalid_input ("submit.nothing").
[[nodiscard]] Result<void> check(Office& office, const ledger::RecordState& state);
[[nodiscard]] Result<void> give_back(Office& office, const ledger::RecordState& state,
                                     const std::string& reason);

}  // namespace soxa::office
