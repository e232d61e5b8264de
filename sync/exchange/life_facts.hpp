// What only a file's own operations can tell a judge of its life: whether it is still worked on
// here, whether a release says what was signed, whether an offer is still open.
#pragma once

#include "sync/exchange/province.hpp"

namespace soxa::exchange {

/// Adds to `facts` what concerns edits, submissions, releases and answers; of other kinds nothing.
[[nodiscard]] Result<void> add_life_facts(StreamStorage& storage,
                                          const ledger::Operation& operation,
                                          ledger::Facts& facts);

/// The number that the operations on a record say it has; empty if there is none, or it is disputed.
[[nodiscard]] std::string personal_id_in(const std::vector<ledger::Entry>& entries);

[[nodiscard]] std::vector<ledger::Entry> entries_of(const std::vector<Stored>& stored);

}  // namespace soxa::exchange
