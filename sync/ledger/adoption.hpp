// How a file goes from one unit's stream into another's: a new record whose first operation says all
// that the old one said, and late work of the old unit as proposals on it (LEDGER rule 19).
//
// No reference crosses streams, so rows are named anew and the old names go along: with them, and
// with the old record's seed, whoever has the adoption computes the root that the old head signed.
#pragma once

#include <functional>
#include <map>

#include "sync/ledger/edit.hpp"

namespace soxa::ledger {

struct Adoption {
    std::vector<Assignment> cells;
    Bytes payload;
};

/// `content` has no open conflict and shows_all(); `from` says whose it was, its rows are filled in
/// here. `seed` is the new record's.
[[nodiscard]] Adoption adoption_of(const Content& content, Provenance from, const Seed& seed);
/// The root of what a content with open conflicts says without them; `from` names the old record.
[[nodiscard]] crypto::Digest root_without_questions(const Content& content,
                                                    const Provenance& from);
/// Whether one operation holds it.
[[nodiscard]] bool fits(const Adoption& adoption);

/// Whether what the adoption says has the root that its provenance names and, where a head released
/// it, that he signed just this.
[[nodiscard]] bool genuine(const Operation& adoption);

/// The approval that made the file's effective version, for a third party; nothing if there is none.
[[nodiscard]] std::optional<Evidence> evidence_of(const RecordState& state,
                                                  std::span<const Entry> entries);

/// The province's word on a person that the new record must be told, so that it is closed or open as
/// the old one is: repeated, or what the old unit's own approved version said of who has left.
[[nodiscard]] std::optional<StatusWord> standing_status(const RecordState& state);

/// An edit of the old unit on the record `adopted` as. `carried` says what earlier edits of the old
/// unit became there: rows that they added. Guards and rows that are not known there are left out;
/// nothing where nothing is left.
[[nodiscard]] std::optional<Adoption> late_edit_of(
    const Operation& edit, const Operation& adopted, const LateNote& note,
    const std::map<OperationId, OperationId>& carried);

/// All that a content says, as proposals on another record of the same person: fields in their
/// cells, rows as new ones.
[[nodiscard]] Adoption proposals_of(const Content& content, const LateNote& note);

/// The new unit's answer to a late edit's proposals, as far as they stand open: takes its values,
/// or keeps what it has. Errc::decision_needed ("edit.in_conflict", {field id}) where a cell of it
/// is in conflict.
[[nodiscard]] Result<Edit> answer_late(const RecordState& seen, const Operation& late, bool take);
/// Cell by cell; what is left for later stays a proposal.
enum class LateAnswer : std::uint8_t { take, keep, later };
[[nodiscard]] Result<Edit> answer_late(const RecordState& seen, const Operation& late,
                                       const std::function<LateAnswer(const Cell&)>& answer);
/// Some value of the late edit is still a proposal.
[[nodiscard]] bool is_open(const RecordState& seen, const Operation& late);

}  // namespace soxa::ledger
