// What an exchange came to, by link or by stick: which of this laptop's operations the province did
// not accept, and why.
#pragma once

#include "client/office/exchange_now.hpp"

namespace soxa::office {

/// What the log has after position `since`, put into `exchanged` with conflicts and log size.
[[nodiscard]] Result<void> add_results(const Office& office, std::uint64_t since,
                                       Exchanged& exchanged);
/// Asks for the laptop's certificate with the ticket's secret; asked again, the province gives the
/// same.
[[nodiscard]] Result<exchange::Enrolment> certificate_claim(const store::Home& home);
/// Errc::integrity ("exchange.forged") if it is not for this laptop's key.
[[nodiscard]] Result<void> keep_certificate(Office& office, ByteView der);

}  // namespace soxa::office
