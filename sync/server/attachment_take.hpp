// Scans that come whole, on a stick: under the same conditions as by an upload.
#pragma once

#include "sync/server/attachment_upload.hpp"

namespace soxa::server {

/// Room for so many bytes more of a laptop and its unit. Errc::storage ("attachment.device_full",
/// "attachment.unit_full").
[[nodiscard]] Result<void> check_room(AttachmentRegister& attachments, const Device& device,
                                      std::uint64_t length, const AttachmentLimits& limits);

/// False if they were received before. Errc::not_allowed ("attachment.not_named") unless an
/// operation of the unit's log names them, Errc::storage as check_room() and where the disk is
/// full: then nothing was taken.
[[nodiscard]] Result<bool> take_scan(Office& office, Records& records, const Device& device,
                                     ByteView bytes, const AttachmentLimits& limits = {});

}  // namespace soxa::server
