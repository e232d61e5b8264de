// The schema's steps, embedded from migrations/*.sql in their order; a step is never edited after
// a release.
#pragma once

#include <array>
#include <string_view>

namespace soxa::server {

extern const std::string_view migration_0001_stream;
extern const std::string_view migration_0002_registers;

inline const std::array<std::string_view, 2> migrations{migration_0001_stream,
                                                        migration_0002_registers};

}  // namespace soxa::server
