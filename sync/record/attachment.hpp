// Scanned documents and photographs: what a file is by its bytes, and whether it may be attached
// (DOMAIN §3.10). Names and endings are not believed.
#pragma once

#include <string>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "sync/record/finding.hpp"

namespace soxa::record {

enum class FileKind { pdf, jpeg, png, office, program, unknown };

[[nodiscard]] FileKind kind_of(ByteView bytes);
/// "1.7"; empty if it is no PDF.
[[nodiscard]] std::string pdf_version(ByteView bytes);

struct Picture {
    int width = 0;  ///< pixels; 0 if they could not be read
    int height = 0;
};
/// Of a JPEG or a PNG.
[[nodiscard]] Picture picture_size(ByteView bytes);
/// A JPEG with what cameras write into it (EXIF, place, comments); the picture is untouched.
[[nodiscard]] bool has_metadata(ByteView jpeg);
[[nodiscard]] Bytes without_metadata(ByteView jpeg);

/// Of a province's pack; the numbers are DOMAIN's.
struct AttachmentTerms {
    std::size_t file_bytes_max = 10'000'000;
    std::size_t record_bytes_max = 60'000'000;
    std::size_t photo_bytes_max = 300'000;
};

struct Attached {
    ByteView bytes;
    std::string kind;  ///< of the list attachment_kind; "22" is the photograph
    std::string title;
    bool certified = true;         ///< by the head's signature or stamp [TB-6.3]
    std::size_t record_bytes = 0;  ///< of the record's other attachments
};

/// Rule DM-3.10, and R36 for the title.
[[nodiscard]] std::vector<Finding> check_attachment(const Attached& attached,
                                                    const AttachmentTerms& terms);

}  // namespace soxa::record
