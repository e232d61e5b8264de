// The scans of a file, as an official sees them: what there is, where its bytes are, and what the
// province has said of them. Who may not see the file, or what a scan proves, sees no scan either
// (TB-4.3, access.hpp).
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "crypto/content_folder.hpp"
#include "sync/ledger/attachment.hpp"

namespace soxa::office {

struct ListedAttachment {
    ledger::RecordId record;
    std::string record_uid;
    std::string row_uid;
    ledger::AttachmentRow row;
    /// The province has said that it has the bytes; until then the evidence is pending (F15).
    bool received = false;
    bool here = false;
    bool thumbnail_here = false;
    bool asks_purpose = false;  ///< a look at the file is written down with its purpose
};

/// Where this laptop keeps the bytes.
[[nodiscard]] Result<crypto::ContentFolder> attachment_folder(const Office& office);

/// Of the draft, what this account may see.
[[nodiscard]] Result<std::vector<ListedAttachment>> attachments(const Office& office,
                                                                const ledger::RecordState& state);
/// Of all files that this account may see.
[[nodiscard]] Result<std::vector<ListedAttachment>> all_attachments(const Office& office);

/// The one of a list that its row_uid, its number in the record, or the beginning of its SHA-256
/// (8 digits at least) names. Errc::invalid_input ("attachment.unknown", "attachment.several").
[[nodiscard]] Result<ListedAttachment> attachment_named(const std::vector<ListedAttachment>& list,
                                                        std::string_view name);

/// What stands in lists; what belongs to this laptop only is under "local".
[[nodiscard]] Json json_of(const ListedAttachment& attachment);

/// How many attachments of a content the province has not said it has.
[[nodiscard]] Result<std::size_t> evidence_pending(const Office& office,
                                                   const ledger::Content& content);

/// What of this laptop's scans the province has not confirmed.
struct WaitingScans {
    std::size_t files = 0;
    std::uint64_t bytes = 0;  ///< with their thumbnails
};
[[nodiscard]] Result<WaitingScans> waiting_scans(const Office& office);

/// That are here and that the province has not said it has: thumbnails first, then the smallest.
[[nodiscard]] Result<std::vector<ledger::NamedBytes>> scans_to_send(const Office& office);

/// Removes bytes that no operation names: a power cut between keeping them and saying so left
/// them. How many files.
[[nodiscard]] Result<std::size_t> sweep_attachments(const Office& office);

}  // namespace soxa::office
