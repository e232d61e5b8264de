// Which file has which personal number. The only file that knows the table `identity`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class IdentityTable final : public IdentityRegister {
public:
    explicit IdentityTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> put(const Identity& identity) override;
    [[nodiscard]] Result<void> remove(const Identity& identity) override;
    [[nodiscard]] Result<std::vector<Identity>> of_number(std::string_view personal_id) override;
    [[nodiscard]] Result<std::vector<Identity>> of_record(ledger::StreamId stream,
                                                          const ledger::RecordId& record) override;

private:
    sqlcipher::Statement put_;
    sqlcipher::Statement remove_;
    sqlcipher::Statement of_number_;
    sqlcipher::Statement of_record_;
};

}  // namespace soxa::server
