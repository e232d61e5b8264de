// The link of an exchange: how it is opened, what is kept of it, and what the province's refusals
// mean to us. Only for exchange_steps and scan_exchange.
#pragma once

#include "client/office/exchange_now.hpp"
#include "sync/transport/https.hpp"

namespace soxa::office {

/// To the laptop's province, with its certificate if it has one and the session that was kept.
[[nodiscard]] Result<transport::Https> open_link(const Office& office, const ExchangeManner& manner,
                                                 std::function<bool(const transport::Traffic&)> watch);

/// A status that is no 200, in our words, and in the province's own where it gave any.
[[nodiscard]] Error refusal_of(long status, ByteView body);
/// The province's word for a refusal, as it sent it; empty if the bytes are none.
[[nodiscard]] std::string word_in(ByteView body);
/// The same for a word by itself.
[[nodiscard]] std::string word_key(const std::string& said);

/// Keeps the session, and the rates where they were measured. After a success there is nothing to
/// wait for; after a failure the next try waits its turn.
struct LinkSeen {
    Secret session;
    std::uint64_t up_rate = 0;    ///< 0: not measured
    std::uint64_t down_rate = 0;  ///< 0: not measured
    std::uint64_t round_trip_ms = 0;  ///< 0: not measured
    bool ended_well = false;
    std::optional<std::chrono::seconds> retry_after;
};
[[nodiscard]] Result<void> keep_link(Office& office, LinkSeen seen);

}  // namespace soxa::office
