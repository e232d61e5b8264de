#include "sync/record/policy_outlook.hpp"

#include <algorithm>
#include <array>

namespace soxa::record {

namespace {

constexpr int months_ahead = 3;

bool is_same(const Policy& one, const Policy& other) {
    return one.name == other.name && one.version == other.version;
}

void keep_comparable(Entries& entries) {
    constexpr std::array<std::string_view, 4> of_one_pack{"pack", "version", "valid_from",
                                                          "valid_to"};
    for (const std::string_view key : of_one_pack) {
        const auto at = entries.find(key);
        if (at != entries.end()) entries.erase(at);
    }
}

PolicyHistory history_of(const std::vector<Policy>& packs) {
    PolicyHistory history;
    const auto first = std::ranges::min_element(packs, {}, &Policy::valid_from);
    const Policy& founding = *find_preset("TB-2024");
    if (first == packs.end() || founding.valid_from < first->valid_from) history.add(founding);
    for (const Policy& one : packs) history.add(one);
    return history;
}

}  // namespace

std::vector<KeyChange> difference(const Policy& before, const Policy& after) {
    Entries left = entries_of(before);
    Entries right = entries_of(after);
    keep_comparable(left);
    keep_comparable(right);
    std::vector<KeyChange> changes;
    for (const auto& [key, value] : left) {
        const auto now = right.find(key);
        if (now == right.end()) {
            changes.push_back({key, value, ""});
        } else if (now->second != value) {
            changes.push_back({key, value, now->second});
        }
    }
    for (const auto& [key, value] : right) {
        if (!left.contains(key)) changes.push_back({key, "", value});
    }
    std::ranges::sort(changes, {}, &KeyChange::key);
    return changes;
}

PackOutlook outlook(const Policy& pack, const std::vector<Policy>& published, Day today) {
    std::vector<Policy> all = published;
    std::erase_if(all, [&](const Policy& one) { return is_same(one, pack); });
    PackOutlook seen;
    const PolicyHistory without = history_of(all);
    if (const Policy* const before = without.on(pack.valid_from)) {
        seen.against = *before;
        seen.changes = difference(*before, pack);
    }
    all.push_back(pack);
    const PolicyHistory history = history_of(all);
    const Day begin = std::max(today, pack.valid_from);
    Month month{year_of(begin), month_of(begin)};
    for (int i = 0; i < months_ahead; ++i, month = month.next()) {
        seen.months.push_back({month, month_report(month, {}, history, today).windows});
    }
    const std::vector<Policy>& packs = history.packs();
    const auto here = std::ranges::find_if(packs, [&](const Policy& one) {
        return is_same(one, pack);
    });
    if (here == packs.end()) {  // a later version of its own name is there from its day or before
        if (const Policy* const instead = history.on(pack.valid_from)) seen.next = *instead;
    } else if (here + 1 != packs.end()) {
        seen.next = *(here + 1);
    }
    return seen;
}

}  // namespace soxa::record
