// Enrolment tickets that were given out. The only file that knows the table `ticket`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class TicketTable final : public TicketRegister {
public:
    explicit TicketTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const IssuedTicket& ticket) override;
    [[nodiscard]] Result<std::optional<IssuedTicket>> find(ByteView number) override;
    [[nodiscard]] Result<void> use(ByteView number, const ledger::DeviceId& device) override;
    [[nodiscard]] Result<std::vector<IssuedTicket>> all() override;
    [[nodiscard]] Result<void> revoke(ByteView number, Timestamp at) override;

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement find_;
    sqlcipher::Statement use_;
    sqlcipher::Statement all_;
    sqlcipher::Statement revoke_;
};

}  // namespace soxa::server
