// The laptops that have a certificate. The only file that knows the table `device`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class DeviceTable final : public DeviceRegister {
public:
    explicit DeviceTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const Device& device) override;
    [[nodiscard]] Result<std::optional<Device>> find(const ledger::DeviceId& id) override;
    [[nodiscard]] Result<std::optional<Device>> with_key(const crypto::PublicKey& key) override;
    [[nodiscard]] Result<std::vector<Device>> all() override;
    [[nodiscard]] Result<void> revoke(const ledger::DeviceId& id, Timestamp at) override;
    [[nodiscard]] Result<void> state(const ledger::DeviceId& id, std::uint64_t epoch,
                                     std::uint64_t size) override;
    [[nodiscard]] Result<void> see(const ledger::DeviceId& id, Timestamp at) override;

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement find_;
    sqlcipher::Statement with_key_;
    sqlcipher::Statement all_;
    sqlcipher::Statement revoke_;
    sqlcipher::Statement state_;
    sqlcipher::Statement see_;
};

}  // namespace soxa::server
