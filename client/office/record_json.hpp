// A personnel file as JSON: what `record new`, `import` and `export` read and write (CLI contract).
//
// Codes, digits and dates are strings, integers and VND numbers, coefficients strings with a dot;
// what is absent is left out. Reading collects every fault instead of stopping at the first.
#pragma once

#include <nlohmann/json.hpp>

#include "sync/ledger/edit.hpp"

namespace soxa::office {

using Json = nlohmann::ordered_json;

inline constexpr std::size_t record_json_bytes_max = 1024 * 1024;

/// Errc::invalid_input: "json.not_utf8", "json.broken" or "json.broken_line" naming the place,
/// "json.duplicate" for a key that stands twice, "json.malformed" if it is no object.
[[nodiscard]] Result<Json> parse_json(std::string_view text);

/// What a file in JSON says, as a change to nothing: every row is added. Keys that `show` adds
/// (record_uid, status, local …) are passed over; unknown ones, derived fields and what is no value
/// of its type are faults, all of them told at once.
[[nodiscard]] Result<ledger::Change> change_of(const Json& file, const record::Lists& lists = {});

/// Whether some value of the file is kept in another form than it was written in: "0912 345 678",
/// "31/12/1980", a code's label.
[[nodiscard]] bool was_put_right(const Json& file, const ledger::Change& change);

/// A value as JSON spells it.
[[nodiscard]] Json json_of(const record::Field& field, const record::Value& value);
/// Fields in the order of the template, then the groups, each row with its row_uid; disputed
/// fields are null.
void put_document(Json& into, const record::Document& document, const ledger::Seed& seed);

/// One value as it was typed or stands in JSON.
[[nodiscard]] tl::expected<record::Value, Fault> value_of(const record::Field& field,
                                                          const Json& json,
                                                          const record::Lists& lists = {});

}  // namespace soxa::office
