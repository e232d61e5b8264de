// What a pack would change, told alike by `pack check` and `pack publish`, and the acts on packs that
// lists do not have.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/publish.hpp"

namespace soxa::server {

/// notes, against, changes, months, next.
[[nodiscard]] nlohmann::json outlook_json(const Console& console, const Publishing& seen);
/// The same for people, on stderr.
void tell_outlook(const Console& console, const Publishing& seen);

/// `check` and `withdraw`, into the group `pack`.
void add_pack_acts(CLI::App& pack, Console& console);

}  // namespace soxa::server
