// Taking back a ticket that no laptop has used yet.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// By the beginning of its number, at least 4 digits; again is no error. Errc::invalid_input:
/// "ticket.unknown", "ticket.several", "ticket.in_use" where a laptop has it already (that is
/// `device revoke`).
[[nodiscard]] Result<IssuedTicket> revoke_ticket(Office& office, std::string_view number);

}  // namespace soxa::server
