#include "sync/server/ticket_revoke.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t digits_min = 4;

Result<IssuedTicket> named(Records& records, std::string_view number) {
    TRY_LET(std::vector<IssuedTicket> all, records.tickets().all());
    IssuedTicket* found = nullptr;
    for (IssuedTicket& ticket : all) {
        if (number.size() < digits_min || !hex(ticket.number).starts_with(number)) continue;
        if (found != nullptr) {
            return fail(Errc::invalid_input, "ticket.several", {std::string(number)});
        }
        found = &ticket;
    }
    if (found == nullptr) return fail(Errc::invalid_input, "ticket.unknown", {std::string(number)});
    return std::move(*found);
}

}  // namespace

Result<IssuedTicket> revoke_ticket(Office& office, std::string_view number) {
    IssuedTicket ticket;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(ticket, named(records, number));
        if (ticket.used_by) return fail(Errc::invalid_input, "ticket.in_use");
        if (ticket.revoked_at) return {};
        ticket.revoked_at = office.clock->now();
        return records.tickets().revoke(ticket.number, *ticket.revoked_at);
    });
    TRY(done);
    return ticket;
}

}  // namespace soxa::server
