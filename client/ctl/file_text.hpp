// A personnel file as a person reads it at a terminal: labels, dates as day/month/year, groups as
// tables. Programs read the JSON.
#pragma once

#include "client/ctl/console.hpp"
#include "client/office/record_view.hpp"

namespace soxa::ctl {

/// The draft, or version n (from 1); `json` is what shown() says of it.
void put_file(const Console& console, const ledger::RecordState& state,
              std::optional<std::size_t> version, const Json& json);
/// What history() and difference() say.
void put_history(const Console& console, const Json& entries);
void put_difference(const Console& console, const Json& changes);

}  // namespace soxa::ctl
