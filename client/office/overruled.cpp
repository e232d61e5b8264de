#include "client/office/overruled.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "client/office/access.hpp"
#include "client/office/move.hpp"
#include "sync/ledger/cut_names.hpp"

namespace soxa::office {

namespace {

using ledger::Cell;
using ledger::OperationId;

struct Said {
    const ledger::Stored* stored = nullptr;
    Bytes value;
    std::vector<OperationId> replaces;
};
/// What was ever said of each cell of one file, by name.
using Histories = std::map<Cell, std::map<OperationId, Said>>;

Histories histories_of(const std::vector<ledger::Stored>& operations) {
    Histories histories;
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : operations) entries.push_back({&one.operation, one.standing});
    const ledger::CutNames read(entries);
    for (std::size_t at = 0; at < operations.size(); ++at) {
        const ledger::Operation& operation = *read.entries()[at].operation;
        const auto payload = ledger::carries_cells(operation.header.kind)
                                 ? ledger::edit_payload(operation)
                                 : std::nullopt;
        for (std::size_t i = 0; payload && i < payload->values.size(); ++i) {
            histories[operation.cell(i)].emplace(
                operation.id,
                Said{&operations[at], payload->values[i], operation.header.cells[i].replaces});
        }
    }
    return histories;
}

bool is_of(const Office& office, const Said& said) {
    const auto* chain = office.store().directory().chain(said.stored->operation.header.chain);
    return chain != nullptr && chain->open.account == office.account().id;
}

/// What it decided between: what it replaced. Where the decider took another of the values
/// afterwards, over his own decision (decide_anew), it is what that one decided between.
const std::vector<OperationId>& between(const Office& office,
                                        const std::map<OperationId, Said>& history,
                                        const Said& said) {
    const auto account_of = [&](const Said& one) {
        const auto* chain = office.store().directory().chain(one.stored->operation.header.chain);
        return chain == nullptr ? std::nullopt : std::optional(chain->open.account);
    };
    const Said* first = &said;
    while (first->replaces.size() == 1) {
        const auto before = history.find(first->replaces.front());
        if (before == history.end() || account_of(before->second) != account_of(said)) {
            return said.replaces;
        }
        first = &before->second;
    }
    const bool one_of_them = std::ranges::any_of(first->replaces, [&](const OperationId& id) {
        const auto found = history.find(id);
        return found != history.end() && found->second.value == said.value;
    });
    return one_of_them ? first->replaces : said.replaces;
}

/// Two edits that did not know of each other met in the cell, or in its section's guard, and this
/// operation was written over both.
bool decides(const Histories& histories, const Cell& cell, const OperationId& id,
             const std::vector<OperationId>& replaced_there) {
    const auto met = [&](const Cell& where, const std::vector<OperationId>& replaced) {
        const auto history = histories.find(where);
        std::set<Bytes> values;
        for (const OperationId& one : replaced) {
            const auto found = history->second.find(one);
            if (found != history->second.end()) values.insert(found->second.value);
        }
        return values.size() > 1;
    };
    if (met(cell, replaced_there)) return true;
    if (!cell.legal) return false;
    const auto guard = histories.find(ledger::guard_cell(record::section_of_cell(cell.tag)));
    if (guard == histories.end()) return false;
    const auto over = guard->second.find(id);
    return over != guard->second.end() && over->second.replaces.size() > 1;
}

/// He has written in the cell since, over the decision or what followed from it.
bool answered(const Office& office, const std::map<OperationId, Said>& history,
              const OperationId& decision) {
    for (const auto& [id, said] : history) {
        if (!is_of(office, said)) continue;
        std::vector<OperationId> open = said.replaces;
        std::set<OperationId> seen;
        while (!open.empty()) {
            const OperationId one = open.back();
            open.pop_back();
            if (one == decision) return true;
            const auto found = history.find(one);
            if (found == history.end() || !seen.insert(one).second) continue;
            open.insert(open.end(), found->second.replaces.begin(), found->second.replaces.end());
        }
    }
    return false;
}

Json member(const Cell& cell, const record::Field& field, const Bytes& value) {
    const auto values = record::decode_cell(cell.tag, value);
    const auto found = values.find(field.tag);
    return found == values.end() ? Json() : json_of(field, found->second);
}

std::vector<Overruled::Member> members_of(const Cell& cell, const Bytes& yours,
                                          const Bytes& stands) {
    if (const record::Group* group = record::find_group(cell.tag)) {
        return {{std::string(group->id), Json(!record::is_withdrawn(yours)),
                 Json(!record::is_withdrawn(stands))}};
    }
    std::vector<Overruled::Member> members;
    for (const record::Field* field : record::fields_of_cell(cell.tag)) {
        Overruled::Member one{std::string(field->id), member(cell, *field, yours),
                              member(cell, *field, stands)};
        if (cell.row) one.field = std::string(field->group) + "." + one.field;
        if (one.yours != one.stands) members.push_back(std::move(one));
    }
    return members;
}

void find_in(const Office& office, const store::RecordLine& line,
             const ledger::RecordState& state, const Histories& histories,
             std::vector<Overruled>& found) {
    const ledger::Sight sight = sight_of(office, state);
    for (const auto& [cell, history] : histories) {
        const auto reading = state.draft.cells.find(cell);
        if (cell.is_guard() || !sight.shows(cell) || reading == state.draft.cells.end()) continue;
        for (const auto& [id, decision] : history) {
            const std::vector<OperationId>& values = between(office, history, decision);
            if (decision.stored->standing.ghost() || is_of(office, decision) ||
                !decides(histories, cell, id, values) || answered(office, history, id)) {
                continue;
            }
            for (const OperationId& replaced : values) {
                const auto mine = history.find(replaced);
                if (mine == history.end() || !is_of(office, mine->second) ||
                    mine->second.value == decision.value) {
                    continue;
                }
                const Bytes& value = mine->second.value;
                if (std::ranges::find(reading->second.live, value, &ledger::Claim::value) !=
                    reading->second.live.end()) {
                    continue;
                }
                const ledger::Header& header = decision.stored->operation.header;
                Overruled one{hex(crypto::sha256({id.view(), replaced.view(),
                                                  ledger::encoded(cell)})
                                      .view()
                                      .first(6)),
                              line.uid,
                              line.full_name,
                              members_of(cell, value, decision.value),
                              {},
                              author_of(office, header.chain),
                              header.at,
                              id,
                              cell,
                              value};
                if (cell.row && state.seed) one.row_uid = ledger::row_uid(*state.seed, *cell.row);
                found.push_back(std::move(one));
            }
        }
    }
}

}  // namespace

Result<std::vector<Overruled>> overruled(const Office& office, const Watch& watch) {
    std::vector<Overruled> found;
    TRY_LET(const auto lines, office.store().list());
    std::uint64_t done = 0;
    for (const store::RecordLine& line : lines) {
        TRY(go_on(watch, done++, lines.size()));
        const auto state = office.record(line.uid, ledger::Act::read_file);
        // What asks why is not shown in passing.
        if (!state || sight_of(office, *state).asks_purpose) continue;
        TRY_LET(const auto operations, office.store().operations_on(line.id));
        find_in(office, line, *state, histories_of(operations), found);
    }
    return found;
}

Json overruled_json(const std::vector<Overruled>& all) {
    Json list = Json::array();
    for (const Overruled& one : all) {
        Json fields = Json::array();
        for (const Overruled::Member& member : one.members) {
            fields.push_back({{"field", member.field},
                              {"yours", member.yours},
                              {"stands", member.stands}});
        }
        Json entry{{"id", one.id},
                   {"record_uid", one.record_uid},
                   {"full_name", one.full_name},
                   {"fields", std::move(fields)},
                   {"by", one.by.name},
                   {"role", one.by.role},
                   {"device", one.by.device},
                   {"time", rfc3339(one.at)},
                   {"decision", hex(one.decision.view())}};
        if (!one.row_uid.empty()) entry["row_uid"] = one.row_uid;
        list.push_back(std::move(entry));
    }
    return list;
}

Result<void> propose_again(Office& office, const std::string& id) {
    TRY_LET(const auto all, overruled(office));
    const auto one = std::ranges::find(all, id, &Overruled::id);
    if (one == all.end()) return fail(Errc::invalid_input, "overruled.none", {id});
    TRY_LET(const auto state, office.record(one->record_uid, ledger::Act::enter));
    TRY(check_open(office, state));
    if (state.draft.cells.at(one->cell).in_conflict()) {
        return fail(Errc::decision_needed, "proposal.in_conflict");
    }
    Draft draft;
    draft.record = state.id;
    draft.edit = ledger::resolve_cell(state, one->cell, one->value);
    TRY(check_seen(office, state, draft.edit));
    TRY(office.write({std::move(draft)}));
    return {};
}

}  // namespace soxa::office
