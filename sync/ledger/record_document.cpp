// What is shown of a record: its values as a file, and its labels outside the program.
#include <algorithm>

#include "sync/ledger/record_fold.hpp"
#include "sync/ledger/row_order.hpp"

namespace soxa::ledger {

namespace {

std::string uuid(ByteView digest) {
    Bytes bytes = copy_of(digest.first(16));
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x80U);  // version 8, RFC 9562
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
    std::string text = hex(bytes);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
    return text;
}

}  // namespace

bool shows_all(const Content& content) {
    return std::ranges::all_of(content.cells, [](const auto& one) {
        const auto& [cell, reading] = one;
        if (cell.is_guard() || reading.value() == nullptr) return true;
        if (!in_catalogue(cell)) return false;
        return record::find_group(cell.tag) != nullptr ||
               !record::decode_cell(cell.tag, *reading.value()).empty();
    });
}

record::Document document_of(const Content& content) {
    record::Document document;
    std::map<record::Tag, std::map<RowId, record::Row>> rows;
    for (const auto& [cell, reading] : content.cells) {
        if (!in_catalogue(cell)) continue;
        if (!cell.row) {
            if (reading.in_conflict()) {
                for (const record::Field* field : record::fields_of_cell(cell.tag)) {
                    document.disputed.insert(field->tag);
                }
            } else if (reading.value() != nullptr) {
                document.fields.merge(record::decode_cell(cell.tag, *reading.value()));
            }
            continue;
        }
        const record::Group* group = record::find_group(cell.tag);
        if (group != nullptr && reading.value() != nullptr) {
            rows[group->tag].try_emplace(*cell.row, record::Row{*cell.row, {}});
        }
    }
    for (const auto& [cell, reading] : content.cells) {
        if (!in_catalogue(cell) || !cell.row || record::find_group(cell.tag) != nullptr) continue;
        if (reading.value() == nullptr) continue;
        const auto fields = record::fields_of_cell(cell.tag);
        const record::Group* group = record::find_group(fields.front()->group);
        const auto present = rows[group->tag].find(*cell.row);
        if (present == rows[group->tag].end()) continue;
        present->second.columns.merge(record::decode_cell(cell.tag, *reading.value()));
    }
    for (auto& [group, by_id] : rows) {
        if (by_id.empty()) continue;
        std::vector<record::Row>& list = document.groups[group];
        for (auto& [id, row] : by_id) list.push_back(std::move(row));
        put_in_order(list, group, content.added_at);
    }
    return document;
}

std::string record_uid(const RecordState& state) {
    const Seed seed = state.seed.value_or(Seed{});
    return uuid(crypto::hmac_sha256(seed.view(), {state.id.view()}).view());
}

std::string row_uid(const Seed& seed, const RowId& row) {
    cbor::Writer name;
    name.array(2).bytes(row.added.view()).number(row.index);
    return uuid(crypto::hmac_sha256(seed.view(), {name.written()}).view());
}

}  // namespace soxa::ledger
