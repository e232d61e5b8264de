// What goes first over a link that may be cut at any moment: revocations and accounts, then
// approvals, then fields; each with what it rests on and nothing else before it.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/ledger/operation.hpp"

namespace soxa::exchange {

enum class Urgency : std::uint8_t { authority = 0, approval = 1, rest = 2 };
[[nodiscard]] Urgency urgency_of(ledger::Kind kind);

struct Sendable {
    Urgency urgency = Urgency::rest;
    std::vector<std::uint32_t> needs;  ///< places in the same list, each before its own
};

/// The places in the order to send: every one once, after what it needs; otherwise by urgency, and
/// among equals as they stand.
[[nodiscard]] std::vector<std::size_t> sending_order(const std::vector<Sendable>& list);

}  // namespace soxa::exchange
