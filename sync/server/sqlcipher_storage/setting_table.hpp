// Single facts about the province. The only file that knows the table `setting`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class SettingTable final : public Settings {
public:
    explicit SettingTable(sqlcipher::Database& database);

    [[nodiscard]] Result<std::optional<std::string>> find(std::string_view name) override;
    [[nodiscard]] Result<void> set(std::string_view name, std::string_view value) override;

private:
    sqlcipher::Statement find_;
    sqlcipher::Statement set_;
};

}  // namespace soxa::server
