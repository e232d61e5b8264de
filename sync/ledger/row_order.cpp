#include "sync/ledger/row_order.hpp"

#include <algorithm>
#include <tuple>

namespace soxa::ledger {

namespace {

/// The column that says when a row's matter was; nothing where a group has none. Whose birth it
/// was says nothing about the order of a family.
const record::Field* date_column(record::Tag group) {
    const std::string_view id = record::find_group(group)->id;
    for (const record::Field& field : record::fields()) {
        const bool date = field.type == record::Type::date ||
                          field.type == record::Type::partial_date ||
                          field.type == record::Type::year_month;
        if (field.group == id && date && !field.id.starts_with("birth")) return &field;
    }
    return nullptr;
}

}  // namespace

std::map<OperationId, Timestamp> rows_added_at(const Cells& cells,
                                               std::span<const Entry> edits) {
    std::map<OperationId, Timestamp> added_at;
    for (const auto& [cell, reading] : cells) {
        if (cell.row) added_at.try_emplace(cell.row->added);
    }
    for (const Entry& edit : edits) {
        const auto found = added_at.find(edit.operation->id);
        if (found != added_at.end()) found->second = edit.operation->header.at;
    }
    return added_at;
}

void put_in_order(std::vector<record::Row>& rows, record::Tag group,
                  const std::map<OperationId, Timestamp>& added_at) {
    if (rows.size() < 2) return;
    const record::Field* column = date_column(group);
    const auto key = [&](const record::Row& row) {
        const auto value = column == nullptr ? row.columns.end() : row.columns.find(column->tag);
        const bool dated = value != row.columns.end();
        const auto added = added_at.find(row.id.added);
        return std::tuple(!dated, dated ? record::text_of(*column, value->second) : std::string(),
                          added == added_at.end() ? Timestamp{} : added->second, row.id);
    };
    std::ranges::sort(rows, {}, key);
}

}  // namespace soxa::ledger
