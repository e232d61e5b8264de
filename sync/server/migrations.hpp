// The schema's steps, embedded from migrations/*.sql in their order; a step is never edited after
// a release.
#pragma once

#include <array>
#include <string_view>

namespace soxa::server {

extern const std::string_view migration_0001_stream;
extern const std::string_view migration_0002_registers;
extern const std::string_view migration_0003_attachments;

inline const std::array<std::string_view, 3> migrations{
    migration_0001_stream, migration_0002_registers, migration_0003_attachments};

}  // namespace soxa::server
