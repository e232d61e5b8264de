// Which version is in force, of all that were signed (rules 16 and 18, F8).
#include <algorithm>
#include <set>

#include "sync/ledger/fold_parts.hpp"
#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

namespace {

/// How far a version has seen each chain.
using Seen = std::map<ChainId, std::uint64_t>;

Seen seen_by(const Cut& cut, std::span<const Entry> entries) {
    Seen seen;
    for (const Entry& entry : below(cut.heads, entries)) {
        std::uint64_t& last = seen[entry.operation->header.chain];
        last = std::max(last, entry.operation->header.seq);
    }
    return seen;
}

bool has_all_of(const Seen& all, const Seen& some) {
    return std::ranges::all_of(some, [&](const auto& one) {
        const auto found = all.find(one.first);
        return found != all.end() && found->second >= one.second;
    });
}

}  // namespace

/// Authority is ordered: of versions that have not seen each other the one whose approval the
/// province confirmed last decides. An approval of what a version in force has seen and gone beyond
/// decides nothing, however late it comes: a switched-off laptop, a stick, a key confirmed later.
void decide_versions(RecordState& state, std::span<const Entry> entries) {
    std::vector<Seen> seen;
    for (const Cut& cut : state.cuts) seen.push_back(seen_by(cut, entries));
    const auto index_of = [&](const Approval& approval) {
        const auto cut = std::ranges::find(state.cuts, approval.cut, &Cut::submit);
        return static_cast<std::size_t>(cut - state.cuts.begin());
    };
    std::set<std::size_t> in_force;  // at some time
    const auto is_behind = [&](std::size_t index) {
        return std::ranges::any_of(in_force, [&](std::size_t one) {
            return has_all_of(seen[one], seen[index]) && !has_all_of(seen[index], seen[one]);
        });
    };
    std::vector<Approval*> counting;
    for (Approval& approval : state.approvals) {
        if (approval.effective()) counting.push_back(&approval);
    }
    std::ranges::sort(counting, {}, [&](const Approval* one) {
        return std::pair(one->standing.since(), index_of(*one));
    });
    for (Approval* approval : counting) {
        const std::size_t index = index_of(*approval);
        approval->superseded = is_behind(index);
        if (approval->superseded) continue;
        state.effective = index;
        in_force.insert(index);
    }
    for (std::size_t i = 0; i < state.cuts.size(); ++i) {
        state.cuts[i].overtaken = is_behind(i);
        // What the head has signed and the province confirmed nobody gives back any more.
        const bool approved = std::ranges::any_of(counting, [&](const Approval* one) {
            return one->effective() && one->cut == state.cuts[i].submit;
        });
        if (approved) state.cuts[i].returned.reset();
    }
    for (Approval& approval : state.approvals) {
        if (!approval.waits || !is_behind(index_of(approval))) continue;
        approval.waits = false;
        approval.superseded = true;
    }
}

}  // namespace soxa::ledger
