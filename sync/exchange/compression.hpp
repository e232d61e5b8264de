// zstd around a message, with its size bounded before it is unpacked. A pure function of bytes:
// the one place that both ends share, so that there is one bound.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::exchange {

[[nodiscard]] Bytes compressed(ByteView message);
/// Errc::integrity: "message.compression" if it is no single zstd frame that states its size,
/// "message.too_large" if that is above `size_max`. Never allocates more than that.
[[nodiscard]] Result<Bytes> decompressed(ByteView bytes, std::size_t size_max);

}  // namespace soxa::exchange
