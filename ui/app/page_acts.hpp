// What pages with acts of their own have in common: what a panel wants is carried out or handed on,
// and what came of it is told.
#pragma once

#include <type_traits>
#include <utility>

#include "ui/app/page.hpp"
#include "ui/panels/page.hpp"

namespace soxa::ui {

/// Does what a panel wants by `act`; one that is for the desk is given back instead.
template <class... ForDesk, class OneOf, class Act>
[[nodiscard]] Wanted carry_out(std::optional<OneOf> wanted, const Act& act) {
    if (!wanted) return {};
    return std::visit(
        [&](auto& one) -> Wanted {
            if constexpr ((std::is_same_v<std::decay_t<decltype(one)>, ForDesk> || ...)) {
                return std::move(one);
            } else {
                act(one);
                return {};
            }
        },
        *wanted);
}

/// How an act ended: `said()` where it is done, and then rows are computed anew.
template <class Said>
[[nodiscard]] Told told_of(Bench& bench, const Result<void>& outcome, const Said& said) {
    if (!outcome) return {bench.words().say(outcome.error()), true};
    bench.saved();
    return {said(), false};
}

}  // namespace soxa::ui
