// Pictures made smaller: what is sent of a scan before the scan, and a photograph that fits its
// bound (DOMAIN §3.10). The one place that knows the picture library.
#pragma once

#include <cstdint>
#include <optional>

#include "crypto/base/bytes.hpp"

namespace soxa::office {

/// Of each pixel red, green, blue, line by line from the top.
struct Pixels {
    int width = 0;
    int height = 0;
    Bytes bytes;
};
inline constexpr int thumbnail_side = 240;
inline constexpr int thumbnail_quality = 60;
inline constexpr std::int64_t pixels_max = 40'000'000;

/// To be looked at, no side longer than `side_max`; nothing where the bytes are no JPEG or PNG that
/// can be read, or have more than pixels_max.
[[nodiscard]] std::optional<Pixels> pixels_of(ByteView picture, int side_max);
/// Within that size, in its proportions; never enlarged.
[[nodiscard]] std::optional<Pixels> within(Pixels pixels, int side_max);
[[nodiscard]] Bytes jpeg_of(const Pixels& pixels, int quality);

/// A scan that is larger than a page needs, as a JPEG of 200 points an inch of A4; nothing where
/// that would not save at least a fifth.
[[nodiscard]] std::optional<Bytes> smaller_scan(ByteView picture);

/// A JPEG of at most 240 pixels a side, some 10 KB; nothing where the bytes are no JPEG or PNG
/// that can be read, or have more than 40 million pixels.
[[nodiscard]] std::optional<Bytes> thumbnail_of(ByteView picture);

/// The same picture as a JPEG of at most `bytes_max`, with no fewer than `pixels_min` on its
/// shorter side; nothing where that cannot be had.
[[nodiscard]] std::optional<Bytes> photograph_within(ByteView jpeg, std::size_t bytes_max,
                                                     int pixels_min);

}  // namespace soxa::office
