// A personnel file as one thing: what the cells of a record say together.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/record/names.hpp"
#include "sync/record/value.hpp"

namespace soxa::record {

struct Row {
    RowId id;
    std::map<Tag, Value> columns;

    friend bool operator==(const Row&, const Row&) = default;
};

/// The row's part of "group/ROW.column" in a Fault: its adding operation in hexadecimal, "-",
/// index.
[[nodiscard]] std::string name_of(const RowId& row);

struct Document {
    std::map<Tag, Value> fields;
    std::map<Tag, std::vector<Row>> groups;  ///< by the group's tag; rows as they are shown
    /// Fields in an open conflict; they have no value above.
    std::set<Tag> disputed;

    [[nodiscard]] const Value* find(std::string_view id) const;
    /// A single text field's text, or nothing.
    [[nodiscard]] std::string_view text(std::string_view id) const;

    friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace soxa::record
