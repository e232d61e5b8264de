#include "sync/ledger/edit.hpp"

#include <algorithm>

#include "sync/ledger/adoption.hpp"
#include "sync/ledger/cut_names.hpp"

namespace soxa::ledger {

namespace {

/// Everything that is shown of a cell, proposals too: whoever decides a cell has decided on them,
/// and one that is accepted later must not come back. Live ones first, because an operation holds
/// only so many names; what is left over is for the next edit.
std::vector<OperationId> names_seen(const RecordState* seen, const Cell& cell) {
    if (seen == nullptr) return {};
    const auto in = [&cell](const Content& content) {
        const auto found = content.cells.find(cell);
        return found == content.cells.end() ? nullptr : &found->second;
    };
    const Cut* approved = seen->effective ? &seen->cuts[*seen->effective] : nullptr;
    if (approved == nullptr) return names_for(in(seen->draft), {}, nullptr);
    return names_for(in(seen->draft), approved->submit, in(approved->content));
}

/// An edit in the making: ordinary cells first, then each section's legal ones behind its guard.
class Draft {
public:
    explicit Draft(const RecordState* seen) : seen_(seen) {}

    void assign(const Cell& cell, Bytes value) {
        const Reading* reading = find(cell);
        const bool same = reading != nullptr && !reading->in_conflict() &&
                          !reading->live.empty() && reading->live.front().value == value;
        const bool nothing = (reading == nullptr || reading->live.empty()) &&
                             record::is_withdrawn(value);
        if (!same && !nothing) cells_.insert_or_assign(cell, std::move(value));
    }

    [[nodiscard]] Edit take() {
        Edit edit;
        std::map<record::Tag, std::vector<Cell>> legal;
        for (const auto& [cell, value] : cells_) {
            if (cell.legal) {
                legal[record::section_of_cell(cell.tag)].push_back(cell);
            } else {
                put(edit, cell, value);
            }
        }
        for (const auto& [section, cells] : legal) {
            put(edit, guard_cell(section), present());
            for (const Cell& cell : cells) put(edit, cell, cells_.at(cell));
        }
        return edit;
    }

    /// The members of a cell as they are seen; nothing while it is in conflict.
    [[nodiscard]] std::optional<std::map<record::Tag, record::Value>> members(
        const Cell& cell) const {
        const Reading* reading = find(cell);
        if (reading == nullptr) return std::map<record::Tag, record::Value>{};
        if (reading->in_conflict()) return std::nullopt;
        const Bytes* value = reading->value();
        return value == nullptr ? std::map<record::Tag, record::Value>{}
                                : record::decode_cell(cell.tag, *value);
    }

    /// Settings of fields that share cells, cell by cell, laid over what is seen.
    Result<void> set(const Setting& setting, const std::optional<RowId>& row) {
        std::map<Cell, Setting> by_cell;
        for (const auto& [tag, value] : setting) {
            const record::Field& field = *record::find_field(tag);
            Cell cell = field_cell(field);
            cell.row = row;
            by_cell[cell].emplace(tag, value);
        }
        for (const auto& [cell, wanted] : by_cell) {
            auto values = members(cell);
            if (!values) {
                if (wanted.size() < record::fields_of_cell(cell.tag).size()) {
                    return fail(Errc::decision_needed, "edit.in_conflict",
                                {std::string(record::find_field(wanted.begin()->first)->id)});
                }
                values.emplace();
            }
            for (const auto& [tag, value] : wanted) {
                if (value) {
                    values->insert_or_assign(tag, *value);
                } else {
                    values->erase(tag);
                }
            }
            assign(cell, values->empty() ? record::withdrawn()
                                         : record::encode_cell(cell.tag, *values));
        }
        return {};
    }

    /// Even where it says the same: what is said against what else is shown.
    void insist(const Cell& cell, const Bytes& value) { cells_.insert_or_assign(cell, value); }
    void repeat(const Cell& cell) {
        const Reading* const reading = find(cell);
        if (reading == nullptr || reading->in_conflict() || reading->value() == nullptr) return;
        insist(cell, *reading->value());
    }
    [[nodiscard]] bool has(const Cell& cell) const { return cells_.contains(cell); }
    [[nodiscard]] std::size_t count() const { return cells_.size(); }
    /// Asserted anew even where it says the same, so that a concurrent removal meets it.
    void assert_present(const Cell& presence) { insist(presence, present()); }

private:
    [[nodiscard]] const Reading* find(const Cell& cell) const {
        if (seen_ == nullptr) return nullptr;
        const auto found = seen_->draft.cells.find(cell);
        return found == seen_->draft.cells.end() ? nullptr : &found->second;
    }

    void put(Edit& edit, const Cell& cell, const Bytes& value) const {
        edit.cells.push_back({cell, names_seen(seen_, cell)});
        edit.values.push_back(value);
    }

    const RecordState* seen_;
    std::map<Cell, Bytes> cells_;
};

const record::Group* group_of_row(const RecordState* seen, const RowId& row) {
    if (seen == nullptr) return nullptr;
    for (const record::Group& group : record::groups()) {
        const auto found = seen->draft.cells.find(presence_cell(group, row));
        if (found == seen->draft.cells.end()) continue;
        if (found->second.value() != nullptr || found->second.in_conflict()) return &group;
    }
    return nullptr;
}

}  // namespace

Result<Edit> build_edit(const RecordState* seen, const Change& change,
                        const std::set<Cell>& again) {
    Draft draft(seen);
    for (const Cell& cell : again) draft.repeat(cell);
    TRY(draft.set(change.fields, std::nullopt));
    std::uint32_t index = 0;
    for (const Change::Added& added : change.added) {
        const RowId row{this_operation, index++};
        Setting columns;
        for (const auto& [tag, value] : added.columns) columns.emplace(tag, value);
        TRY(draft.set(columns, row));
        draft.assert_present(presence_cell(*record::find_group(added.group), row));
    }
    for (const auto& [row, columns] : change.rows) {
        const record::Group* group = group_of_row(seen, row);
        if (group == nullptr) return fail(Errc::invalid_input, "edit.no_row");
        const std::size_t before = draft.count();
        TRY(draft.set(columns, row));
        if (draft.count() > before) draft.assert_present(presence_cell(*group, row));
    }
    for (const RowId& row : change.removed) {
        const record::Group* group = group_of_row(seen, row);
        if (group == nullptr) return fail(Errc::invalid_input, "edit.no_row");
        draft.assign(presence_cell(*group, row), record::withdrawn());
    }
    return draft.take();
}

bool fits(const Edit& edit) {
    if (edit.cells.size() > cells_max) return false;
    Bytes payload = encode(EditPayload{Seed{}, edit.values});
    if (payload.size() > payload_bytes_max) return false;
    constexpr std::uint64_t far_on = std::uint64_t{1} << 40U;
    ChainTail tail;
    tail.stream = 0xFFFFFFFF;
    tail.seq = far_on;
    tail.last = OperationId{};
    Header header;
    header.record = RecordId{};
    header.at = Timestamp(Timestamp::duration(far_on));
    header.cells = edit.cells;
    return extend(tail, std::move(header), std::move(payload)).canonical.size() <=
           header_bytes_max;
}

Edit resolve_cell(const RecordState& seen, const Cell& cell, const Bytes& value) {
    Draft draft(&seen);
    draft.insist(cell, value);
    // As with any change of a row: removing it meanwhile is a question.
    const record::Group* group = cell.row ? group_of_row(&seen, *cell.row) : nullptr;
    if (group != nullptr && record::find_group(cell.tag) == nullptr) {
        draft.assert_present(presence_cell(*group, *cell.row));
    }
    return draft.take();
}

Edit confirm_guard(const RecordState& seen, const Cell& guard) {
    return {{{guard, names_seen(&seen, guard)}}, {present()}};
}

Result<Edit> answer_late(const RecordState& seen, const Operation& late, bool take) {
    return answer_late(seen, late,
                       [&](const Cell&) { return take ? LateAnswer::take : LateAnswer::keep; });
}

Result<Edit> answer_late(const RecordState& seen, const Operation& late,
                         const std::function<LateAnswer(const Cell&)>& answer) {
    Draft draft(&seen);
    const auto values = edit_payload(late);
    for (std::size_t i = 0; values && i < late.header.cells.size(); ++i) {
        const Cell cell = late.cell(i);
        const auto found = seen.draft.cells.find(cell);
        if (cell.is_guard() || found == seen.draft.cells.end()) continue;
        const Reading& reading = found->second;
        const bool open = std::ranges::find(reading.proposals, late.id, &Claim::by) !=
                          reading.proposals.end();
        if (!open) continue;  // somebody has answered it
        const LateAnswer said = answer(cell);
        if (said == LateAnswer::later) continue;
        if (reading.in_conflict()) {
            const auto fields = record::fields_of_cell(cell.tag);
            return fail(Errc::decision_needed, "edit.in_conflict",
                        {fields.empty() ? std::string() : std::string(fields.front()->id)});
        }
        const Bytes kept = reading.value() == nullptr ? record::withdrawn() : *reading.value();
        draft.insist(cell, said == LateAnswer::take ? values->values[i] : kept);
    }
    return draft.take();
}

Operation extend(ChainTail& tail, Header header, Bytes payload) {
    header.stream = tail.stream;
    header.chain = tail.chain;
    header.seq = tail.seq + 1;
    header.prev = tail.last;
    Operation operation = seal(std::move(header), std::move(payload),
                               payload_salt(tail.seed, tail.seq + 1));
    tail.seq = operation.header.seq;
    tail.last = operation.id;
    return operation;
}

}  // namespace soxa::ledger
