#include "client/office/late_work.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "client/office/access.hpp"
#include "client/office/move.hpp"
#include "client/office/record_view.hpp"
#include "sync/ledger/adoption.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Act;
using ledger::Cell;
using ledger::LateAnswer;
using ledger::Whose;

constexpr std::size_t name_digits_min = 8;

/// One cell that is offered, with where it would go.
struct Offered {
    Cell cell;
    Bytes value;
    const ledger::Reading* there = nullptr;
};

std::vector<Offered> offered_by(const ledger::RecordState& state, const ledger::Operation& late) {
    std::vector<Offered> all;
    const auto payload = ledger::edit_payload(late);
    for (std::size_t i = 0; payload && i < late.header.cells.size(); ++i) {
        const Cell cell = late.cell(i);
        const auto there = state.draft.cells.find(cell);
        if (cell.is_guard() || there == state.draft.cells.end()) continue;
        const auto& proposals = there->second.proposals;
        if (std::ranges::find(proposals, late.id, &ledger::Claim::by) == proposals.end()) continue;
        all.push_back({cell, payload->values[i], &there->second});
    }
    return all;
}

bool is_presence(const Cell& cell) { return record::find_group(cell.tag) != nullptr; }

/// As people and `--field` name it: a field, a group, or a column of one.
std::string name_of(const Cell& cell) {
    if (const record::Group* group = record::find_group(cell.tag)) return std::string(group->id);
    const auto fields = record::fields_of_cell(cell.tag);
    if (fields.empty()) return std::to_string(cell.tag);
    const record::Field& field = *fields.front();
    return (field.group.empty() ? "" : std::string(field.group) + ".") + std::string(field.id);
}

std::string group_of(const Cell& cell) {
    const std::string name = name_of(cell);
    return name.substr(0, name.find('.'));
}

/// This unit's own to say, whatever another says. What a unit that was taken over had not sent of
/// somebody's leaving nobody else knows (F10).
bool is_never_taken(const Cell& cell, LateWork::Why why) {
    const auto is = [&](std::string_view id) {
        return cell == ledger::field_cell(*record::find_field("", id));
    };
    return is("using_unit_id") || (is("personnel_status") && why != LateWork::Why::merger);
}

using Columns = std::map<record::Tag, record::Value>;

Columns columns_of(const Cell& cell, ByteView value) {
    return record::is_withdrawn(value) ? Columns{} : record::decode_cell(cell.tag, value);
}

/// One thing written in two ways: another spelling or tone mark makes no second course (F7).
bool is_alike(record::Tag tag, const record::Value& one, const record::Value& other) {
    const record::Field& field = *record::find_field(tag);
    if (field.type != record::Type::text) return one == other;
    return record::search_key(record::text_of(field, one)) ==
           record::search_key(record::text_of(field, other));
}

/// Rows that it would add, and of which the file has one that says all they say.
std::set<ledger::RowId> rows_there_already(const ledger::RecordState& state,
                                           const std::vector<Offered>& offered,
                                           const ledger::OperationId& late) {
    std::map<ledger::RowId, std::pair<const record::Group*, Columns>> rows;
    for (const Offered& one : offered) {
        if (!one.cell.row || one.cell.row->added != late) continue;
        auto& [group, columns] = rows[*one.cell.row];
        if (is_presence(one.cell)) {
            group = record::find_group(one.cell.tag);
        } else {
            for (auto& [tag, value] : columns_of(one.cell, one.value)) columns.emplace(tag, value);
        }
    }
    const record::Document document = ledger::document_of(state.draft);
    std::set<ledger::RowId> there;
    for (const auto& [id, row] : rows) {
        const auto& [group, columns] = row;
        const auto own = group == nullptr ? document.groups.end() : document.groups.find(group->tag);
        if (own == document.groups.end()) continue;
        const bool has_it = std::ranges::any_of(own->second, [&](const record::Row& had) {
            return std::ranges::all_of(columns, [&](const auto& said) {
                const auto column = had.columns.find(said.first);
                return column != had.columns.end() &&
                       is_alike(said.first, column->second, said.second);
            });
        });
        if (has_it) there.insert(id);
    }
    return there;
}

/// What an answer can do about each cell that is offered.
class Weighed {
public:
    Weighed(const ledger::RecordState& state, const ledger::Operation& late,
            const ledger::Sight& sight, LateWork::Why why)
        : offered_(offered_by(state, late)), late_(late.id) {
        const std::set<ledger::RowId> there = rows_there_already(state, offered_, late.id);
        for (const Offered& one : offered_) {
            if (!sight.shows(one.cell)) {
                left_out_.insert(group_of(one.cell));
                continue;
            }
            seen_.insert(one.cell);
            const Bytes* const value = one.there->value();
            const bool same = value != nullptr ? *value == one.value
                                               : record::is_withdrawn(one.value);
            const bool has_row = one.cell.row && there.contains(*one.cell.row);
            if (!same && !has_row && !is_never_taken(one.cell, why)) differing_.insert(one.cell);
            if (one.there->in_conflict()) disputed_.insert(one.cell);
        }
    }

    [[nodiscard]] const std::vector<Offered>& offered() const { return offered_; }
    [[nodiscard]] bool seen(const Cell& cell) const { return seen_.contains(cell); }
    [[nodiscard]] bool differs(const Cell& cell) const { return differing_.contains(cell); }
    [[nodiscard]] bool disputed(const Cell& cell) const { return disputed_.contains(cell); }
    [[nodiscard]] bool says_something() const { return !differing_.empty() || !left_out_.empty(); }
    [[nodiscard]] std::vector<std::string> left_out() const {
        return {left_out_.begin(), left_out_.end()};
    }
    /// A new row goes whole, so it has its group's name alone.
    [[nodiscard]] bool is_named(const Cell& cell, const std::string& name) const {
        const bool new_row = cell.row && cell.row->added == late_;
        return group_of(cell) == name || (!new_row && name_of(cell) == name);
    }

private:
    std::vector<Offered> offered_;
    ledger::OperationId late_;
    std::set<Cell> seen_;
    std::set<Cell> differing_;
    std::set<Cell> disputed_;
    std::set<std::string> left_out_;
};

Json changes_of(const Weighed& weighed, const ledger::Seed& seed, const ledger::Sight& told) {
    Json changes = Json::array();
    for (const Offered& one : weighed.offered()) {
        if (!weighed.differs(one.cell) || !told.shows(one.cell)) continue;
        if (is_presence(one.cell)) {
            if (!record::is_withdrawn(one.value)) continue;  // its columns tell of a new row
            changes.push_back({{"removed", name_of(one.cell)},
                               {"row_uid", ledger::row_uid(seed, *one.cell.row)}});
            continue;
        }
        const Bytes* const value = one.there->value();
        const Columns was = value == nullptr ? Columns{} : columns_of(one.cell, *value);
        const Columns is = columns_of(one.cell, one.value);
        for (const record::Field* field : record::fields_of_cell(one.cell.tag)) {
            const auto before = was.find(field->tag);
            const auto after = is.find(field->tag);
            const Json from = before == was.end() ? Json() : json_of(*field, before->second);
            const Json to = after == is.end() ? Json() : json_of(*field, after->second);
            if (from == to) continue;
            const std::string group = field->group.empty() ? "" : std::string(field->group) + ".";
            Json change{{"field", group + std::string(field->id)}, {"from", from}, {"value", to}};
            if (one.cell.row) change["row_uid"] = ledger::row_uid(seed, *one.cell.row);
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

LateWork::Why why_of(const ledger::RecordState& state, const ledger::LateNote& note) {
    const auto& origin = state.life.origin;
    if (!origin || (note.author.empty() && !state.life.claims.empty())) return LateWork::Why::claim;
    return origin->statement.empty() ? LateWork::Why::merger : LateWork::Why::after_release;
}

}  // namespace

std::string_view name_of(LateWork::Why why) {
    constexpr std::array<std::string_view, 3> names{"after_release", "merger", "claim"};
    return names[static_cast<std::size_t>(why)];
}

Result<std::vector<LateWork>> late_work(const Office& office) {
    TRY(office.may(Act::read_file, Whose::others));
    std::vector<LateWork> found;
    TRY_LET(const auto carried, office.store().operations_of(ledger::Kind::late_edit));
    for (const ledger::Stored& one : carried) {
        const auto note = ledger::late_note(one.operation);
        if (!note || one.standing.ghost() || !one.operation.header.record) continue;
        TRY_LET(auto state, office.store().record(*one.operation.header.record));
        if (!state) continue;
        LateWork late;
        late.operation = one.operation.id;
        late.note = *note;
        late.state = std::move(*state);
        late.why = why_of(late.state, *note);
        const Weighed weighed(late.state, one.operation, working_sight_of(office, late.state),
                              late.why);
        ledger::Sight told = sight_of(office, late.state);
        late.asks_purpose = told.asks_purpose;
        // Nor S4, each look at which is written down: «record show» has what was set aside.
        told.sensitivity = std::min(told.sensitivity, ledger::sensitivity_max - 1);
        if (!late.asks_purpose) {
            late.changes =
                changes_of(weighed, late.state.seed.value_or(ledger::Seed{}), told);
            late.left_out = weighed.left_out();
        }
        late.open = ledger::is_open(late.state, one.operation) && weighed.says_something();
        found.push_back(std::move(late));
    }
    return found;
}

Result<LateAnswered> answer_late_work(Office& office, const std::string& operation, bool take,
                                      const std::vector<std::string>& fields) {
    TRY_LET(const auto all, late_work(office));
    const auto meant = [&](const LateWork& one) {
        return one.open && hex(one.operation.view()).starts_with(operation);
    };
    if (operation.size() < name_digits_min || std::ranges::count_if(all, meant) != 1) {
        return fail(Errc::invalid_input, "move.unknown", {operation});
    }
    const LateWork& late = *std::ranges::find_if(all, meant);
    TRY(office.may(Act::enter, office.whose(late.state)));
    const ledger::Sight sight = working_sight_of(office, late.state);
    if (!sight.works()) return fail(Errc::not_allowed, "access.closed");
    TRY(check_open(office, late.state));
    TRY_LET(const auto stored, office.store().operation(late.operation));
    const Weighed weighed(late.state, stored->operation, sight, late.why);
    for (const std::string& name : fields) {
        const bool known = std::ranges::any_of(weighed.offered(), [&](const Offered& one) {
            return weighed.differs(one.cell) && weighed.is_named(one.cell, name);
        });
        if (!known) return fail(Errc::invalid_input, "move.late_field", {name});
    }
    LateAnswered answered;
    const auto answer = [&](const Cell& cell) {
        if (!weighed.seen(cell)) return LateAnswer::later;
        const bool asked = fields.empty() || std::ranges::any_of(fields, [&](const auto& name) {
            return weighed.is_named(cell, name);
        });
        // What is in question here is decided first; the rest need not wait for it.
        if (!asked || (fields.empty() && weighed.disputed(cell))) return LateAnswer::later;
        if (!weighed.differs(cell)) return LateAnswer::keep;
        if (!is_presence(cell)) ++answered.values;
        return take ? LateAnswer::take : LateAnswer::keep;
    };
    Draft draft;
    draft.record = late.state.id;
    TRY_LET(draft.edit, ledger::answer_late(late.state, stored->operation, answer));
    answered.left_out = weighed.left_out();
    if (draft.edit.cells.empty()) {
        if (answered.left_out.empty()) return fail(Errc::decision_needed, "submit.conflict");
        // All of it is for somebody who may see it.
        return fail(Errc::not_allowed, "access.unseen", {answered.left_out.front()});
    }
    std::vector<Draft> drafts;
    drafts.push_back(std::move(draft));
    TRY(office.write(std::move(drafts)));
    return answered;
}

Result<void> answer_late(Office& office, const std::string& operation, bool take) {
    TRY(answer_late_work(office, operation, take, {}));
    return {};
}

}  // namespace soxa::office
