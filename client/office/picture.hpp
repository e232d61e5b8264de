// Pictures made smaller: what is sent of a scan before the scan, and a photograph that fits its
// bound (DOMAIN §3.10). The one place that knows the picture library.
#pragma once

#include <optional>

#include "crypto/base/bytes.hpp"

namespace soxa::office {

/// A JPEG of at most 240 pixels a side, some 10 KB; nothing where the bytes are no JPEG or PNG
/// that can be read, or have more than 40 million pixels.
[[nodiscard]] std::optional<Bytes> thumbnail_of(ByteView picture);

/// The same picture as a JPEG of at most `bytes_max`, with no fewer than `pixels_min` on its
/// shorter side; nothing where that cannot be had.
[[nodiscard]] std::optional<Bytes> photograph_within(ByteView jpeg, std::size_t bytes_max,
                                                     int pixels_min);

}  // namespace soxa::office
