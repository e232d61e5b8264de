// A scan becomes part of a file: its bytes on this laptop's disk, its description in the ledger
// (DOMAIN §3.10, TB-6.3b).
#pragma once

#include <string>

#include "client/office/attachments.hpp"
#include "sync/record/finding.hpp"

namespace soxa::office {

/// As it was typed.
struct NewAttachment {
    Bytes bytes;
    std::string file_name;  ///< no part of the file; looked at for a classification mark
    std::string kind;       ///< of the list attachment_kind
    std::string title;      ///< the kind's label where there is none
    std::optional<int> pages;  ///< where the bytes do not tell
    std::string scanned_at;
    std::string certified_by;
    std::string certified_form;
    /// "group/ROW" of what it proves; its evidence_ids then name it, and a column for a scan. Or
    /// the id of a single field whose value stands: it is said again, resting on this scan.
    std::string row;
    /// A picture larger than a page needs is made smaller first (smaller_scan).
    bool smaller = false;
};

struct AttachedNow {
    std::string row_uid;
    std::string sha256;
    bool changed = false;  ///< false: the file has it just so already
    std::vector<record::Finding> findings;
};

/// What cameras wrote into a JPEG is taken out first, and a photograph 4×6 made small enough: the
/// hash is of what is kept. Errc::invalid_input with the faults of DM-3.10, R36
/// ("attachment.pages" where nobody says how many there are).
[[nodiscard]] Result<AttachedNow> attach(Office& office, const ledger::RecordState& state,
                                         NewAttachment attachment);

}  // namespace soxa::office
