#include "sync/ledger/reading.hpp"

#include <algorithm>
#include <map>

#include "sync/record/value.hpp"

namespace soxa::ledger {

namespace {

using Index = std::size_t;

/// The assignments of one cell and what each of them, ghosts looked through, replaces and saw.
/// Walked anew for each question: what is asked of few is not kept for all, so that a cell with
/// thousands of assignments, foreign ones among them, costs memory in proportion and no more.
class History {
public:
    explicit History(std::span<const Written> written) {
        std::map<OperationId, const Written*> by_name;
        for (const Written& one : written) by_name.emplace(one.by, &one);
        std::map<OperationId, Index> index;
        for (const auto& [id, one] : by_name) {
            index.emplace(id, all_.size());
            all_.push_back(one);
        }
        replaces_.resize(all_.size());
        for (Index i = 0; i < all_.size(); ++i) {
            for (const OperationId& id : all_[i]->replaces) {
                const auto found = index.find(id);
                if (found != index.end()) replaces_[i].push_back(found->second);
            }
        }
        mark_.resize(all_.size(), 0);
    }

    [[nodiscard]] Index size() const { return all_.size(); }
    [[nodiscard]] const Written& at(Index i) const { return *all_[i]; }

    /// What nobody but ghosts has left standing: replaced by one that is none, or through ghosts.
    [[nodiscard]] std::vector<bool> replaced_by_any() {
        std::vector<bool> gone(all_.size(), false);
        std::vector<Index> open;
        for (Index i = 0; i < all_.size(); ++i) {
            if (!all_[i]->ghost) open.insert(open.end(), replaces_[i].begin(), replaces_[i].end());
        }
        while (!open.empty()) {
            const Index i = open.back();
            open.pop_back();
            if (gone[i]) continue;
            gone[i] = true;
            if (all_[i]->ghost) open.insert(open.end(), replaces_[i].begin(), replaces_[i].end());
        }
        return gone;
    }
    /// What one replaces, ghosts looked through.
    [[nodiscard]] std::vector<Index> replaced(Index author) {
        return walk(author, [this](Index i) { return all_[i]->ghost; });
    }
    /// What one saw.
    [[nodiscard]] std::vector<Index> past(Index author) {
        return walk(author, [](Index) { return true; });
    }

private:
    /// Without recursion: a cell may have been edited for ten years.
    template <class Through>
    std::vector<Index> walk(Index start, Through through) {
        ++walk_;
        std::vector<Index> found;
        std::vector<Index> open = replaces_[start];
        while (!open.empty()) {
            const Index i = open.back();
            open.pop_back();
            if (mark_[i] == walk_) continue;
            mark_[i] = walk_;
            found.push_back(i);
            if (through(i)) open.insert(open.end(), replaces_[i].begin(), replaces_[i].end());
        }
        return found;
    }

    std::vector<const Written*> all_;  ///< by name
    std::vector<std::vector<Index>> replaces_;
    std::vector<std::size_t> mark_;
    std::size_t walk_ = 0;
};

/// Who is not a ghost and replaced, by hand, an assignment with this value; that a row is present
/// has no twins.
std::vector<Index> replacing(History& history, const Bytes& value) {
    std::vector<Index> authors;
    if (is_present(value)) return authors;
    for (Index i = 0; i < history.size(); ++i) {
        if (history.at(i).ghost) continue;
        const std::vector<Index> replaced = history.replaced(i);
        const bool did = std::ranges::any_of(
            replaced, [&](Index one) { return history.at(one).value == value; });
        if (did) authors.push_back(i);
    }
    return authors;
}

/// Which of `live` are twins of what somebody replaced.
std::vector<Index> twins(History& history, const std::vector<Index>& live) {
    std::map<ByteView, std::vector<Index>, decltype([](ByteView a, ByteView b) {
                 return std::ranges::lexicographical_compare(a, b);
             })>
        by_value;
    for (const Index i : live) by_value[history.at(i).value].push_back(i);
    std::vector<Index> found;
    for (const auto& [value, candidates] : by_value) {
        std::vector<std::vector<Index>> pasts;
        for (const Index one : candidates) pasts.push_back(history.past(one));
        for (const Index author : replacing(history, history.at(candidates.front()).value)) {
            std::vector<bool> saw(history.size(), false);
            for (const Index i : history.past(author)) saw[i] = true;
            std::vector<bool> replaced(history.size(), false);
            for (const Index i : history.replaced(author)) replaced[i] = true;
            for (std::size_t c = 0; c < candidates.size(); ++c) {
                const bool twin = candidates[c] != author &&
                                  std::ranges::all_of(pasts[c], [&](Index i) {
                                      return saw[i] && !replaced[i];
                                  });
                if (twin) found.push_back(candidates[c]);
            }
        }
    }
    return found;
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
    std::vector<bool> gone = history.replaced_by_any();
    std::vector<Index> live;
    for (Index i = 0; i < history.size(); ++i) {
        if (!history.at(i).ghost && !gone[i]) live.push_back(i);
    }
    if (live.size() > 1 && !legal) {  // the last one left has the largest past: nobody's twin
        for (const Index i : twins(history, live)) gone[i] = true;
    }
    for (Index i = 0; i < history.size(); ++i) {
        if (gone[i]) continue;
        const Written& one = history.at(i);
        (one.ghost ? reading.proposals : reading.live).push_back({one.by, one.value});
    }
    return reading;
}

}  // namespace soxa::ledger
