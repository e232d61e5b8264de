// The rules of DOMAIN §3 asked of a file by the rulebook of its unit: the one place where laptop
// and province come to what they find, so that they find the same [C14-4.2.1].
//
// Judged as of the day on which it happened: the laptop's claim, unless the province's receipt
// shows that this cannot be true. What only the surroundings of a unit can tell (R01, R02: other
// files like it) is asked where somebody can look at them, on the laptop; two units' files of one
// number are a claim, never a refusal [F4].
#pragma once

#include "sync/ledger/record_fold.hpp"
#include "sync/ledger/rulebook.hpp"
#include "sync/record/finding.hpp"

namespace soxa::ledger {

/// The claimed day; the receipt's where the claim lies after it, or more than 60 days before.
[[nodiscard]] record::Day event_day(Timestamp claimed, Timestamp received);
[[nodiscard]] record::Day event_day(Timestamp claimed, const Standing& standing);

/// Row numbers as the content has them; by name_of(RowId). `approved`, `others` and `evidenced` as
/// in record::Facts. A missing photograph is passed over: it is no condition of a submission.
[[nodiscard]] std::vector<record::Finding> findings_in(
    const record::Document& document, const Rulebook& rules, record::Day day,
    const record::Document* approved = nullptr, std::span<const record::OtherFile> others = {},
    const std::set<std::string, std::less<>>& evidenced = {});

/// What the head last signed before a version, or before the draft; nothing where he never did.
[[nodiscard]] std::optional<record::Document> approved_before(const RecordState& state,
                                                              const Cut* cut);

/// Of a version that was submitted, or is just arriving, `received` then; `operations` are those on
/// the record.
[[nodiscard]] std::vector<record::Finding> findings_in(const RecordState& state, const Cut& cut,
                                                       std::span<const Entry> operations,
                                                       const Rulebook& rules, Timestamp received);

/// The errors among them: what keeps it from being submitted, by rule id.
[[nodiscard]] std::vector<Fault> errors_in(std::span<const record::Finding> findings);

}  // namespace soxa::ledger
