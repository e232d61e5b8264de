// A store that was put back from a backup gets from the laptops what it had signed and lost
// (exchange/healing.hpp), by itself, with the first that comes.
#pragma once

#include "sync/exchange/healing.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

/// `certificate` is the peer's, as TLS saw it, `body` a compressed Witness or Evidence; the
/// result is an exchange::Agreed, kept before it is returned. What was lost of the register of
/// laptops comes back as well: a laptop that shows our certificate is known again, and one that
/// the recovered log revokes is revoked. Errors as of answer_exchange(), and Errc::integrity
/// ("healing.unproven").
[[nodiscard]] Result<Bytes> answer_healing(Office& office, ByteView certificate, ByteView body);

/// The same of evidence that came by stick, within the transaction of whoever asks.
[[nodiscard]] Result<exchange::Agreed> take_evidence(Office& office, Records& records,
                                                     UnitStream& stream, const Device& device,
                                                     const exchange::Evidence& evidence);

}  // namespace soxa::server
