// Operations that come without the province's word, from another laptop of the unit or from a book
// that a restore put aside: kept as provisional, and sent with the rest (LEDGER rule 11).
#pragma once

#include "client/office/office.hpp"
#include "sync/exchange/messages.hpp"

namespace soxa::office {

struct Relayed {
    std::size_t fresh = 0;      ///< that were not here
    std::size_t set_aside = 0;  ///< frames of a chain that says something else here
    bool gap = false;           ///< what they stand on has not come yet; nothing after it was taken
};
/// Errc::integrity ("bundle.altered", "exchange.forged", "frame.…"). A frame is taken whole or not.
[[nodiscard]] Result<Relayed> take_relayed(Office& office, const exchange::Request& request);

}  // namespace soxa::office
