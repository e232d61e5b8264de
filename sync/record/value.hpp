// What a field holds: read from what a person typed, shown again, and encoded for the ledger.
//
// Reading refuses only what is no value of the field's type (31 February, letters in a number, an
// unknown code); what breaks a format or a rule is a value all the same and gets a finding
// (finding.hpp), so that nobody loses work. Text becomes NFC here, once, where it enters.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "sync/record/field.hpp"

namespace soxa::record {

/// A number in the type's unit (decimal2: hundredths; boolean: 0 or 1), a text (dates too), or
/// several. A value is never empty text and never an empty list: that is no value.
using Value = std::variant<std::int64_t, std::string, std::vector<std::string>>;

class Catalogues;

/// The lists that codes are read by, as they are today; without, the program's own.
struct Lists {
    const Catalogues* catalogues = nullptr;
    std::string today{};  ///< YYYY-MM-DD
};

/// What was typed, or stood in a file. Spaces at the ends do not count; digits in full width
/// become digits; dates are taken as dd/mm/yyyy and YYYY-MM-DD alike, decimals with comma or dot.
/// The Fault names the field (a column as "group.column"; who knows the row puts it in) and the
/// type; its text says what is wrong and what would be right.
/// A code or its label is read by `lists`: what is told as of today takes the successor of a code
/// that was replaced, and where there are several, the fault names them all.
[[nodiscard]] tl::expected<Value, Fault> parse(const Field& field, std::string_view typed,
                                               const Lists& lists = {});
[[nodiscard]] tl::expected<Value, Fault> parse(const Field& field,
                                               const std::vector<std::string>& typed,
                                               const Lists& lists = {});

/// Several values may be given as one text, with ";" or a line break between.
inline constexpr std::size_t list_count_max = 64;

/// As record JSON and the command line spell it: "2.34", "2026-11-24", "01.003"; of several, the
/// list joined by "; ". parse() reads it back.
[[nodiscard]] std::string text_of(const Field& field, const Value& value);
/// As a Vietnamese reader expects it: 2,34, 24/11/2026, …/05/1958, the label of a code.
[[nodiscard]] std::string shown(const Field& field, const Value& value);

/// Canonical CBOR, and back; nothing if the bytes are none of ours.
[[nodiscard]] Bytes encode(const Value& value);
[[nodiscard]] std::optional<Value> decode_value(ByteView bytes);

/// A cell's content: one value by itself, or a cluster's values by tag.
[[nodiscard]] Bytes encode_cell(Tag cell, const std::map<Tag, Value>& values);
/// Empty if the bytes say "withdrawn" or are of a newer kind.
[[nodiscard]] std::map<Tag, Value> decode_cell(Tag cell, ByteView bytes);

/// What an edit assigns to take a value away: an empty byte string, which no value is.
[[nodiscard]] Bytes withdrawn();
[[nodiscard]] bool is_withdrawn(ByteView cell);

}  // namespace soxa::record
