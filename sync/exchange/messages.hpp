// The two messages of an exchange: one request carries push and pull, one reply verdicts and what
// other laptops sent.
//
// Canonical CBOR, then zstd as one piece. Foreign bytes are bounded before and after
// decompression; what is not exactly such a message is refused whole.
#pragma once

#include <variant>
#include <vector>

#include "sync/exchange/frame.hpp"
#include "sync/ledger/verdict.hpp"

namespace soxa::exchange {

inline constexpr std::size_t message_bytes_max = 4 * 1024 * 1024;  ///< before compression
inline constexpr std::size_t frames_max = 256;
inline constexpr std::size_t lines_max = 16 * 1024;
/// What a sender puts into one message, so that a cut costs little.
inline constexpr std::size_t message_bytes_target = 512 * 1024;

struct Request {
    ledger::StreamId stream = 0;
    ledger::DeviceId device;
    std::uint64_t epoch = 0;  ///< 0 before the first contact
    std::uint64_t known = 0;  ///< entries of the log that this laptop has
    crypto::Digest known_root;
    std::vector<Bytes> frames;

    friend bool operator==(const Request&, const Request&) = default;
};

/// Which operation a log entry is about: of the reply's frames or of the request's, by its place
/// among all of their operations.
struct OfReply {
    std::uint64_t index = 0;
    friend bool operator==(const OfReply&, const OfReply&) = default;
};
struct OfRequest {
    std::uint64_t index = 0;
    friend bool operator==(const OfRequest&, const OfRequest&) = default;
};
using Subject = std::variant<OfReply, OfRequest>;

struct Line {
    Subject subject;
    ledger::Judgement judgement = ledger::Judgement::accepted;
    ledger::Reason reason = ledger::Reason::none;
    Timestamp received{};

    friend bool operator==(const Line&, const Line&) = default;
};

/// A frame of the request that could not be taken in, and the province's word why; what is in it
/// was not judged.
struct SetAside {
    std::uint64_t frame = 0;  ///< of the request's, from 0
    std::string word;

    friend bool operator==(const SetAside&, const SetAside&) = default;
};

struct Reply {
    std::uint64_t base = 0;  ///< the lines are of positions base + 1 …
    std::vector<Bytes> frames;
    std::vector<Line> lines;
    ledger::Checkpoint checkpoint;  ///< over the log up to the last line
    bool more = false;
    /// Only in conversations; ascending. A reply without says nothing of it on the wire.
    std::vector<SetAside> set_aside;

    friend bool operator==(const Reply&, const Reply&) = default;
};

[[nodiscard]] Bytes encode(const Request& request);
[[nodiscard]] Bytes encode(const Reply& reply);
/// Errc::integrity ("message.malformed").
[[nodiscard]] Result<Request> decode_request(ByteView bytes);
[[nodiscard]] Result<Reply> decode_reply(ByteView bytes);

/// A laptop's first words: its key for a certificate, proven by the ticket's secret.
struct Enrolment {
    Bytes ticket;  ///< its public number
    ledger::DeviceId device;
    crypto::PublicKey key;
    std::string label;
    crypto::Digest proof;  ///< HMAC-SHA256(ticket secret, the rest)

    friend bool operator==(const Enrolment&, const Enrolment&) = default;
};
[[nodiscard]] crypto::Digest enrolment_proof(ByteView secret, const Enrolment& enrolment);
[[nodiscard]] Bytes encode(const Enrolment& enrolment);
[[nodiscard]] Result<Enrolment> decode_enrolment(ByteView bytes);

}  // namespace soxa::exchange
