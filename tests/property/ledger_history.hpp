// Histories of a commune's ledger, each from a seed alone.
//
// Three to five laptops enter, change, add and remove rows, submit, check, give back, approve and
// decide conflicts on two files, and now and then exchange, whole or broken off. The province
// judges what has reached it and may look again later. Few values are drawn from, so that equal
// entries are common; few cells, so that meetings are.
#pragma once

#include "tests/unit/ledger_world.hpp"

namespace soxa::tests {

struct HistoryKind {
    bool ghosts = true;
    bool approvals = true;
    bool rows = true;
    bool removals = true;      ///< of rows and of values
    std::uint64_t values = 3;  ///< to draw from
    std::size_t acts_max = 14;
};

[[nodiscard]] World history_from(std::uint64_t seed, const HistoryKind& kind);
/// A change as a person might make it on what the laptop shows.
[[nodiscard]] ledger::Change drawn_change(World& world, const ledger::RecordState* shown,
                                          const HistoryKind& kind);

/// How many histories to run: `full` times SOXA_HISTORY_PERCENT (default 100), for slow builds.
[[nodiscard]] std::uint64_t histories(std::uint64_t full);
/// The first seed of a run: SOXA_SEED (default 1).
[[nodiscard]] std::uint64_t first_seed();

}  // namespace soxa::tests
