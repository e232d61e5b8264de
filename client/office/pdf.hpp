// Looking into a PDF without drawing it: its pages, the picture that a scanner put on one, and who
// signed (DOMAIN §3.10). The one place that knows qpdf.
//
// Foreign bytes: no file is larger than attachment_bytes_max, a picture's size is judged before it
// is unpacked, and what unpacks to more than it said is given up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/office/picture.hpp"

namespace soxa::office {

/// Nothing where it is no PDF that can be read without a password.
[[nodiscard]] std::optional<int> pdf_pages(ByteView pdf);

/// The page's own picture, turned as the page is, no side longer than `side_max`. Nothing where the
/// page is drawn and not scanned, or its picture is packed in a way that is not read here (fax).
[[nodiscard]] std::optional<Pixels> pdf_page(ByteView pdf, int page, int side_max);

/// Names that the signatures in it give, in their order; a signature without one says "". That they
/// are valid is not checked here.
[[nodiscard]] std::vector<std::string> pdf_signers(ByteView pdf);

}  // namespace soxa::office
