// The bytes of scans at the province, on disk and sealed: whole ones by their content, and the
// parts of those on their way.
//
// A part is a file of its own, whole on the disk before its offset is told; what lies beyond the
// offset that the store knows of was never told and is written over.
#pragma once

#include "crypto/content_folder.hpp"
#include "sync/server/attachment_register.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

class AttachmentFiles {
public:
    explicit AttachmentFiles(const Office& office);

    [[nodiscard]] Result<void> put_part(const Upload& upload, std::uint64_t offset,
                                        ByteView bytes, RandomSource& random) const;
    /// All parts in their order; Errc::integrity ("attachment.part_lost") if one is not there.
    [[nodiscard]] Result<Bytes> joined(const Upload& upload) const;
    /// No error where there are none: an upload may be ended twice.
    void remove_parts(const UploadId& id) const;

    [[nodiscard]] Result<void> put(ByteView bytes) const;
    /// Errc::integrity ("content.damaged", "attachment.lost").
    [[nodiscard]] Result<Bytes> get(const crypto::Digest& digest) const;

private:
    [[nodiscard]] std::filesystem::path folder_of(const UploadId& id) const;
    [[nodiscard]] Secret key_of(const UploadId& id) const;

    std::filesystem::path uploads_;
    Secret key_;
    crypto::ContentFolder whole_;
};

}  // namespace soxa::server
