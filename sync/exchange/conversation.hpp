// An exchange as a conversation: parts go both ways within one HTTP request, each read, judged and
// kept as it comes, so that a cut costs the part under way and a long exchange no more round trips
// than a short one (FEATURES §5.3).
//
//   laptop    [offer] message message …                 (the end of the request)
//   province  [held]  message message …  message …      (pages until there are no more)
//
// A message is a Request or a Reply as it stands alone; what a Reply calls "of the request" is then
// counted over all that the laptop has said. After a cut the laptop offers its chains and sends on
// without waiting; the province says how far it has each, and the laptop leaves that out.
#pragma once

#include "sync/exchange/messages.hpp"

namespace soxa::exchange {

/// Before compression.
inline constexpr std::size_t part_bytes_max = 1024 * 1024;
/// A page of the log in a conversation; compressed it is some kilobytes, which is what a cut costs.
inline constexpr std::size_t page_bytes_target = 64 * 1024;
inline constexpr std::size_t offered_max = 256;

enum class PartKind : std::uint8_t {
    message = 0,
    offer = 1,    ///< the laptop's offer; the province's answer to it
    refusal = 2,  ///< the province's last word: a canonical CBOR array of one word key
};

struct Part {
    PartKind kind = PartKind::message;
    Bytes body;

    friend bool operator==(const Part&, const Part&) = default;
};
[[nodiscard]] Bytes encode(const Part& part);
/// Errc::integrity ("message.malformed").
[[nodiscard]] Result<Part> decode_part(ByteView bytes);

/// A chain of which the laptop has operations without receipt, and the first of them.
struct OfferedChain {
    ledger::ChainId chain;
    std::uint64_t first = 0;

    friend bool operator==(const OfferedChain&, const OfferedChain&) = default;
};
/// Of an offer: how far the province has this chain.
struct HeldChain {
    std::uint64_t index = 0;  ///< in the offer
    std::uint64_t seq = 0;
    ledger::OperationId last;

    friend bool operator==(const HeldChain&, const HeldChain&) = default;
};
[[nodiscard]] Bytes encode(const std::vector<OfferedChain>& offer);
[[nodiscard]] Bytes encode(const std::vector<HeldChain>& held);
/// Errc::integrity ("message.malformed").
[[nodiscard]] Result<std::vector<OfferedChain>> decode_offer(ByteView bytes);
[[nodiscard]] Result<std::vector<HeldChain>> decode_held(ByteView bytes);

}  // namespace soxa::exchange
