// A long text in chunks that are sealed each for itself, so that a part can be opened without the
// rest: AES-256-GCM over 64 KiB, nonce = 11 bytes of counter and one that marks the last chunk
// (the STREAM construction; RELIABILITY §3.3). Chunks cannot be cut off, swapped or moved into
// another text.
//
// Nothing random goes in: the caller's salt names the text (its SHA-256), so two texts never share
// a key, not even on a laptop whose random numbers were copied with it.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::crypto {

class ChunkedCipher {
public:
    static constexpr std::size_t chunk_bytes = 64 * 1024;

    /// `key` is 32 bytes; `salt` belongs to one text only; `info` names the purpose.
    ChunkedCipher(ByteView key, ByteView salt, std::string_view info);

    /// chunk_bytes of plain text become 16 more; an empty text is one empty chunk.
    [[nodiscard]] Bytes seal(ByteView plain) const;
    /// Errc::integrity ("crypto.not_authentic") unless it is what seal() gave, whole.
    [[nodiscard]] Result<Bytes> open(ByteView sealed) const;

private:
    Secret key_;
};

}  // namespace soxa::crypto
