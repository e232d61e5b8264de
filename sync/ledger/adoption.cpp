#include "sync/ledger/adoption.hpp"

#include <algorithm>

#include "crypto/cms.hpp"
#include "sync/record/personnel_status.hpp"

namespace soxa::ledger {

namespace {

/// A value on its way into another record.
struct Carried {
    Cell cell;
    Bytes value;
};

/// What a content says, without guards and without what stands in rows that are gone.
std::vector<Carried> said_by(const Content& content) {
    std::set<RowId> absent;
    for (const auto& [cell, reading] : content.cells) {
        const bool presence = cell.row && record::find_group(cell.tag) != nullptr;
        if (presence && reading.value() == nullptr) absent.insert(*cell.row);
    }
    std::vector<Carried> said;
    for (const auto& [cell, reading] : content.cells) {
        const bool gone = cell.row && absent.contains(*cell.row);
        if (cell.is_guard() || gone || reading.value() == nullptr) continue;
        said.push_back({cell, *reading.value()});
    }
    return said;
}

/// Rows as rows of the operation in the making, in the order of their old names.
std::vector<RowId> rename_rows(std::vector<Carried>& said) {
    std::map<RowId, std::uint32_t> numbers;
    for (const Carried& one : said) {
        if (one.cell.row) numbers.try_emplace(*one.cell.row);
    }
    std::vector<RowId> old_names;
    for (auto& [row, number] : numbers) {
        number = static_cast<std::uint32_t>(old_names.size());
        old_names.push_back(row);
    }
    for (Carried& one : said) {
        if (one.cell.row) one.cell.row = RowId{this_operation, numbers.at(*one.cell.row)};
    }
    return old_names;
}

/// Ordinary cells first, then each section's legal ones behind its guard, as in any edit.
void put(std::vector<Carried> said, std::vector<Assignment>& cells, EditPayload& payload) {
    std::map<record::Tag, std::vector<Carried>> legal;
    for (Carried& one : said) {
        if (one.cell.legal) {
            legal[record::section_of_cell(one.cell.tag)].push_back(std::move(one));
        } else {
            cells.push_back({one.cell, {}});
            payload.values.push_back(std::move(one.value));
        }
    }
    for (auto& [section, ones] : legal) {
        cells.push_back({guard_cell(section), {}});
        payload.values.push_back(present());
        for (Carried& one : ones) {
            cells.push_back({one.cell, {}});
            payload.values.push_back(std::move(one.value));
        }
    }
}

/// The cell as the old record called it.
std::optional<Cell> old_name(Cell cell, const Provenance& from) {
    if (!cell.row) return cell;
    if (cell.row->index >= from.rows.size()) return std::nullopt;
    cell.row = from.rows[cell.row->index];
    return cell;
}

}  // namespace

Adoption adoption_of(const Content& content, Provenance from, const Seed& seed) {
    std::vector<Carried> said = said_by(content);
    from.rows = rename_rows(said);
    Adoption adoption;
    EditPayload payload;
    payload.seed = seed;
    put(std::move(said), adoption.cells, payload);
    adoption.payload = encode(payload, from);
    return adoption;
}

crypto::Digest root_without_questions(const Content& content, const Provenance& from) {
    std::vector<record::Said> said;
    for (const Carried& one : said_by(content)) {
        said.push_back({record::section_of_cell(one.cell.tag), encoded(one.cell), one.value});
    }
    return record::content_root({from.record, from.stream, from.schema}, from.seed.view(),
                                std::move(said))
        .root;
}

bool fits(const Adoption& adoption) {
    if (adoption.cells.size() > cells_max || adoption.payload.size() > payload_bytes_max) {
        return false;
    }
    // A row is 40 bytes with its add-op; here it is named by its number, so this is far below.
    Header header;
    header.cells = adoption.cells;
    return encode(header).size() + 512 <= header_bytes_max;
}

bool genuine(const Operation& adoption) {
    const auto from = provenance(adoption);
    const auto payload = edit_payload(adoption);
    if (!from || !payload) return false;
    std::vector<record::Said> said;
    for (std::size_t i = 0; i < adoption.header.cells.size(); ++i) {
        const Cell& cell = adoption.header.cells[i].cell;
        if (cell.is_guard()) continue;
        const auto named = old_name(cell, *from);
        if (!named) return false;
        said.push_back({record::section_of_cell(cell.tag), encoded(*named), payload->values[i]});
    }
    const auto root = record::content_root({from->record, from->stream, from->schema},
                                           from->seed.view(), std::move(said));
    if (root.root != from->root) return false;
    if (from->statement.empty()) return true;  // the province's own order, signed by its chain
    const auto statement = read_statement(from->statement);
    return statement && statement->root == from->root && statement->record == from->record &&
           statement->stream == from->stream &&
           crypto::cms_signer(from->statement, from->cms).has_value();
}

std::optional<Evidence> evidence_of(const RecordState& state, std::span<const Entry> entries) {
    if (!state.effective) return std::nullopt;
    const OperationId& cut = state.cuts[*state.effective].submit;
    for (const Approval& approval : state.approvals) {
        if (approval.cut != cut || !approval.effective()) continue;
        const auto entry = std::ranges::find_if(entries, [&](const Entry& one) {
            return one.operation->id == approval.operation;
        });
        const auto payload =
            entry == entries.end() ? std::nullopt : approval_payload(*entry->operation);
        if (!payload) continue;
        std::vector<crypto::Digest> leaves;
        for (const ApprovedVersion& one : payload->versions) leaves.push_back(leaf(one));
        const auto found = std::ranges::find(payload->versions, cut, &ApprovedVersion::cut);
        if (found == payload->versions.end()) continue;
        const auto index = static_cast<std::size_t>(found - payload->versions.begin());
        return Evidence{payload->manifest, payload->cms, *found, index, leaves.size(),
                        crypto::merkle_path(leaves, index)};
    }
    return std::nullopt;
}

std::optional<StatusWord> standing_status(const RecordState& state) {
    const Life& life = state.life;
    const bool by_its_unit = life.closed && life.closed->why == Reason::archived &&
                             (!life.status || !record::is_archived_status(life.status->status));
    if (!by_its_unit) return life.status;
    if (!state.effective) return std::nullopt;
    const record::Document left = document_of(state.cuts[*state.effective].content);
    return StatusWord{std::string(left.text("personnel_status")), "", ""};
}

std::optional<Adoption> late_edit_of(const Operation& edit, const Operation& adopted,
                                     const LateNote& note,
                                     const std::map<OperationId, OperationId>& carried) {
    const auto from = provenance(adopted);
    const auto values = edit_payload(edit);
    if (!from || !values) return std::nullopt;
    std::vector<Carried> said;
    for (std::size_t i = 0; i < edit.header.cells.size(); ++i) {
        Cell cell = edit.cell(i);
        if (cell.is_guard()) continue;
        if (cell.row) {
            const auto old = std::ranges::find(from->rows, *cell.row);
            const auto later = carried.find(cell.row->added);
            if (old != from->rows.end()) {
                cell.row = RowId{adopted.id, static_cast<std::uint32_t>(old - from->rows.begin())};
            } else if (cell.row->added == edit.id) {
                cell.row->added = this_operation;
            } else if (later != carried.end()) {
                cell.row->added = later->second;
            } else {
                continue;
            }
        }
        said.push_back({cell, values->values[i]});
    }
    if (said.empty()) return std::nullopt;
    Adoption late;
    EditPayload payload;
    put(std::move(said), late.cells, payload);
    late.payload = encode(payload, note);
    return late;
}

Adoption proposals_of(const Content& content, const LateNote& note) {
    std::vector<Carried> said = said_by(content);
    (void)rename_rows(said);
    Adoption late;
    EditPayload payload;
    put(std::move(said), late.cells, payload);
    late.payload = encode(payload, note);
    return late;
}

bool is_open(const RecordState& seen, const Operation& late) {
    return std::ranges::any_of(seen.draft.cells, [&](const auto& one) {
        return !one.first.is_guard() &&
               std::ranges::find(one.second.proposals, late.id, &Claim::by) !=
                   one.second.proposals.end();
    });
}

}  // namespace soxa::ledger
