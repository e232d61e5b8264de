// The bytes of scans at the province, on disk and sealed: whole ones by their content, and the
// parts of those on their way.
//
// A part is a file of its own, named by where it begins and ends and whole on the disk before its
// offset is told. One of a connection that was given up may come late: it lies beside and replaces
// nothing.
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
    /// Parts that follow each other from the first byte to the last; Errc::integrity ("attachment.part_lost") if one is not there.
    [[nodiscard]] Result<Bytes> joined(const Upload& upload) const;
    /// No error where there are none: an upload may be ended twice.
    void remove_parts(const UploadId& id) const;
    /// Of which anything lies on the disk.
    [[nodiscard]] std::vector<UploadId> with_parts() const;

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
