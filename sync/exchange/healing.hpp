// A province that was put back from an older backup gets from its laptops what it had signed and
// lost (LEDGER rule 10; ARCHITECTURE, 7).
//
// A laptop finds it out: the province cannot show the log that its own checkpoint names. It then
// takes nothing, hands over that checkpoint with the log's roots at sizes ever further apart, is
// told the largest of them that both still have, and hands over everything after it: operations
// and verdicts. They are proven by the province's own signature over the root that they lead to,
// so nobody has to be believed and nothing is judged a second time.
#pragma once

#include "sync/exchange/recollection.hpp"

namespace soxa::exchange {

/// Of evidence, before compression; a unit's work of years.
inline constexpr std::size_t healing_bytes_max = 40 * 1024 * 1024;
inline constexpr std::size_t healing_pages_max = 512;

struct LogRoot {
    std::uint64_t size = 0;
    crypto::Digest root;
    friend bool operator==(const LogRoot&, const LogRoot&) = default;
};

/// What the province once signed, and how the log came there.
struct Witness {
    ledger::StreamId stream = 0;
    ledger::DeviceId device;
    ledger::Checkpoint checkpoint;
    std::vector<LogRoot> roots;  ///< the largest first, down to the empty log
    friend bool operator==(const Witness&, const Witness&) = default;
};

/// The log from a size that both have up to the signed checkpoint, as the province itself once
/// answered: pages that follow each other, names in full.
struct Evidence {
    ledger::StreamId stream = 0;
    ledger::DeviceId device;
    std::vector<Reply> pages;  ///< each with the checkpoint of all
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// The province's answer to a witness: the largest size of its roots that is there too; to
/// evidence: the size that the log has now.
struct Agreed {
    std::uint64_t size = 0;
    friend bool operator==(const Agreed&, const Agreed&) = default;
};

[[nodiscard]] Bytes encode(const Witness& witness);
[[nodiscard]] Bytes encode(const Evidence& evidence);
[[nodiscard]] Bytes encode(const Agreed& agreed);
/// Which of the two a laptop says; what is neither is no good evidence.
[[nodiscard]] bool is_witness(ByteView bytes);
/// Errc::integrity ("message.malformed").
[[nodiscard]] Result<Witness> decode_witness(ByteView bytes);
[[nodiscard]] Result<Evidence> decode_evidence(ByteView bytes);
[[nodiscard]] Result<Agreed> decode_agreed(ByteView bytes);

/// The log after `from`, which must be one of both. Errc::integrity ("healing.unsealed") if a
/// chain's end is not signed here.
[[nodiscard]] Result<Evidence> evidence_of(LaptopStorage& storage, Recollection& memory,
                                           ledger::StreamId stream, const ledger::DeviceId& device,
                                           const crypto::PublicKey& intake, std::uint64_t from);

/// The laptop's part: the witness, then the evidence, each answered by an Agreed.
class HealingSession {
public:
    /// Storage and memory outlive the session; they are one store.
    HealingSession(LaptopStorage& storage, Recollection& memory, ledger::StreamId stream,
                   const ledger::DeviceId& device, const crypto::PublicKey& intake)
        : storage_(&storage), memory_(&memory), stream_(stream), device_(device),
          intake_(intake) {}

    /// Errc::integrity as of evidence_of().
    [[nodiscard]] Result<Bytes> request();
    [[nodiscard]] Result<void> take(ByteView reply);
    [[nodiscard]] bool complete() const { return complete_; }

private:
    [[nodiscard]] Result<Witness> witness();

    LaptopStorage* storage_;
    Recollection* memory_;
    ledger::StreamId stream_;
    ledger::DeviceId device_;
    crypto::PublicKey intake_;
    std::optional<std::uint64_t> agreed_;
    bool complete_ = false;
};

}  // namespace soxa::exchange
