#include "sync/ledger/cut_names.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/ledger/fold_parts.hpp"

namespace soxa::ledger {

namespace {

/// A cut that some edit names, and the cells for which it does.
struct Named {
    OperationId cut;
    std::vector<Entry> covered;  ///< edits only
    std::set<Cell> cells;
};

std::map<OperationId, const Operation*> submissions_in(std::span<const Entry> entries) {
    std::map<OperationId, const Operation*> found;
    for (const Entry& entry : entries) {
        if (entry.operation->header.kind == Kind::submit) {
            found.emplace(entry.operation->id, entry.operation);
        }
    }
    return found;
}

/// Fewer edits first: whatever an edit below a cut names was there before that cut.
std::vector<Named> named_in(std::span<const Entry> entries) {
    const auto submissions = submissions_in(entries);
    std::map<OperationId, std::set<Cell>> cells;
    for (const Entry& entry : entries) {
        if (!is_edit(entry) || submissions.empty()) continue;
        const Operation& operation = *entry.operation;
        for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
            for (const OperationId& id : operation.header.cells[i].replaces) {
                if (submissions.contains(id)) cells[id].insert(operation.cell(i));
            }
        }
    }
    std::vector<Named> named;
    for (auto& [cut, asked] : cells) {
        Named one{cut, below(submissions.at(cut)->header.references, entries), std::move(asked)};
        std::erase_if(one.covered, [](const Entry& entry) { return !is_edit(entry); });
        named.push_back(std::move(one));
    }
    std::ranges::stable_sort(named, [](const Named& a, const Named& b) {
        return a.covered.size() < b.covered.size();
    });
    return named;
}

bool touches(const Operation& operation, const std::set<Cell>& cells) {
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        if (cells.contains(operation.cell(i))) return true;
    }
    return false;
}

bool names(const Operation& operation, const OperationId& cut) {
    return std::ranges::any_of(operation.header.cells, [&](const Assignment& one) {
        return std::ranges::find(one.replaces, cut) != one.replaces.end();
    });
}

/// By cell, the names that a cut stands for.
std::map<Cell, std::vector<OperationId>> meaning_of(const Named& cut) {
    std::vector<Entry> touching;
    std::ranges::copy_if(cut.covered, std::back_inserter(touching), [&](const Entry& entry) {
        return touches(*entry.operation, cut.cells);
    });
    std::map<Cell, std::vector<OperationId>> meaning;
    for (const auto& [cell, written] : written_of(touching)) {
        if (!cut.cells.contains(cell)) continue;
        const Reading reading = read(written, cell.legal);
        for (const auto* claims : {&reading.live, &reading.proposals}) {
            for (const Claim& claim : *claims) meaning[cell].push_back(claim.by);
        }
    }
    return meaning;
}

/// Puts what a cut stands for in its name's place, each name once.
void put_for(std::vector<OperationId>& names, const OperationId& cut,
             const std::vector<OperationId>& meant) {
    const auto at = std::ranges::find(names, cut);
    if (at == names.end()) return;
    names.erase(at);
    for (const OperationId& id : meant) {
        if (std::ranges::find(names, id) == names.end()) names.push_back(id);
    }
}

}  // namespace

CutNames::CutNames(std::span<const Entry> entries) : entries_(entries.begin(), entries.end()) {
    std::vector<Named> named = named_in(entries);
    if (named.empty()) return;
    const auto confirmed = confirmed_cuts(entries);
    std::map<OperationId, const Operation*> read;  // as far as it is
    for (Named& cut : named) {
        for (Entry& entry : cut.covered) {
            const auto known = read.find(entry.operation->id);
            if (known != read.end()) entry.operation = known->second;
        }
        if (const auto since = confirmed.find(cut.cut); since != confirmed.end()) {
            go_back_to(since->second, cut.covered);
        }
        const auto meaning = meaning_of(cut);
        for (Entry& entry : entries_) {
            if (!is_edit(entry) || !names(*entry.operation, cut.cut)) continue;
            Operation copy = *entry.operation;
            for (std::size_t i = 0; i < copy.header.cells.size(); ++i) {
                const auto meant = meaning.find(copy.cell(i));
                put_for(copy.header.cells[i].replaces, cut.cut,
                        meant == meaning.end() ? std::vector<OperationId>{} : meant->second);
            }
            read_.push_back(std::move(copy));
            entry.operation = &read_.back();
            read.insert_or_assign(entry.operation->id, entry.operation);
        }
    }
}

std::vector<OperationId> names_for(const Reading* draft, const OperationId& cut,
                                   const Reading* approved) {
    std::vector<OperationId> names;
    if (draft == nullptr) return names;
    std::set<OperationId> in_cut;
    if (approved != nullptr) {
        for (const auto* claims : {&approved->live, &approved->proposals}) {
            for (const Claim& claim : *claims) in_cut.insert(claim.by);
        }
    }
    bool named = false;
    for (const auto* claims : {&draft->live, &draft->proposals}) {
        for (const Claim& claim : *claims) {
            const bool by_cut = in_cut.contains(claim.by);
            if ((by_cut && named) || names.size() == replaced_max) continue;
            names.push_back(by_cut ? cut : claim.by);
            named = named || by_cut;
        }
    }
    return names;
}

}  // namespace soxa::ledger
