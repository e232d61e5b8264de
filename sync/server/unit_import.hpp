// Units from a list: lines of code,name,parent (RFC 4180, UTF-8), all of them or none.
#pragma once

#include "sync/server/unit_add.hpp"

namespace soxa::server {

inline constexpr std::size_t unit_list_bytes_max = 4 * 1024 * 1024;

struct UnitsImported {
    std::size_t added = 0;
    std::size_t there_before = 0;
};

/// A first line `code,name,parent` is a heading; a parent may stand below its children.
/// Errc::invalid_input with a fault for each line that cannot be taken.
[[nodiscard]] Result<UnitsImported> import_units(Office& office, std::string_view list);

}  // namespace soxa::server
