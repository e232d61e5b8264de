// One exchange with a laptop: whether it may ask, what it brings, what it gets.
#pragma once

#include "sync/server/http.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

/// `certificate` is the peer's, as TLS saw it, `body` a compressed exchange::Request; the result
/// is a compressed exchange::Reply, kept before it is returned. Errc::not_allowed:
/// "device.unknown" (its certificate is not on our list), "device.revoked", "exchange.not_yours"
/// (another laptop's name, or a stream that is not its unit's, there or not); Errc::integrity
/// ("exchange.rewound", and for what is no good request).
[[nodiscard]] Result<Bytes> answer_exchange(Office& office, ByteView certificate, ByteView body);

/// The same as a conversation (exchange/conversation.hpp): each part is judged and kept as it comes.
/// `told` hears of each request and its answer, for the log; may be empty.
using ConversationTold = std::function<void(std::size_t bytes_in, std::size_t bytes_out)>;
[[nodiscard]] std::shared_ptr<HttpConversation> exchange_conversation(Office& office,
                                                                      Bytes certificate,
                                                                      ConversationTold told);

/// The laptop that the certificate is of. Asked of the register every time: TLS does not look at a
/// certificate again in a resumed session, and a laptop may be revoked between two requests of one
/// connection. One that the register does not have, since it was put back from a backup, is known
/// again by our own signature on its certificate. Errc::not_allowed ("device.unknown",
/// "device.revoked").
[[nodiscard]] Result<Device> admitted(Office& office, Records& records, ByteView certificate);
/// Writes beside each verdict that names no more than "breaks rules" which ones, signed by the
/// province; laptops read it with the log.
[[nodiscard]] Result<void> tell_rules(Office& office, UnitStream& stream, ledger::StreamId id,
                                      const exchange::Taken& taken);
/// Signs what an answer says the log is.
[[nodiscard]] Result<void> sign(Office& office, ledger::Checkpoint& checkpoint);
/// Keeps how much of the log a laptop says that it knows, for the next bundle to it.
[[nodiscard]] Result<void> keep_stated(Records& records, const Device& device, std::uint64_t epoch,
                                       std::uint64_t size, Timestamp now);

}  // namespace soxa::server
