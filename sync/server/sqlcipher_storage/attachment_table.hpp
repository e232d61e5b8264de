// Scans that are named, received or on their way. The only file that knows the tables
// `attachment`, `attachment_bytes` and `attachment_upload`.
#pragma once

#include "sync/server/attachment_register.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

class AttachmentTable final : public AttachmentRegister {
public:
    explicit AttachmentTable(sqlcipher::Database& database);

    [[nodiscard]] Result<void> name(ledger::StreamId stream, const ledger::RecordId& record,
                                    const ledger::NamedBytes& bytes) override;
    [[nodiscard]] Result<bool> is_named(ledger::StreamId stream, const crypto::Digest& digest,
                                        std::uint64_t size) override;
    [[nodiscard]] Result<std::vector<EvidencePending>> pending(ledger::StreamId stream) override;
    [[nodiscard]] Result<void> receive(const Upload& whole, Timestamp now) override;
    [[nodiscard]] Result<void> go_over(ledger::StreamId from, ledger::StreamId to,
                                       const ledger::NamedBytes& bytes, Timestamp now) override;
    [[nodiscard]] Result<bool> has(ledger::StreamId stream, const crypto::Digest& digest) override;
    [[nodiscard]] Result<std::uint64_t> bytes_of(ledger::StreamId stream) override;
    [[nodiscard]] Result<std::uint64_t> bytes_from(const ledger::DeviceId& device) override;
    [[nodiscard]] Result<std::vector<crypto::Digest>> untold(ledger::StreamId stream,
                                                             std::size_t count_max) override;
    [[nodiscard]] Result<void> told(ledger::StreamId stream, const crypto::Digest& digest) override;
    [[nodiscard]] Result<void> begin(const Upload& upload) override;
    [[nodiscard]] Result<std::optional<Upload>> upload(const UploadId& id) override;
    [[nodiscard]] Result<std::optional<Upload>> unfinished(const ledger::DeviceId& device,
                                                           const crypto::Digest& digest,
                                                           std::uint64_t length,
                                                           Timestamp now) override;
    [[nodiscard]] Result<bool> move_on(const UploadId& id, std::uint64_t from, std::uint64_t to,
                                       Timestamp expires) override;
    [[nodiscard]] Result<void> end(const UploadId& id) override;
    [[nodiscard]] Result<UnderWay> under_way(const ledger::DeviceId& device) override;
    [[nodiscard]] Result<std::vector<UploadId>> expired(Timestamp now,
                                                        std::size_t count_max) override;

private:
    sqlcipher::Statement name_;
    sqlcipher::Statement is_named_;
    sqlcipher::Statement pending_;
    sqlcipher::Statement receive_;
    sqlcipher::Statement go_over_;
    sqlcipher::Statement has_;
    sqlcipher::Statement bytes_of_;
    sqlcipher::Statement bytes_from_;
    sqlcipher::Statement untold_;
    sqlcipher::Statement told_;
    sqlcipher::Statement begin_;
    sqlcipher::Statement upload_;
    sqlcipher::Statement unfinished_;
    sqlcipher::Statement move_on_;
    sqlcipher::Statement end_;
    sqlcipher::Statement under_way_;
    sqlcipher::Statement expired_;
};

}  // namespace soxa::server
