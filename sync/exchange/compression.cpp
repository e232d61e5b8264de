#include "sync/exchange/compression.hpp"

#include <cassert>

#include <zstd.h>

namespace soxa::exchange {

namespace {

// Messages are small and links slow: the strongest level that takes milliseconds.
constexpr int level = 15;

}  // namespace

Bytes compressed(ByteView message) {
    Bytes out(ZSTD_compressBound(message.size()));
    const std::size_t size =
        ZSTD_compress(out.data(), out.size(), message.data(), message.size(), level);
    assert(ZSTD_isError(size) == 0U);
    out.resize(size);
    return out;
}

Result<Bytes> decompressed(ByteView bytes, std::size_t size_max) {
    const unsigned long long stated = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (stated == ZSTD_CONTENTSIZE_ERROR || stated == ZSTD_CONTENTSIZE_UNKNOWN ||
        ZSTD_findFrameCompressedSize(bytes.data(), bytes.size()) != bytes.size()) {
        return fail(Errc::integrity, "message.compression");
    }
    if (stated > size_max) return fail(Errc::integrity, "message.too_large");
    Bytes out(static_cast<std::size_t>(stated));
    const std::size_t size =
        ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0U || size != out.size()) {
        return fail(Errc::integrity, "message.compression");
    }
    return out;
}

}  // namespace soxa::exchange
