// Operations on the wire: columns of canonical CBOR, names replaced by short references, one
// signature a chain.
//
// A frame is verified by itself: each chain in it ends with its author's signature over its last
// operation here, which covers all before it (LEDGER rule 5). What both ends can compute is not
// sent: a name, a predecessor inside the frame, a commitment, a salt. The receiver expands the
// references and recomputes every name, so a wrong reference is a wrong hash and no edit aimed
// elsewhere (rule 3).
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "sync/ledger/operation.hpp"
#include "crypto/signer.hpp"

namespace soxa::exchange {

inline constexpr std::size_t frame_operations_max = 512;
/// Before compression. A frame of one operation of the largest size fits.
inline constexpr std::size_t frame_bytes_max = 160 * 1024;
/// Where a sender begins the next frame.
inline constexpr std::size_t frame_bytes_target = 96 * 1024;

inline constexpr std::string_view seal_context = "seal/1";

struct ChainPart {
    ledger::ChainId chain;
    /// Of the payloads' salts; all zero once it is erased and the salts stand by themselves.
    ledger::Seed seed;
    /// By the chain's key over the name of its last operation here, context "seal/1".
    crypto::Signature seal;

    friend bool operator==(const ChainPart&, const ChainPart&) = default;
};

/// Operations in an order in which each stands after what it needs.
struct Frame {
    std::vector<ledger::Operation> operations;
    std::vector<ChainPart> chains;

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// The part of a stream's log that both ends have: positions stand for names there.
class SharedLog {
public:
    virtual ~SharedLog() = default;
    /// Nothing above what is shared.
    [[nodiscard]] virtual std::optional<std::uint64_t> position_of(
        const ledger::OperationId& id) const = 0;
    [[nodiscard]] virtual std::optional<ledger::OperationId> at(std::uint64_t position) const = 0;
};

/// For a ticket or a first contact, where nothing is shared.
class NothingShared final : public SharedLog {
public:
    [[nodiscard]] std::optional<std::uint64_t> position_of(
        const ledger::OperationId& /*id*/) const override {
        return std::nullopt;
    }
    [[nodiscard]] std::optional<ledger::OperationId> at(std::uint64_t /*position*/) const override {
        return std::nullopt;
    }
};

[[nodiscard]] Bytes encode(const Frame& frame, const SharedLog& shared);
/// Every operation whole and named, each chain's operations consecutive; signatures are not
/// checked here. Errc::integrity: "frame.malformed", "frame.unknown_reference",
/// "operation.malformed".
[[nodiscard]] Result<Frame> decode_frame(ByteView bytes, ledger::StreamId stream,
                                         const SharedLog& shared);

/// True if the seal of `part` is by `key` over the chain's last operation in the frame.
[[nodiscard]] bool sealed_by(const Frame& frame, const ChainPart& part,
                             const crypto::PublicKey& key);

}  // namespace soxa::exchange
