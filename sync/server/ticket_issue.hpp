// A ticket for a unit's administrator: the account, or a further invitation to it, and the secret
// that one laptop may use once.
#pragma once

#include "sync/exchange/ticket.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct TicketWanted {
    std::string unit;
    std::string admin_name;
    std::string personal_id;
    std::optional<std::string> url;  ///< of the server; what `serve` last said otherwise
    std::chrono::days term{30};
};

/// Errc::invalid_input: "unit.unknown", "ticket.name", "ticket.personal_id", "ticket.url"
/// (malformed), "ticket.no_url", "ticket.other_role" if the person has an account there that is no
/// administrator's.
[[nodiscard]] Result<exchange::Ticket> issue_ticket(Office& office, const TicketWanted& wanted);

}  // namespace soxa::server
