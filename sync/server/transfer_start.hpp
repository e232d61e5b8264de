// A move that the province begins: prepared in the old unit's stream, for its head to sign. Where the
// pack lets only the province begin (transfer.who_may_start), there is no other way.
#pragma once

#include "sync/server/office.hpp"
#include "sync/ledger/transfer.hpp"

namespace soxa::server {

struct TransferStart {
    std::string unit;  ///< whose file it is
    std::string personal_id;
    ledger::MoveTerms terms;
};
/// Errc::invalid_input: "person.unknown", "transfer.not_now" for a file that is closed or on its
/// way, "unit.unknown", "unit.same", "unit.basis", "transfer.date".
[[nodiscard]] Result<void> start_transfer(Office& office, const TransferStart& asked);

}  // namespace soxa::server
