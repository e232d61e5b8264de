#include "sync/ledger/transfer_start.hpp"

#include <algorithm>

namespace soxa::ledger {

bool may_be_released(const Life& life, const MoveTerms& terms, const record::Policy* pack,
                     const Directory& directory) {
    if (pack == nullptr || std::ranges::find(pack->transfer_starters, "unit") !=
                               pack->transfer_starters.end()) {
        return true;
    }
    const Departure* prepared = life.departure();
    return prepared != nullptr && prepared->state == TransferState::proposed &&
           prepared->terms.to == terms.to &&
           directory.role_of(prepared->by) == Role::province;
}

}  // namespace soxa::ledger
