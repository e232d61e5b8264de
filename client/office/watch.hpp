// How somebody who waits for a long act sees how far it is, and gives it up.
#pragma once

#include <cstdint>
#include <functional>

#include "crypto/base/result.hpp"

namespace soxa::office {

/// Told how much is done of how much; false: the act is to end as soon as it safely can. Called on
/// the act's thread. An empty one lets it go on.
using Watch = std::function<bool(std::uint64_t done, std::uint64_t all)>;

/// Errc::no_connection ("act.given_up"): cut on request; what stood before stands.
[[nodiscard]] inline Result<void> go_on(const Watch& watch, std::uint64_t done,
                                        std::uint64_t all) {
    if (!watch || watch(done, all)) return {};
    return fail(Errc::no_connection, "act.given_up");
}

}  // namespace soxa::office
