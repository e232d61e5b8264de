// What a pack would change: against the pack that would count without it, key by key, how the coming
// months look under it, and which pack comes after it. Told before it is published and when it is
// (DOMAIN §5.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/record/month.hpp"

namespace soxa::record {

struct KeyChange {
    std::string key;
    std::string before;  ///< empty: the key was not there
    std::string after;   ///< empty: it is there no more

    friend bool operator==(const KeyChange&, const KeyChange&) = default;
};
/// By key; names, versions and days, which always differ, left out.
[[nodiscard]] std::vector<KeyChange> difference(const Policy& before, const Policy& after);

struct MonthAhead {
    Month month;
    std::optional<Windows> windows;
};

struct PackOutlook {
    /// What counts on its first day without it; nothing before any pack.
    std::optional<Policy> against{};
    std::vector<KeyChange> changes;
    /// Three months with it, from the later of today's and its first.
    std::vector<MonthAhead> months;
    /// The pack that takes its place; from its own first day on where that is not later.
    std::optional<Policy> next{};
};
/// `published`: all packs of the units it is for, this one among them or not. The founding regime
/// stands behind them as in a rulebook.
[[nodiscard]] PackOutlook outlook(const Policy& pack, const std::vector<Policy>& published,
                                  Day today);

}  // namespace soxa::record
