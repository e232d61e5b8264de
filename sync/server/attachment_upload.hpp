// Scans at the province's door: taken in resumable uploads (tus 1.0), given out to the unit that
// sent them.
//
// A laptop may send only bytes that an operation of its unit's log names, with their size; a unit
// has only what it sent, so knowing a hash opens nothing. The bytes count once they were hashed
// again whole and are on the disk; the receipt is an operation in the unit's log, which the next
// exchange brings.
#pragma once

#include "sync/server/http.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

inline constexpr std::string_view upload_target = "/v1/attachments";
inline constexpr std::string_view bytes_target = "/v1/attachments/bytes/";

struct AttachmentLimits {
    std::uint64_t unit_bytes = std::uint64_t{20} * 1000 * 1000 * 1000;
    std::uint64_t device_bytes = std::uint64_t{10} * 1000 * 1000 * 1000;
    std::uint64_t device_uploads = 64;  ///< unfinished
    std::chrono::hours term{24 * 7};    ///< of an unfinished upload, from its last part on
};

[[nodiscard]] bool is_attachment_target(std::string_view target);
[[nodiscard]] HttpResponse answer_attachment(Office& office, const HttpRequest& request,
                                             const AttachmentLimits& limits = {});

/// After a log was put back: takes back the receipts of bytes that are not here any more, so that
/// laptops send them again.
[[nodiscard]] Result<void> want_attachments_again(Office& office, Records& records,
                                                  UnitStream& stream, ledger::StreamId id);

/// Tells in the unit's log what has been received since it was last told.
[[nodiscard]] Result<void> receipt_attachments(Office& office, Records& records,
                                               UnitStream& stream, ledger::StreamId id);

}  // namespace soxa::server
