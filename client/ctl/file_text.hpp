// A personnel file as a person reads it at a terminal: labels, dates as day/month/year, groups as
// tables. Programs read the JSON.
#pragma once

#include "client/ctl/console.hpp"
#include "client/office/record_view.hpp"
#include "sync/record/value.hpp"

namespace soxa::ctl {

/// The draft, or version n (from 1); `json` is what shown() says of it. Codes are named by `lists`,
/// those in force, with the label of their date (label.hpp).
void put_file(const Console& console, const record::Lists& lists, const ledger::RecordState& state,
              std::optional<std::size_t> version, const Json& json);
/// What history() and difference() say.
void put_history(const Console& console, const record::Lists& lists, const Json& entries);
void put_difference(const Console& console, const record::Lists& lists, const Json& changes);

/// "education.school", "phone_mobile" or "education", as the catalogue labels it.
[[nodiscard]] std::string label_of_name(const Console& console, const std::string& name);
/// A value of record JSON as its field shows it.
[[nodiscard]] std::string value_text(const Console& console, const record::Lists& lists,
                                     const std::string& name, const Json& value);

}  // namespace soxa::ctl
