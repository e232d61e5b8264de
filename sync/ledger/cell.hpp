// The cells of a record: what is assigned, replaced and disputed as a whole.
//
// A cell is a single field or a cluster of fields; a column of a row; a row's presence (so that
// removing a row and editing it meet in one cell); or the legal guard of a section, which every
// legal edit replaces besides its own cell, so that two concurrent legal edits of a section meet
// even where they touch different fields (LEDGER rule 13). Whether a cell is legal is part of its
// name and so of the signed operation: programs with other schemas fold alike (rule 12).
#pragma once

#include <optional>

#include "crypto/base/cbor.hpp"
#include "sync/record/field.hpp"
#include "sync/record/names.hpp"

namespace soxa::ledger {

using record::OperationId;
using record::RecordId;
using record::RowId;

inline constexpr record::Tag tag_max = 0x0FFFFFFF;
/// Guards have the tags guard_base + section.
inline constexpr record::Tag guard_base = 0x00100000;

struct Cell {
    record::Tag tag = 0;
    bool legal = false;
    std::optional<RowId> row;

    [[nodiscard]] bool is_guard() const { return tag >= guard_base; }
    friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// Within the operation that adds the row, whose id is not known while it is written.
inline constexpr OperationId this_operation{};

/// [tag × 2 + legal] | [… , k] for row k of this operation | [… , add-op, k].
void write(cbor::Writer& out, const Cell& cell);
[[nodiscard]] Cell read_cell(cbor::Reader& in);
/// The canonical bytes, which order cells and salt their leaves.
[[nodiscard]] Bytes encoded(const Cell& cell);

[[nodiscard]] Cell field_cell(const record::Field& field);
[[nodiscard]] Cell column_cell(const record::Field& column, const RowId& row);
[[nodiscard]] Cell presence_cell(const record::Group& group, const RowId& row);
[[nodiscard]] Cell guard_cell(record::Tag section);

/// Whether this program's catalogue has the cell just so. A cell under a known tag but of another
/// class, or with or without a row where it should not be, is none that a person is shown.
[[nodiscard]] bool in_catalogue(const Cell& cell);

/// What a row's presence says while the row is there, and a guard in its payload. No field's value
/// is this, so that a presence cell of any schema is known by it.
[[nodiscard]] Bytes present();
[[nodiscard]] bool is_present(ByteView value);

}  // namespace soxa::ledger
