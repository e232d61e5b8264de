// From ledger to views: records folded and their rows rewritten.
//
// A row depends on the record's own operations and their verdicts, and on the roles of those who
// submitted it, which the directory tells; on nothing else. So it is enough to fold the records
// that were touched, and those whose submitter's role has changed. The caller owns the
// transaction.
#pragma once

#include <set>

#include "client/store/tables.hpp"
#include "sync/ledger/rulebook.hpp"

namespace soxa::store {

/// What has to be folded anew because of what came in.
struct Touched {
    std::set<ledger::RecordId> records;
    bool directory = false;
    bool rulebook = false;  ///< something was published
};

/// All operations on a record and all approvals of its versions, in the order of arrival.
[[nodiscard]] Result<std::vector<exchange::Stored>> stored_on(Tables& tables,
                                                              const ledger::RecordId& id);
/// Nothing unless an operation here created such a record.
[[nodiscard]] Result<std::optional<ledger::RecordState>> fold(Tables& tables,
                                                              const ledger::RecordId& id,
                                                              const ledger::Directory& directory);
[[nodiscard]] Result<ledger::Directory> fold_directory(Tables& tables,
                                                       const crypto::PublicKey& province);

/// From what the province has published here, and has not taken back.
[[nodiscard]] Result<ledger::Rulebooks> fold_rulebooks(Tables& tables);

/// Brings the views up to what was touched. `directory` is as of before it; the new one, if there
/// is one, is given back.
[[nodiscard]] Result<std::optional<ledger::Directory>> settle(Tables& tables, Touched touched,
                                                              const ledger::Directory& directory,
                                                              const crypto::PublicKey& province);
[[nodiscard]] Result<void> rebuild_views(Tables& tables, const ledger::Directory& directory);
[[nodiscard]] Result<std::string> dump_views(Tables& tables);

}  // namespace soxa::store
