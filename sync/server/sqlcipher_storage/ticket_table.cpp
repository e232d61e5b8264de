#include "sync/server/sqlcipher_storage/ticket_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO ticket (number, secret, stream, account, person, expires)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view find_sql =
    "SELECT number, secret, stream, account, person, expires, used_by, revoked_at FROM ticket"
    " WHERE number = ?1";
constexpr std::string_view all_sql =
    "SELECT number, secret, stream, account, person, expires, used_by, revoked_at FROM ticket"
    " ORDER BY stream, expires, number";
constexpr std::string_view revoke_sql = "UPDATE ticket SET revoked_at = ?2 WHERE number = ?1";
constexpr std::string_view use_sql = "UPDATE ticket SET used_by = ?2 WHERE number = ?1";

IssuedTicket ticket_from(const sqlcipher::Row& row) {
    IssuedTicket ticket;
    ticket.number = row.bytes(0);
    ticket.secret = Secret(row.bytes(1));
    ticket.stream = static_cast<ledger::StreamId>(row.integer(2));
    ticket.account = row.id<ledger::AccountId>(3);
    ticket.person = row.text(4);
    ticket.expires = time(row, 5);
    if (!row.is_null(6)) ticket.used_by = row.id<ledger::DeviceId>(6);
    if (!row.is_null(7)) ticket.revoked_at = time(row, 7);
    return ticket;
}

}  // namespace

TicketTable::TicketTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)),
      find_(database.prepare(find_sql)),
      use_(database.prepare(use_sql)),
      all_(database.prepare(all_sql)),
      revoke_(database.prepare(revoke_sql)) {}

Result<void> TicketTable::add(const IssuedTicket& ticket) {
    return add_.bind(1, ticket.number)
        .bind(2, ticket.secret.reveal())
        .bind(3, column(std::uint64_t{ticket.stream}))
        .bind(4, ticket.account.view())
        .bind(5, ticket.person)
        .bind(6, column(ticket.expires))
        .run();
}

Result<std::optional<IssuedTicket>> TicketTable::find(ByteView number) {
    return find_.bind(1, number).first(ticket_from);
}

Result<void> TicketTable::use(ByteView number, const ledger::DeviceId& device) {
    return use_.bind(1, number).bind(2, device.view()).run();
}

Result<std::vector<IssuedTicket>> TicketTable::all() {
    std::vector<IssuedTicket> tickets;
    TRY(all_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        tickets.push_back(ticket_from(row));
        return {};
    }));
    return tickets;
}

Result<void> TicketTable::revoke(ByteView number, Timestamp at) {
    return revoke_.bind(1, number).bind(2, column(at)).run();
}

}  // namespace soxa::server
