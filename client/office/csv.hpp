// Lists from spreadsheets: CSV (RFC 4180), one row a file, its head naming fields by id or by label.
//
// A strict reader in front of the one import act: it turns a row into the JSON line that it stands
// for, and everything else (values, codes, rules, what is refused) is the same for both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/office/record_json.hpp"

namespace soxa::office {

/// False for what begins as JSON does.
[[nodiscard]] bool is_csv(std::string_view text);

struct CsvRow {
    std::size_t line = 0;             ///< the first of its lines, from 1
    std::vector<std::string> cells;
};

struct CsvList {
    /// A field's id, or "group.column", a column of the sheet each; empty for a column that is
    /// named "stt", "no." or not at all.
    std::vector<std::string> columns;
    std::vector<CsvRow> rows;  ///< without the head and without empty ones
};

/// Cells are parted by commas; a sheet whose head has semicolons or tabs instead, as Excel writes
/// them in Việt Nam, is read by those. Quoted cells may hold separators, doubled quotes and line
/// ends. Errc::invalid_input: "csv.quote" for a quote that is not closed or does not stand around
/// a whole cell, and a fault a column that names no field ("csv.column"), several ("csv.which") or
/// one that stands there already ("csv.twice").
[[nodiscard]] Result<CsvList> read_csv(std::string_view text);

/// The row as a line of JSON says it: empty cells are left out, columns of a group are its first
/// row. Errc::invalid_input ("csv.cells") with more cells than the head has columns.
[[nodiscard]] Result<Json> json_of(const CsvList& list, const CsvRow& row);

}  // namespace soxa::office
