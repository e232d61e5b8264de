// What the province keeps about scans: named by operations, received, or on their way.
#pragma once

#include "sync/ledger/attachment.hpp"

namespace soxa::server {

struct UploadTag;
using UploadId = Id<UploadTag, 16>;

/// Bytes on their way (tus 1.0). Whoever knows the id must also be the laptop.
struct Upload {
    UploadId id;
    ledger::StreamId stream = 0;
    ledger::DeviceId device;
    crypto::Digest digest;
    std::uint64_t length = 0;
    std::uint64_t offset = 0;  ///< so much is on the disk; at `length` the bytes were received
    Timestamp expires{};

    friend bool operator==(const Upload&, const Upload&) = default;
};

/// A record of a unit that rests on bytes that are not here.
struct EvidencePending {
    ledger::RecordId record;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;

    friend bool operator==(const EvidencePending&, const EvidencePending&) = default;
};

class AttachmentRegister {
public:
    virtual ~AttachmentRegister() = default;
    /// An operation of the unit's log names them.
    [[nodiscard]] virtual Result<void> name(ledger::StreamId stream,
                                            const ledger::RecordId& record,
                                            const ledger::NamedBytes& bytes) = 0;
    [[nodiscard]] virtual Result<bool> is_named(ledger::StreamId stream,
                                                const crypto::Digest& digest,
                                                std::uint64_t size) = 0;
    /// Of the scans that operations name, those that have not come; by record.
    [[nodiscard]] virtual Result<std::vector<EvidencePending>> pending(
        ledger::StreamId stream) = 0;

    [[nodiscard]] virtual Result<void> receive(const Upload& whole, Timestamp now) = 0;
    /// What the unit that gave a file away had sent is the new one's too, and counts to no laptop.
    [[nodiscard]] virtual Result<void> go_over(ledger::StreamId from, ledger::StreamId to,
                                               const ledger::NamedBytes& bytes,
                                               Timestamp now) = 0;
    [[nodiscard]] virtual Result<bool> has(ledger::StreamId stream,
                                           const crypto::Digest& digest) = 0;
    /// Of all that the unit sent, and of what one laptop sent.
    [[nodiscard]] virtual Result<std::uint64_t> bytes_of(ledger::StreamId stream) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> bytes_from(const ledger::DeviceId& device) = 0;
    /// Received and not told in the log yet; at most so many.
    [[nodiscard]] virtual Result<std::vector<crypto::Digest>> untold(ledger::StreamId stream,
                                                                     std::size_t count_max) = 0;
    [[nodiscard]] virtual Result<void> told(ledger::StreamId stream,
                                            const crypto::Digest& digest) = 0;

    [[nodiscard]] virtual Result<void> begin(const Upload& upload) = 0;
    [[nodiscard]] virtual Result<std::optional<Upload>> upload(const UploadId& id) = 0;
    /// That the laptop began and whose term is not over.
    [[nodiscard]] virtual Result<std::optional<Upload>> unfinished(
        const ledger::DeviceId& device, const crypto::Digest& digest, std::uint64_t length,
        Timestamp now) = 0;
    /// False if it is at another offset meanwhile.
    [[nodiscard]] virtual Result<bool> move_on(const UploadId& id, std::uint64_t from,
                                               std::uint64_t to, Timestamp expires) = 0;
    [[nodiscard]] virtual Result<void> end(const UploadId& id) = 0;
    struct UnderWay {
        std::uint64_t uploads = 0;
        std::uint64_t bytes = 0;  ///< announced
    };
    [[nodiscard]] virtual Result<UnderWay> under_way(const ledger::DeviceId& device) = 0;
    /// Whose term is over, at most so many.
    [[nodiscard]] virtual Result<std::vector<UploadId>> expired(Timestamp now,
                                                                std::size_t count_max) = 0;
};

}  // namespace soxa::server
