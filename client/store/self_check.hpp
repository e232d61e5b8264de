// Whether a store still is what it was: every operation has its name and stands after what it
// names, every chain is whole, the verdicts are those of the signed log, the views follow from
// all that. Changes nothing; the caller owns the transaction and takes it back.
#pragma once

#include "client/store/tables.hpp"

namespace soxa::store {

/// Errc::integrity: "store.operation_altered", "store.gap", "store.chain_malformed",
/// "store.seal_altered", "store.log".
[[nodiscard]] Result<void> check_ledger(Tables& tables, const Home& home);
/// Folds the views anew. Errc::integrity ("store.views") if they were other than they should be.
[[nodiscard]] Result<void> check_views(Tables& tables, const Home& home);

}  // namespace soxa::store
