// The schema's steps, embedded from migrations/*.sql in their order; a step is never edited after
// a release.
#pragma once

#include <array>
#include <string_view>

namespace soxa::server {

extern const std::string_view migration_0001_stream;
extern const std::string_view migration_0002_registers;
extern const std::string_view migration_0003_publications;
extern const std::string_view migration_0004_stated;
extern const std::string_view migration_0005_ticket_revoked;
extern const std::string_view migration_0006_identity;
extern const std::string_view migration_0007_attachments;
extern const std::string_view migration_0008_month;

inline const std::array<std::string_view, 8> migrations{
    migration_0001_stream, migration_0002_registers,      migration_0003_publications,
    migration_0004_stated, migration_0005_ticket_revoked, migration_0006_identity,
    migration_0007_attachments, migration_0008_month};

}  // namespace soxa::server
