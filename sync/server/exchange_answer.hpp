// One exchange with a laptop: whether it may ask, what it brings, what it gets.
#pragma once

#include "sync/server/office.hpp"

namespace soxa::server {

/// `certificate` is the peer's, as TLS saw it, `body` a compressed exchange::Request; the result
/// is a compressed exchange::Reply, kept before it is returned. Errc::not_allowed:
/// "device.unknown" (its certificate is not on our list), "device.revoked", "exchange.not_yours"
/// (another laptop's name, or a stream that is not its unit's, there or not); Errc::integrity
/// ("exchange.rewound", and for what is no good request).
[[nodiscard]] Result<Bytes> answer_exchange(Office& office, ByteView certificate, ByteView body);

/// Signs what an answer says the log is.
[[nodiscard]] Result<void> sign(Office& office, ledger::Checkpoint& checkpoint);
/// Keeps how much of the log a laptop says that it knows, for the next bundle to it.
[[nodiscard]] Result<void> keep_stated(Records& records, const Device& device, std::uint64_t epoch,
                                       std::uint64_t size);

}  // namespace soxa::server
