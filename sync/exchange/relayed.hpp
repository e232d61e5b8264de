// What one laptop brought another of its unit, without the province: frames that name everything in
// full, checked as a page's are. They stay provisional; only the province's log changes that.
#pragma once

#include "sync/exchange/laptop.hpp"

namespace soxa::exchange {

/// The frame, if the signatures of its chains hold. Errc::integrity: "frame.…", "exchange.forged",
/// "bundle.gap" for a chain of which nothing is here yet.
[[nodiscard]] Result<Frame> relayed_frame(LaptopStorage& storage, ledger::StreamId stream,
                                          const crypto::PublicKey& intake, ByteView bytes);

}  // namespace soxa::exchange
