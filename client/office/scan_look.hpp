// Looking at a scan: the picture, or a page's own picture, with what its bytes tell of it.
#pragma once

#include <filesystem>

#include "client/office/attachments.hpp"
#include "client/office/picture.hpp"

namespace soxa::office {

struct ScanLook {
    Pixels picture;      ///< no pixels where there is none to be shown
    int page = 1;
    int pages = 0;       ///< 0: the bytes do not tell
    std::uint64_t bytes = 0;
    bool pdf = false;
    bool small_only = false;  ///< the scan itself is not here; this is its thumbnail
    /// Names in the signatures of a PDF, as it says them and unchecked.
    std::vector<std::string> signers;
    /// What it would weigh if it were made no larger than a page needs; 0 where that is not offered.
    std::uint64_t smaller = 0;
};

/// The longest side of a picture that is shown.
inline constexpr int look_side_max = 1600;

[[nodiscard]] ScanLook look_at_bytes(ByteView bytes, int page);
/// A file that may be attached. As crypto::read_file().
[[nodiscard]] Result<Bytes> read_scan(const std::filesystem::path& file);
/// Of a file that was opened to be looked at; as much as is on this laptop.
/// Errc::integrity ("content.damaged").
[[nodiscard]] Result<ScanLook> look_at_scan(const Office& office, const ListedAttachment& scan,
                                            int page);
/// Of a scan, or of its thumbnail, into a file; written down before the bytes leave the store.
/// Fetched from the province where they are not here. How many bytes there were.
[[nodiscard]] Result<std::uint64_t> give_out(Office& office, const ListedAttachment& scan,
                                             const ledger::NamedBytes& named,
                                             const std::filesystem::path& file,
                                             const std::string& purpose);

}  // namespace soxa::office
