// What was published. The only file that knows the table `publication`.
#pragma once

#include "sync/server/storage.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class PublicationTable final : public PublicationRegister {
public:
    explicit PublicationTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> add(const PublishedOnce& published) override;
    [[nodiscard]] Result<std::vector<PublishedOnce>> all() override;

private:
    sqlcipher::Statement add_;
    sqlcipher::Statement all_;
};

}  // namespace soxa::server
