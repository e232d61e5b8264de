// The units and where the log of each stands. The only file that knows the table `unit`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class UnitTable final : public UnitRegister {
public:
    explicit UnitTable(sqlcipher::Database& database);

    [[nodiscard]] Result<ledger::StreamId> add(const std::string& code, const std::string& name,
                                               const std::string& parent) override;
    [[nodiscard]] Result<void> rename(ledger::StreamId stream, const std::string& name) override;
    [[nodiscard]] Result<std::optional<Unit>> find(std::string_view code) override;
    [[nodiscard]] Result<std::optional<Unit>> of(ledger::StreamId stream) override;
    [[nodiscard]] Result<std::vector<Unit>> all() override;
    [[nodiscard]] Result<void> set_log(ledger::StreamId stream, const crypto::MerkleLog& log);
    [[nodiscard]] Result<void> set_epoch(ledger::StreamId stream, std::uint64_t epoch);

private:
    sqlcipher::Statement next_;
    sqlcipher::Statement add_;
    sqlcipher::Statement rename_;
    sqlcipher::Statement find_;
    sqlcipher::Statement of_;
    sqlcipher::Statement all_;
    sqlcipher::Statement set_log_;
    sqlcipher::Statement set_epoch_;
};

}  // namespace soxa::server
