#include "sync/ledger/reading.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/record/value.hpp"

namespace soxa::ledger {

namespace {

using Names = std::set<OperationId>;

bool within(const Names& part, const Names& whole) {
    return std::ranges::includes(whole, part);
}

bool apart(const Names& a, const Names& b) {
    return std::ranges::none_of(a, [&](const OperationId& id) { return b.contains(id); });
}

/// The assignments of one cell and what each of them, ghosts looked through, replaces and saw.
class History {
public:
    explicit History(std::span<const Written> written) {
        for (const Written& one : written) by_name_.emplace(one.by, &one);
        for (const auto& [id, one] : by_name_) replaced_by(id);
    }
    /// Before past() is asked. Costs the square of the number of assignments.
    void find_pasts() {
        for (const auto& [id, one] : by_name_) past_of(id);
    }

    [[nodiscard]] const std::map<OperationId, const Written*>& all() const { return by_name_; }
    [[nodiscard]] const Names& replaced(const OperationId& id) const { return replaced_.at(id); }
    [[nodiscard]] const Names& past(const OperationId& id) const { return past_.at(id); }

private:
    /// Depth first without recursion: a cell may have been edited for ten years.
    template <class Direct>
    void close(const OperationId& start, std::map<OperationId, Names>& into, Direct direct) {
        std::vector<OperationId> open{start};
        while (!open.empty()) {
            const OperationId id = open.back();
            if (into.contains(id)) {
                open.pop_back();
                continue;
            }
            Names found;
            bool ready = true;
            for (const OperationId& next : by_name_.at(id)->replaces) {
                if (!by_name_.contains(next)) continue;
                found.insert(next);
                if (!direct(next)) continue;
                if (const auto known = into.find(next); known != into.end()) {
                    found.insert(known->second.begin(), known->second.end());
                } else {
                    open.push_back(next);
                    ready = false;
                }
            }
            if (ready) {
                into.emplace(id, std::move(found));
                open.pop_back();
            }
        }
    }
    void replaced_by(const OperationId& id) {
        close(id, replaced_, [this](const OperationId& next) { return by_name_.at(next)->ghost; });
    }
    void past_of(const OperationId& id) {
        close(id, past_, [](const OperationId&) { return true; });
    }

    std::map<OperationId, const Written*> by_name_;
    std::map<OperationId, Names> replaced_;
    std::map<OperationId, Names> past_;
};

/// The live twins of what `author` replaced.
void replace_twins(const History& history, const OperationId& author, Names& gone) {
    const Names& replaced = history.replaced(author);
    const Names& past = history.past(author);
    std::set<ByteView, decltype([](ByteView a, ByteView b) {
                 return std::ranges::lexicographical_compare(a, b);
             })>
        values;
    for (const OperationId& id : replaced) {
        const Written& one = *history.all().at(id);
        if (!is_present(one.value)) values.insert(one.value);
    }
    for (const auto& [id, one] : history.all()) {
        if (one->ghost || id == author || gone.contains(id) || !values.contains(one->value)) {
            continue;
        }
        if (within(history.past(id), past) && apart(history.past(id), replaced)) gone.insert(id);
    }
}

}  // namespace

bool Reading::in_conflict() const {
    return std::ranges::any_of(
        live, [this](const Claim& one) { return one.value != live.front().value; });
}

const Bytes* Reading::value() const {
    if (live.empty() || in_conflict() || record::is_withdrawn(live.front().value)) return nullptr;
    return &live.front().value;
}

Reading read(std::span<const Written> written, bool legal) {
    Reading reading;
    if (written.size() == 1 && !written.front().ghost) {  // most cells, most of the time
        reading.live.push_back({written.front().by, written.front().value});
        return reading;
    }
    History history(written);
    Names gone;
    for (const auto& [id, one] : history.all()) {
        if (one->ghost) continue;
        const Names& replaced = history.replaced(id);
        gone.insert(replaced.begin(), replaced.end());
    }
    const auto live = std::ranges::count_if(history.all(), [&](const auto& one) {
        return !one.second->ghost && !gone.contains(one.first);
    });
    if (live > 1 && !legal) {  // the last one left has the largest past, so it is nobody's twin
        history.find_pasts();
        for (const auto& [id, one] : history.all()) {
            if (!one->ghost) replace_twins(history, id, gone);
        }
    }
    for (const auto& [id, one] : history.all()) {
        if (gone.contains(id)) continue;
        (one->ghost ? reading.proposals : reading.live).push_back({id, one->value});
    }
    return reading;
}

}  // namespace soxa::ledger
