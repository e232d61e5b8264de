// How many pages a scan has, as far as its bytes tell without a renderer: an approval names the
// number, so that a page that was left out is seen (DOMAIN §3.10).
#pragma once

#include <optional>

#include "crypto/base/bytes.hpp"

namespace soxa::record {

inline constexpr int pages_max = 2000;

/// A picture is one page. Of a PDF the page objects that stand in it plainly, else the largest
/// /Count of a page tree; nothing where both are compressed (object streams of PDF 1.5), or above
/// pages_max: then a person says it.
[[nodiscard]] std::optional<int> page_count(ByteView bytes);

}  // namespace soxa::record
