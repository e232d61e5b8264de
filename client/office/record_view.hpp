// A file as it is looked at: its values, status, versions, conflicts, history and differences.
//
// The same operations and verdicts give the same bytes on every laptop; what belongs to one of
// them only stands under "local" (CLI contract).
#pragma once

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "sync/ledger/sight.hpp"

namespace soxa::office {

/// The draft, or version n (from 1). Errc::invalid_input ("record.no_version", {n, how many}).
[[nodiscard]] Result<Json> shown(const Office& office, const ledger::RecordState& state,
                                 std::optional<std::size_t> version);
/// One entry a field and claimed value; for a section whose legal edits met, "section:ID".
[[nodiscard]] Json conflicts_json(const Office& office, const ledger::RecordState& state);
/// What happened to the file, oldest first: who, when, where, what, and the province's word.
[[nodiscard]] Result<Json> history(const Office& office, const ledger::RecordState& state);
/// Fields and rows that differ between two versions; 0 is the draft.
[[nodiscard]] Result<Json> difference(const Office& office, const ledger::RecordState& state,
                                      std::size_t from, std::size_t to);
/// Why the file was last given back, and by whom; nothing once it was submitted again.
struct Returned {
    std::string by;
    Timestamp at{};
    std::string reason;
};
[[nodiscard]] std::optional<Returned> returned(const Office& office,
                                               const ledger::RecordState& state);
/// What an edit, or a late one, says of what `sight` shows: field by field; a value taken away is
/// null.
[[nodiscard]] Json changes_json(const ledger::Operation& operation, const ledger::Seed& seed,
                                const ledger::Sight& sight);
/// {"by", "at", "reason"}.
[[nodiscard]] Json json_of(const Returned& returned);
/// For an author line: name, laptop and unit of a chain.
struct Author {
    std::string name;
    std::string role;
    std::string device;
    std::string unit;
};
[[nodiscard]] Author author_of(const Office& office, const ledger::ChainId& chain);

}  // namespace soxa::office
