#include "client/store/record_view.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "sync/record/search_text.hpp"
#include "sync/record/text.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view put_sql =
    "INSERT OR REPLACE INTO record_view (record, uid, personal_id, full_name, name_sort,"
    " search_key, status, conflicts, archived, root, taken_back)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
constexpr std::string_view remove_sql = "DELETE FROM record_view WHERE record = ?1";
constexpr std::string_view clear_sql = "DELETE FROM record_view";
constexpr std::string_view all_sql =
    "SELECT record, uid, personal_id, full_name, status, conflicts, archived"
    " FROM record_view WHERE taken_back = 0 ORDER BY name_sort, record";
constexpr std::string_view with_number_sql =
    "SELECT record, uid, personal_id, full_name, status, conflicts, archived FROM record_view"
    " WHERE taken_back = 0 AND personal_id >= ?1 AND personal_id < ?2"
    " ORDER BY name_sort, record";
constexpr std::string_view one_sql =
    "SELECT record, uid, personal_id, full_name, status, conflicts, archived, search_key, name_sort"
    " FROM record_view WHERE record = ?1 AND taken_back = 0";
constexpr std::string_view named_sql =
    "SELECT record FROM record_view WHERE uid = ?1 ORDER BY record";
constexpr std::string_view with_personal_id_sql =
    "SELECT record FROM record_view WHERE personal_id = ?1 AND personal_id <> '' ORDER BY record";
constexpr std::string_view dump_sql =
    "SELECT record, uid, personal_id, full_name, name_sort, search_key, status, conflicts,"
    " archived, root, taken_back FROM record_view ORDER BY record";

using sqlcipher::Row;

/// A text field of the draft. While it is in conflict, all that is claimed, so that the record is
/// found under each of its names.
std::string claimed_text(const ledger::RecordState& state, const record::Document& document,
                         std::string_view id) {
    const record::Field& field = *record::find_field("", id);
    if (!document.disputed.contains(field.tag)) return std::string(document.text(id));
    std::string joined;
    const auto cell = state.draft.cells.find(ledger::field_cell(field));
    if (cell == state.draft.cells.end()) return joined;
    for (const ledger::Claim& claim : cell->second.live) {
        const auto values = record::decode_cell(field.cell, claim.value);
        const auto value = values.find(field.tag);
        if (value == values.end()) continue;
        if (!joined.empty()) joined += " / ";
        joined += record::text_of(field, value->second);
    }
    return joined;
}

/// All that it said was taken away again and it was never submitted: it stays in the ledger and
/// leaves the list.
bool taken_back(const ledger::RecordState& state, const record::Document& document) {
    // Fields of a newer catalogue are in the cells alone; columns go with their rows.
    return state.cuts.empty() && state.conflicts.empty() && document.groups.empty() &&
           std::ranges::none_of(state.draft.cells, [](const auto& one) {
               const auto& [cell, reading] = one;
               return !cell.is_guard() && !cell.row && reading.value() != nullptr;
           });
}

ledger::Status status_named(std::string_view name) {
    using ledger::Status;
    for (const Status status : {Status::submitted, Status::checked, Status::returned,
                                Status::unit_signed, Status::synced_to_province}) {
        if (name_of(status) == name) return status;
    }
    return Status::draft;
}

RecordLine line_from(const Row& row) {
    RecordLine line;
    line.id = row.id<ledger::RecordId>(0);
    line.uid = row.text(1);
    line.personal_id = row.text(2);
    line.full_name = row.text(3);
    line.status = status_named(row.text(4));
    line.conflicts = static_cast<std::uint64_t>(row.integer(5));
    line.archived = row.integer(6) != 0;
    return line;
}

Result<std::vector<RecordLine>> lines(sqlcipher::Statement& statement) {
    std::vector<RecordLine> found;
    TRY(statement.each_row([&](const Row& row) -> Result<void> {
        found.push_back(line_from(row));
        return {};
    }));
    return found;
}

}  // namespace

std::string search_key_of(const ledger::RecordState& state) {
    const record::Document document = ledger::document_of(state.draft);
    return record::search_key(claimed_text(state, document, "full_name") + " " +
                              claimed_text(state, document, "other_names"));
}

RecordView::RecordView(sqlcipher::Database& database)
    : put_(database.prepare(put_sql)),
      remove_(database.prepare(remove_sql)),
      clear_(database.prepare(clear_sql)),
      all_(database.prepare(all_sql)),
      with_number_(database.prepare(with_number_sql)),
      one_(database.prepare(one_sql)),
      named_(database.prepare(named_sql)),
      with_personal_id_(database.prepare(with_personal_id_sql)),
      dump_(database.prepare(dump_sql)) {}

Result<void> RecordView::put(const ledger::RecordState& state) {
    const record::Document document = ledger::document_of(state.draft);
    const std::string name = claimed_text(state, document, "full_name");
    const std::string sort = record::name_sort_key(name);
    const auto& root = state.draft.root;
    return put_.bind(1, state.id.view())
        .bind(2, ledger::record_uid(state))
        .bind(3, document.text("personal_id"))
        .bind(4, name)
        .bind(5, bytes_of(sort))
        .bind(6, search_key_of(state))
        .bind(7, ledger::name_of(state.status))
        .bind(8, static_cast<std::int64_t>(state.conflicts.size()))
        .bind(9, std::int64_t{state.life.archived() ? 1 : 0})
        .bind(10, root ? root->root.view() : ByteView{})
        .bind(11, std::int64_t{taken_back(state, document) ? 1 : 0})
        .run();
}

Result<void> RecordView::remove(const ledger::RecordId& id) {
    return remove_.bind(1, id.view()).run();
}

Result<void> RecordView::clear() { return clear_.run(); }

Result<std::vector<RecordLine>> RecordView::all() { return lines(all_); }

Result<std::vector<RecordLine>> RecordView::with_number(std::string_view beginning) {
    const std::string above = std::string(beginning) + ":";  // after the digits
    return lines(with_number_.bind(1, beginning).bind(2, above));
}

Result<std::vector<RecordLine>> RecordView::named_so(std::span<const ledger::RecordId> among,
                                                     const std::vector<std::string>& keys) {
    std::vector<std::pair<Bytes, RecordLine>> found;
    for (const ledger::RecordId& id : among) {
        TRY(one_.bind(1, id.view()).each_row([&](const Row& row) -> Result<void> {
            if (record::finds(keys, row.text(7))) found.emplace_back(row.bytes(8), line_from(row));
            return {};
        }));
    }
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id);
    });
    std::vector<RecordLine> sorted;
    sorted.reserve(found.size());
    for (auto& [key, line] : found) sorted.push_back(std::move(line));
    return sorted;
}

Result<std::optional<ledger::RecordId>> RecordView::named(std::string_view uid) {
    return named_.bind(1, uid).first([](const Row& row) { return row.id<ledger::RecordId>(0); });
}

Result<std::vector<ledger::RecordId>> RecordView::with_personal_id(std::string_view personal_id) {
    std::vector<ledger::RecordId> found;
    TRY(with_personal_id_.bind(1, personal_id).each_row([&](const Row& row) -> Result<void> {
        found.push_back(row.id<ledger::RecordId>(0));
        return {};
    }));
    return found;
}

Result<void> RecordView::dump(std::string& out) {
    return dump_.each_row([&](const Row& row) -> Result<void> {
        out += "record_view|" + hex(row.bytes(0));
        for (const int text : {1, 2, 3}) out += "|" + row.text(text);
        out += "|" + hex(row.bytes(4)) + "|" + row.text(5) + "|" + row.text(6);
        for (const int number : {7, 8}) out += "|" + std::to_string(row.integer(number));
        out += "|" + hex(row.bytes(9)) + "|" + std::to_string(row.integer(10)) + "\n";
        return {};
    });
}

}  // namespace soxa::store
