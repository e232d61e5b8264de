// A laptop's first words: a ticket's secret for a certificate.
//
// A ticket is good for one laptop. The same laptop asking again, because the answer was lost, is
// given the same certificate; anybody else is refused and learns nothing but that.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// DER. Errc::not_allowed: "ticket.refused" (no such ticket, or not its secret), "ticket.used",
/// "ticket.expired", "ticket.device_taken", "device.revoked"; Errc::integrity
/// ("enrol.malformed") for a key or name that cannot be one.
[[nodiscard]] Result<Bytes> enrol(Office& office, const exchange::Enrolment& enrolment);

}  // namespace soxa::server
