#include "sync/ledger/cell.hpp"

namespace soxa::ledger {

void write(cbor::Writer& out, const Cell& cell) {
    const std::uint64_t name = std::uint64_t{cell.tag} * 2 + (cell.legal ? 1 : 0);
    if (!cell.row) {
        out.array(1).number(name);
    } else if (cell.row->added == this_operation) {
        out.array(2).number(name).number(cell.row->index);
    } else {
        out.array(3).number(name).bytes(cell.row->added.view()).number(cell.row->index);
    }
}

Cell read_cell(cbor::Reader& in) {
    Cell cell;
    const std::size_t parts = in.array(3);
    const std::uint64_t name = in.number(std::uint64_t{tag_max} * 2 + 1);
    cell.tag = static_cast<record::Tag>(name / 2);
    cell.legal = name % 2 == 1;
    if (parts == 3) {
        RowId row;
        row.added = in.id<OperationId>();
        row.index = static_cast<std::uint32_t>(in.number(0xFFFF));
        if (row.added == this_operation) in.reject();  // has the shorter form
        cell.row = row;
    } else if (parts == 2) {
        cell.row = RowId{this_operation, static_cast<std::uint32_t>(in.number(0xFFFF))};
    } else if (parts != 1) {
        in.reject();
    }
    if (cell.is_guard() && (!cell.legal || cell.row)) in.reject();
    return cell;
}

Bytes encoded(const Cell& cell) {
    cbor::Writer out;
    write(out, cell);
    return out.take();
}

Cell field_cell(const record::Field& field) {
    return {field.cell, field.merge == record::MergeClass::legal, std::nullopt};
}

Cell column_cell(const record::Field& column, const RowId& row) {
    return {column.cell, column.merge == record::MergeClass::legal, row};
}

Cell presence_cell(const record::Group& group, const RowId& row) {
    return {group.tag, group.merge == record::MergeClass::legal, row};
}

Cell guard_cell(record::Tag section) { return {guard_base + section, true, std::nullopt}; }

bool in_catalogue(const Cell& cell) {
    if (const record::Group* group = record::find_group(cell.tag)) {
        return cell.row && cell == presence_cell(*group, *cell.row);
    }
    const auto fields = record::fields_of_cell(cell.tag);
    return !fields.empty() && fields.front()->group.empty() == !cell.row &&
           cell.legal == (fields.front()->merge == record::MergeClass::legal);
}

Bytes present() {
    cbor::Writer out;
    return out.boolean(true).take();
}

bool is_present(ByteView value) {
    cbor::Reader in(value);
    return in.boolean() && in.done();
}

}  // namespace soxa::ledger
